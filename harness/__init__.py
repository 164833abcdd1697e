"""Everything between a port and a report, in the order that data flows.

`data` → `training` → `scheduling` → `store` → `published` → `reporting`; what passes between these
rooms is defined in `records`. TensorFlow is loaded where `training` runs, and by `claims` and
`graphs`, nowhere else.
"""
