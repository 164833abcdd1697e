"""`tf.contrib.image` of TensorFlow 1: images turned, moved and seen from elsewhere.

A transform is eight numbers [a0, a1, a2, b0, b1, b2, c0, c1], or a row of them for each image. It
maps a point (x, y) of the *output* to the point ((a0 x + a1 y + a2) / k, (b0 x + b1 y + b2) / k) of
the input, k = c0 x + c1 y + 1. What is outside of the input is 0.
"""

from compat import names
from compat._v1 import v1

__all__ = [
    "angles_to_projective_transforms",
    "compose_transforms",
    "dense_image_warp",
    "flat_transforms_to_matrices",
    "matrices_to_flat_transforms",
    "rotate",
    "transform",
    "translate",
    "translations_to_projective_transforms",
]

_DTYPES = {v1.uint8, v1.int32, v1.int64, v1.float16, v1.float32, v1.float64}


def rotate(images, angles, interpolation="NEAREST", name=None):
    """Returns images of the same shape and dtype, turned counter-clockwise about their middles.

    images: [count, rows, columns, channels], or one image [rows, columns, channels] or
        [rows, columns].
    angles: in radians, a number, or one for each image.
    interpolation: "NEAREST" or "BILINEAR".
    Raises TypeError when the dtype or the rank is another.
    """
    with v1.name_scope(name, "rotate"):
        batch = _batch(v1.convert_to_tensor(images))
        height, width = (v1.cast(v1.shape(batch)[axis], v1.float32) for axis in (1, 2))
        transforms = angles_to_projective_transforms(angles, height, width)
        return transform(images, transforms, interpolation)


def translate(images, translations, interpolation="NEAREST", name=None):
    """Returns images of the same shape and dtype, moved to the right and down.

    translations: [dx, dy], or a row for each image.
    The rest as for `rotate`.
    """
    with v1.name_scope(name, "translate"):
        transforms = translations_to_projective_transforms(translations)
        return transform(images, transforms, interpolation)


def transform(images, transforms, interpolation="NEAREST", output_shape=None, name=None):
    """Returns transformed images of the same dtype; gradients go to the images only.

    transforms: see above.
    output_shape: ints [rows, columns]; None: that of the images.
    The rest as for `rotate`.
    """
    with v1.name_scope(name, "transform"):
        images = v1.convert_to_tensor(images)
        batch = _batch(images)
        transforms = v1.convert_to_tensor(transforms, v1.float32)
        if transforms.shape.ndims not in (1, 2):
            raise TypeError("Transforms should have rank 1 or 2.")
        output = v1.raw_ops.ImageProjectiveTransformV3(
            images=batch,
            transforms=v1.reshape(transforms, [-1, 8]),
            output_shape=v1.shape(batch)[1:3] if output_shape is None else output_shape,
            fill_value=0.0,
            interpolation=interpolation.upper(),
        )
        if output_shape is None:
            output.set_shape(batch.shape)
        if images.shape.ndims == 2:
            output = output[..., 0]
        return output if images.shape.ndims == 4 else output[0]


def angles_to_projective_transforms(angles, image_height, image_width, name=None):
    """Returns the transforms [count, 8] that turn images about their middles.

    angles: in radians, a number or [count].
    image_height, image_width: numbers, or of each image.
    Raises TypeError when the angles are of another rank.
    """
    with v1.name_scope(name, "angles_to_projective_transforms"):
        angles = v1.convert_to_tensor(angles, v1.float32)
        if angles.shape.ndims not in (0, 1):
            raise TypeError("Angles should have rank 0 or 1.")
        angles = v1.reshape(angles, [-1])
        sin, cos, zero = v1.sin(angles), v1.cos(angles), v1.zeros_like(angles)
        x, y = (image_width - 1) / 2, (image_height - 1) / 2
        middle_x, middle_y = x - (cos * x - sin * y), y - (sin * x + cos * y)
        return v1.stack([cos, -sin, middle_x, sin, cos, middle_y, zero, zero], 1)


