"""The one place that loads TensorFlow: `v1` is `tensorflow.compat.v1`, behaving as TensorFlow 1."""

from compat import quiet

__all__ = ["keras", "rnn_cell", "v1"]

quiet.silence_deprecations()
with quiet.startup_messages_filtered():
    import tensorflow.compat.v1 as v1
    from tensorflow.python import pywrap_tfe

    # Keras 2, and what it was in TensorFlow 1; `v1.keras` is Keras 3 unless told otherwise.
    from tf_keras.api._v1 import keras

    # tf-keras keeps the cells of TensorFlow 1. Asked for directly, they are there whichever Keras
    # TensorFlow itself was imported with; `v1.nn.rnn_cell` answers under legacy Keras only.
    from tf_keras.api._v1.keras.__internal__.legacy import rnn_cell

    keras.__version__ = "2.2.4-tf"  # as in TensorFlow 1.14 and 1.15

    v1.disable_v2_behavior()
    # Looks for GPUs now, so that the message about finding none is held back with the others. Not
    # by v1.config, whose context would begin with graphs: a script may still choose to be eager.
    pywrap_tfe.TF_ListPhysicalDevices()
