"""The loss of a batch of sequences."""

from compat._v1 import v1

__all__ = ["sequence_loss"]


def sequence_loss(
    logits,
    targets,
    weights,
    average_across_timesteps=True,
    average_across_batch=True,
    sum_over_timesteps=False,
    sum_over_batch=False,
    softmax_loss_function=None,
    name=None,
):
    """The weighted cross entropy of sequences.

    logits: float [batch, time, symbols]; targets: int [batch, time]; weights: float [batch, time].
    average_across_timesteps, average_across_batch: sum, and divide by the sum of the weights.
    sum_over_timesteps, sum_over_batch: sum, and divide by how many weights are not zero; of no
        effect where the other dimension is averaged.
    softmax_loss_function: called with `labels` and `logits`, in the place of the softmax.
    Returns a float of shape [batch, time] without the dimensions that are summed over; zero where
    all weights are.
    Raises ValueError when a rank is another, or a dimension is both to be averaged and summed.
    """
    for what, x, rank in (("Logits", logits, 3), ("Targets", targets, 2), ("Weights", weights, 2)):
        if len(x.shape) != rank:
            raise ValueError(f"{what} must be a tensor of {rank} dimensions, but saw {x.shape}")
    if average_across_timesteps and sum_over_timesteps:
        raise ValueError(
            "average_across_timesteps and sum_over_timesteps cannot be set to True at same time."
        )
    if average_across_batch and sum_over_batch:
        raise ValueError(
            "average_across_batch and sum_over_batch cannot be set to True at same time."
        )
    loss_function = softmax_loss_function or v1.nn.sparse_softmax_cross_entropy_with_logits
    with v1.name_scope(name, "sequence_loss", [logits, targets, weights]):
        symbols = v1.shape(logits)[2]
        loss = loss_function(
            labels=v1.reshape(targets, [-1]), logits=v1.reshape(logits, [-1, symbols])
        )
        weights = v1.convert_to_tensor(weights)
        loss = v1.reshape(loss, v1.shape(weights)) * weights
        axes = _axes(average_across_batch, average_across_timesteps)
        counted = weights
        if not axes:
            axes = _axes(sum_over_batch, sum_over_timesteps)
            counted = v1.cast(v1.not_equal(weights, 0), weights.dtype)
        if not axes:
            return loss
        return v1.div_no_nan(v1.reduce_sum(loss, axes), v1.reduce_sum(counted, axes))


def _axes(batch, time):
    return [axis for axis, wanted in enumerate((batch, time)) if wanted]
