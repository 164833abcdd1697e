"""The one place that loads TensorFlow: `v1` is `tensorflow.compat.v1`, behaving as TensorFlow 1."""

from compat import quiet

__all__ = ["rnn_cell", "v1"]

quiet.silence_deprecations()
with quiet.startup_messages_filtered():
    import tensorflow.compat.v1 as v1

    # tf-keras keeps the cells of TensorFlow 1. Asked for directly, they are there whichever Keras
    # TensorFlow itself was imported with; `v1.nn.rnn_cell` answers under legacy Keras only.
    from tf_keras.api._v1.keras.__internal__.legacy import rnn_cell

    v1.disable_v2_behavior()
    # Looks for GPUs now, so that the message about finding none is held back with the others.
    v1.config.list_physical_devices()
