"""`tf.contrib.eager.python` of TensorFlow 1, from which scripts imported `tfe`."""

import compat.contrib.eager as tfe

__all__ = ["tfe"]
