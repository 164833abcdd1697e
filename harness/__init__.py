"""Everything between a port and a report, in the order that data flows.

`data` → `training` → `scheduling` → `store` → `published` → `reporting`; what passes between these
rooms is defined in `records`. Only `training` loads TensorFlow, and only when a task runs.
"""
