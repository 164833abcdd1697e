"""What passes between an estimator and a model function."""

from typing import Any, NamedTuple

__all__ = ["EstimatorSpec", "ModeKeys", "RunConfig"]


class ModeKeys:
    """What a model function is asked for."""

    TRAIN = "train"
    EVAL = "eval"
    PREDICT = "infer"


class _Spec(NamedTuple):
    mode: str
    predictions: Any
    loss: Any
    train_op: Any
    eval_metric_ops: dict
    export_outputs: Any
    training_chief_hooks: tuple
    training_hooks: tuple
    scaffold: Any
    evaluation_hooks: tuple
    prediction_hooks: tuple


class EstimatorSpec(_Spec):
    """What a model function returns.

    predictions: a tensor, or tensors by name.
    eval_metric_ops: by name, pairs of a value and of the operation that updates it.
    export_outputs: of no effect.
    Raises ValueError when something is missing that the mode needs.
    """

    __slots__ = ()

    def __new__(
        cls,
        mode,
        predictions=None,
        loss=None,
        train_op=None,
        eval_metric_ops=None,
        export_outputs=None,
        training_chief_hooks=None,
        training_hooks=None,
        scaffold=None,
        evaluation_hooks=None,
        prediction_hooks=None,
    ):
        if mode == ModeKeys.TRAIN and train_op is None:
            raise ValueError("Missing train_op.")
        if mode in (ModeKeys.TRAIN, ModeKeys.EVAL) and loss is None:
            raise ValueError("Missing loss.")
        if mode == ModeKeys.PREDICT and predictions is None:
            raise ValueError("Missing predictions.")
        return super().__new__(
            cls,
            mode,
            {} if predictions is None else predictions,
            loss,
            train_op,
            dict(eval_metric_ops or {}),
            export_outputs,
            tuple(training_chief_hooks or ()),
            tuple(training_hooks or ()),
            scaffold,
            tuple(evaluation_hooks or ()),
            tuple(prediction_hooks or ()),
        )


_UNSET = object()


class RunConfig:
    """How an estimator runs: its folder, seed, session, and how often it saves and logs."""

    master = ""
    num_ps_replicas = 0
    num_worker_replicas = 1
    task_id = 0
    task_type = "worker"
    is_chief = True

    def __init__(
        self,
        model_dir=None,
        tf_random_seed=None,
        save_summary_steps=100,
        save_checkpoints_steps=_UNSET,
        save_checkpoints_secs=_UNSET,
        session_config=None,
        keep_checkpoint_max=5,
        keep_checkpoint_every_n_hours=10000,
        log_step_count_steps=100,
        **others,
    ):
        """
        save_checkpoints_steps, save_checkpoints_secs: one of them; 600 seconds when neither is
            given, and no checkpoints but the first and the last when both are None.
        others: what is of no effect in one process, kept as attributes.
        Raises ValueError when checkpoints are to be saved by steps and by seconds.
        """
        by_steps = save_checkpoints_steps not in (_UNSET, None)
        if by_steps and save_checkpoints_secs not in (_UNSET, None):
            raise ValueError(
                "Can not provide both save_checkpoints_steps and save_checkpoints_secs."
            )
        if save_checkpoints_secs is _UNSET:
            save_checkpoints_secs = 600 if save_checkpoints_steps is _UNSET else None
        self._given = {
            "model_dir": model_dir,
            "tf_random_seed": tf_random_seed,
            "save_summary_steps": save_summary_steps,
            "save_checkpoints_steps": save_checkpoints_steps if by_steps else None,
            "save_checkpoints_secs": save_checkpoints_secs,
            "session_config": session_config,
            "keep_checkpoint_max": keep_checkpoint_max,
            "keep_checkpoint_every_n_hours": keep_checkpoint_every_n_hours,
            "log_step_count_steps": log_step_count_steps,
            **others,
        }
        vars(self).update(self._given)

    def replace(self, **changes):
        """Returns a configuration with other values; what is saved by steps is not by seconds."""
        if changes.get("save_checkpoints_steps") is not None:
            changes.setdefault("save_checkpoints_secs", None)
        elif changes.get("save_checkpoints_secs") is not None:
            changes.setdefault("save_checkpoints_steps", None)
        return type(self)(**(self._given | changes))
