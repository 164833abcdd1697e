"""The same network in Keras 3 on TensorFlow: `keras.layers.LSTM` and a compiled train_on_batch.

003's output at the last row is had by `return_sequences=True`: Keras runs the backward layer over
all 28 rows, of which one matters.
"""

import os

from benchmarks.models import CLASSES, MODELS, ROW_LENGTH, ROWS, Model
from benchmarks.programs.batches import batches
from benchmarks.programs.clock import Clock
from compat import quiet

__all__ = ["network", "run"]


def run(clock: Clock, tutorial: str, data_dir: str) -> None:
    """Trains without end, with a tick per step, on the threads that TensorFlow takes by default."""
    os.environ["KERAS_BACKEND"] = "tensorflow"
    with quiet.startup_messages_filtered():
        import keras
        import tensorflow as tf

        # Looks for GPUs now, so that the message about finding none is held back with the others.
        tf.config.list_physical_devices()

    about = MODELS[tutorial]
    model = network(about)
    model.compile(
        optimizer=getattr(keras.optimizers, about.optimizer)(about.learning_rate),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    for images, digits in batches(data_dir):
        clock.tick()
        model.train_on_batch(images, digits)


def network(about: Model):
    """Returns the `keras.Model` from images to logits, not compiled."""
    import keras
    from keras import layers

    x = images = keras.Input((ROWS, ROW_LENGTH))
    if about.widened:
        x = layers.Dense(about.widened)(x)
    for layer in range(1, about.layers + 1):
        whole_sequence = about.bidirectional or layer < about.layers
        lstm = layers.LSTM(about.units, return_sequences=whole_sequence)
        x = layers.Bidirectional(lstm)(x) if about.bidirectional else lstm(x)
        if about.dropout:
            x = layers.Dropout(about.dropout)(x)
    if about.bidirectional:
        x = x[:, -1]
    return keras.Model(images, layers.Dense(CLASSES)(x))
