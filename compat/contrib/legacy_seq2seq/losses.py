"""Losses over lists of logits, and models for several lengths."""

import inspect

from compat._v1 import v1

__all__ = ["model_with_buckets", "sequence_loss", "sequence_loss_by_example"]

_TINY = 1e-12  # where all weights are zero, so is the loss


def _cross_entropy(loss_function, logits, targets):
    """Calls `loss_function`, whose arguments were changed twice.

    1.1 and later call it by keywords, labels and logits; 1.0 gave the labels first, 0.x last.
    """
    if loss_function is None:
        labels = v1.reshape(targets, [-1])
        return v1.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)
    parameters = list(inspect.signature(loss_function).parameters)
    if {"labels", "logits"} <= set(parameters):
        return loss_function(labels=targets, logits=logits)
    if parameters[0] in ("inputs", "logits", "logit"):
        return loss_function(logits, targets)
    return loss_function(targets, logits)


def sequence_loss_by_example(
    logits,
    targets,
    weights,
    average_across_timesteps=True,
    softmax_loss_function=None,
    name=None,
):
    """The weighted cross entropy of each sequence, float [batch].

    logits: a list of float [batch, symbols]; targets: of int [batch]; weights: of float [batch].
    average_across_timesteps: divide by the sum of the weights.
    softmax_loss_function: (labels, logits) → loss [batch], in the place of the softmax.
    Raises ValueError when the lists are not of one length.
    """
    if not len(logits) == len(targets) == len(weights):
        raise ValueError(
            "Lengths of logits, weights, and targets must be the same "
            f"{len(logits)}, {len(weights)}, {len(targets)}."
        )
    with v1.name_scope(name, "sequence_loss_by_example", logits + targets + weights):
        steps = zip(logits, targets, weights, strict=True)
        loss = v1.add_n([_cross_entropy(softmax_loss_function, x, y) * w for x, y, w in steps])
        return loss / (v1.add_n(weights) + _TINY) if average_across_timesteps else loss


def sequence_loss(
    logits,
    targets,
    weights,
    average_across_timesteps=True,
    average_across_batch=True,
    softmax_loss_function=None,
    name=None,
):
    """The sum of `sequence_loss_by_example` over the batch, or its mean; a float scalar."""
    with v1.name_scope(name, "sequence_loss", logits + targets + weights):
        losses = sequence_loss_by_example(
            logits, targets, weights, average_across_timesteps, softmax_loss_function
        )
        cost = v1.reduce_sum(losses)
        if not average_across_batch:
            return cost
        return cost / v1.cast(v1.shape(targets[0])[0], cost.dtype)


def model_with_buckets(
    encoder_inputs,
    decoder_inputs,
    targets,
    weights,
    buckets,
    seq2seq,
    softmax_loss_function=None,
    per_example_loss=False,
    name=None,
):
    """Makes a model for several pairs of lengths, all with the same variables.

    encoder_inputs, decoder_inputs, targets, weights: lists as long as the longest bucket.
    buckets: pairs of lengths, of the encoder and of the decoder, the shortest first.
    seq2seq: (encoder inputs, decoder inputs) → a pair, of which the first is the list of outputs.
    per_example_loss: `sequence_loss_by_example` instead of `sequence_loss`.
    Returns the list of outputs of each bucket, and its loss.
    Raises ValueError when a list is shorter than the last bucket.
    """
    source, target = buckets[-1]
    for what, given, needed in (
        ("encoder_inputs", encoder_inputs, source),
        ("targets", targets, target),
        ("weights", weights, target),
    ):
        if len(given) < needed:
            raise ValueError(
                f"Length of {what} ({len(given)}) must be at least that of last bucket ({needed})."
            )
    loss_of = sequence_loss_by_example if per_example_loss else sequence_loss
    outputs, losses = [], []
    with v1.name_scope(name, "model_with_buckets", encoder_inputs + decoder_inputs):
        for number, (source, target) in enumerate(buckets):
            with v1.variable_scope(v1.get_variable_scope(), reuse=True if number else None):
                bucket_outputs, _ = seq2seq(encoder_inputs[:source], decoder_inputs[:target])
            outputs.append(bucket_outputs)
            losses.append(
                loss_of(
                    bucket_outputs,
                    targets[:target],
                    weights[:target],
                    softmax_loss_function=softmax_loss_function,
                )
            )
    return outputs, losses