def translations_to_projective_transforms(translations, name=None):
    """Returns the transforms [count, 8] that move images to the right and down.

    translations: [dx, dy], or [count, 2].
    Raises TypeError when they are of another rank.
    """
    with v1.name_scope(name, "translations_to_projective_transforms"):
        translations = v1.convert_to_tensor(translations, v1.float32)
        if translations.shape.ndims not in (1, 2):
            raise TypeError("Translations should have rank 1 or 2.")
        dx, dy = v1.unstack(v1.reshape(translations, [-1, 2]), axis=1)
        one, zero = v1.ones_like(dx), v1.zeros_like(dx)
        return v1.stack([one, zero, -dx, zero, one, -dy, zero, zero], 1)


def compose_transforms(*transforms):
    """Returns one transform [count, 8]; a point of the output goes through the last one first.

    transforms: [8] or [count, 8] each, at least one.
    """
    if not transforms:
        raise AssertionError("transforms cannot be empty")
    composed = flat_transforms_to_matrices(transforms[0])
    for more in transforms[1:]:
        composed = v1.matmul(composed, flat_transforms_to_matrices(more))
    return matrices_to_flat_transforms(composed)


def flat_transforms_to_matrices(transforms, name=None):
    """Returns the matrices [count, 3, 3] of transforms [count, 8] or [8]."""
    with v1.name_scope(name, "flat_transforms_to_matrices"):
        rows = v1.reshape(v1.convert_to_tensor(transforms, v1.float32), [-1, 8])
        return v1.reshape(v1.concat([rows, v1.ones_like(rows[:, :1])], 1), [-1, 3, 3])


def matrices_to_flat_transforms(transform_matrices, name=None):
    """Returns the transforms [count, 8] of matrices [count, 3, 3] or [3, 3]."""
    with v1.name_scope(name, "matrices_to_flat_transforms"):
        rows = v1.reshape(v1.convert_to_tensor(transform_matrices), [-1, 9])
        return rows[:, :8] / rows[:, 8:]


def dense_image_warp(image, flow, name="dense_image_warp"):
    """Returns what the image has at other places, one for each pixel: y - flow[0], x - flow[1].

    image: floats [count, rows, columns, channels], at least two rows and columns.
    flow: floats [count, rows, columns, 2]; places between pixels are interpolated, those outside of
        the image are moved to its border. Gradients go to both.
    """
    with v1.name_scope(name, "dense_image_warp"):
        image, flow = v1.convert_to_tensor(image), v1.convert_to_tensor(flow)
        size = v1.shape(image)[1:3]
        grid = v1.stack(v1.meshgrid(v1.range(size[0]), v1.range(size[1]), indexing="ij"), 2)
        last = v1.cast(size - 1, flow.dtype)
        places = v1.cast(grid, flow.dtype) - flow
        places = v1.maximum(v1.minimum(places, last), 0)
        low = v1.minimum(v1.floor(places), last - 1)
        y, x = v1.split(v1.cast(places - low, image.dtype), 2, 3)
        low = v1.cast(low, v1.int32)

        def corner(dy, dx):
            return v1.gather_nd(image, low + v1.constant([dy, dx]), batch_dims=1)

        above = (1 - x) * corner(0, 0) + x * corner(0, 1)
        below = (1 - x) * corner(1, 0) + x * corner(1, 1)
        return (1 - y) * above + y * below


def _batch(images):
    """Images [count, rows, columns, channels], of what is given as such, or as one image."""
    if images.dtype.base_dtype not in _DTYPES:
        raise TypeError(f"Invalid dtype {images.dtype}.")
    rank = images.shape.ndims
    if rank not in (2, 3, 4):
        raise TypeError("Images should have rank between 2 and 4.")
    if rank == 2:
        images = images[:, :, None]
    return images if rank == 4 else images[None]


def __getattr__(name: str):
    raise names.missing("tf.contrib.image", name)
