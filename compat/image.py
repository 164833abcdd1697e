"""`tf.image` of TensorFlow 1: TensorFlow's own, and the names of 0.x."""

from compat import names
from compat._v1 import v1

__all__ = ["per_image_whitening", "resize_images"]

per_image_whitening = v1.image.per_image_standardization


def resize_images(images, size, *args, **kwargs):
    """`tf.image.resize_images(images, size, method, …)`: images of `size`, height and width.

    0.x had the two as arguments of their own, `resize_images(images, height, width, method, …)`.
    """
    if isinstance(size, int) and args:
        size, args = [size, args[0]], args[1:]
    return v1.image.resize_images(images, size, *args, **kwargs)


def __getattr__(name: str):
    try:
        return getattr(v1.image, name)
    except AttributeError:
        raise names.missing("tf.image", name, dir(v1.image)) from None


def __dir__() -> list[str]:
    return sorted({*__all__, *dir(v1.image)})
