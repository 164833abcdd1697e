"""Everything between a port and a report, in the order that data flows.

`data` → `training` → `scheduling` → `store` → `judging` → `reporting`; what passes between these
rooms is defined in `records`. The judge compares runs with what is recorded, `published` and
`reference`; `claims` checks what the posts state. TensorFlow is loaded by `training`, `graphs`,
`claims` and `reporting.tensorboard` when they are called, nowhere else.
"""
