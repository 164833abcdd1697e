"""`tf.layers` of TensorFlow 1: tf-keras' legacy layers, whichever Keras TensorFlow has."""

import functools as _functools

from tf_keras.api._v1.keras.__internal__.legacy import layers as _legacy
from tf_keras.src.engine import base_layer as _base_layer
from tf_keras.src.engine import base_layer_v1 as _base_layer_v1

from compat import names

__all__ = [
    "AveragePooling1D",
    "AveragePooling2D",
    "AveragePooling3D",
    "BatchNormalization",
    "Conv1D",
    "Conv2D",
    "Conv2DTranspose",
    "Conv3D",
    "Conv3DTranspose",
    "Dense",
    "Dropout",
    "Flatten",
    "InputSpec",
    "Layer",
    "MaxPooling1D",
    "MaxPooling2D",
    "MaxPooling3D",
    "SeparableConv1D",
    "SeparableConv2D",
    "average_pooling1d",
    "average_pooling2d",
    "average_pooling3d",
    "batch_normalization",
    "conv1d",
    "conv2d",
    "conv2d_transpose",
    "conv3d",
    "conv3d_transpose",
    "dense",
    "dropout",
    "flatten",
    "max_pooling1d",
    "max_pooling2d",
    "max_pooling3d",
    "separable_conv1d",
    "separable_conv2d",
]

AveragePooling1D = _legacy.AveragePooling1D
AveragePooling2D = _legacy.AveragePooling2D
AveragePooling3D = _legacy.AveragePooling3D
BatchNormalization = _legacy.BatchNormalization
Conv1D = _legacy.Conv1D
Conv2D = _legacy.Conv2D
Conv2DTranspose = _legacy.Conv2DTranspose
Conv3D = _legacy.Conv3D
Conv3DTranspose = _legacy.Conv3DTranspose
Dense = _legacy.Dense
Dropout = _legacy.Dropout
Flatten = _legacy.Flatten
InputSpec = _legacy.InputSpec
Layer = _legacy.Layer
MaxPooling1D = _legacy.MaxPooling1D
MaxPooling2D = _legacy.MaxPooling2D
MaxPooling3D = _legacy.MaxPooling3D
SeparableConv1D = _legacy.SeparableConv1D
SeparableConv2D = _legacy.SeparableConv2D
average_pooling1d = _legacy.average_pooling1d
average_pooling2d = _legacy.average_pooling2d
average_pooling3d = _legacy.average_pooling3d
batch_normalization = _legacy.batch_normalization
conv1d = _legacy.conv1d
conv2d = _legacy.conv2d
conv2d_transpose = _legacy.conv2d_transpose
conv3d = _legacy.conv3d
conv3d_transpose = _legacy.conv3d_transpose
dense = _legacy.dense
dropout = _legacy.dropout
flatten = _legacy.flatten
max_pooling1d = _legacy.max_pooling1d
max_pooling2d = _legacy.max_pooling2d
max_pooling3d = _legacy.max_pooling3d
separable_conv1d = _legacy.separable_conv1d
separable_conv2d = _legacy.separable_conv2d


def _take_inputs(layer: type) -> None:
    """Has `add_update` of a layer take the inputs, too, which today it finds itself."""
    add_update = layer.add_update

    @_functools.wraps(add_update)
    def with_inputs(self, updates, inputs=None):
        return add_update(self, updates)

    layer.add_update = with_inputs


_take_inputs(_base_layer.Layer)
_take_inputs(_base_layer_v1.Layer)


def __getattr__(name: str):
    raise names.missing("tf.layers", name)
