"""The GPU session config: the one place that makes the `ConfigProto` under which ports train."""

from collections.abc import Sequence

__all__ = ["session_config"]


def session_config(
    *,
    threads: int = 1,
    gpu_memory_fraction: float | None = None,
    visible_devices: Sequence[int] | None = None,
):
    """Returns a `tf.ConfigProto` that takes GPU memory as it is needed; harmless without a GPU.

    threads: inter-op threads, how many operations may run at once. They change no bit of the
        result. Intra-op threads, which split one operation and so change the order of its
        additions, are always one.
    gpu_memory_fraction: the most of each GPU's memory that this process may take, in (0, 1];
        None: no bound.
    visible_devices: the GPUs to use, by number; None: all.

    `allow_growth` is set as in post 004 and as TensorFlow 1 documents it; `allow_soft_placement`
    puts an operation that has no GPU kernel on the processor.
    Raises ValueError when `threads` or `gpu_memory_fraction` is out of range.
    """
    from compat.tf import ConfigProto

    if threads < 1:
        raise ValueError(f"threads must be 1 or more, not {threads}")
    if gpu_memory_fraction is not None and not 0 < gpu_memory_fraction <= 1:
        raise ValueError(f"gpu_memory_fraction must be in (0, 1], not {gpu_memory_fraction}")
    config = ConfigProto(
        intra_op_parallelism_threads=1,
        inter_op_parallelism_threads=threads,
        allow_soft_placement=True,
    )
    config.gpu_options.allow_growth = True
    if gpu_memory_fraction is not None:
        config.gpu_options.per_process_gpu_memory_fraction = gpu_memory_fraction
    if visible_devices is not None:
        config.gpu_options.visible_device_list = ",".join(map(str, visible_devices))
    return config
