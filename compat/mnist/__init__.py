"""The MNIST data: found or downloaded, verified, decoded once, shared between processes.

`find` says where the four files are, `download` fetches them, `arrays` decodes them, `digits` is
what stands in when they cannot be had. Nothing here loads TensorFlow.
"""

__all__ = ["MnistError", "MnistNotFound"]


class MnistError(ValueError):
    """Something is wrong with the data; the message is one line: what, and what to do about it."""


class MnistNotFound(MnistError):
    """No place and no mirror had the data. A caller may go on with the stand-in instead."""
