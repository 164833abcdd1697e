"""`tf.estimator.Estimator`: trains, evaluates and asks a model function, each in a new graph."""

import copy
import inspect
import os
import tempfile

import numpy as np

from compat import names
from compat._v1 import v1
from compat.estimator._specs import EstimatorSpec, ModeKeys, RunConfig

__all__ = ["Estimator"]

_log = v1.logging


class _Absent:
    """A method that is not covered, which says so where it is asked for."""

    def __set_name__(self, owner, name):
        self._name = name

    def __get__(self, instance, owner):
        raise names.missing("tf.estimator.Estimator", self._name)


class Estimator:
    """A model function, and the folder with what it has learnt.

    model_fn: called with `features`, and with what it has of `labels`, `mode`, `params` and
        `config`; returns an EstimatorSpec.
    model_dir: where checkpoints and events go, and where training goes on; None: that of `config`,
        else a temporary folder.
    warm_start_from: a checkpoint, or a folder with one, to take the first values from.
    """

    def __init__(self, model_fn, model_dir=None, config=None, params=None, warm_start_from=None):
        config = config or RunConfig()
        model_dir = os.fspath(model_dir or config.model_dir or "")
        if not model_dir:
            model_dir = tempfile.mkdtemp()
            _log.warning("Using temporary folder as model directory: %s", model_dir)
        self._config = config.replace(model_dir=model_dir)
        self._model_fn = model_fn
        self._params = copy.deepcopy(params or {})
        self._warm_start_from = warm_start_from

    @property
    def model_dir(self):
        return self._config.model_dir

    @property
    def config(self):
        return self._config

    @property
    def params(self):
        return copy.deepcopy(self._params)

    @property
    def model_fn(self):
        """The model function, with all arguments."""

        def model_fn(features, labels, mode, config):
            return self._call_model_fn(features, labels, mode)

        return model_fn

    def train(self, input_fn, hooks=None, steps=None, max_steps=None, saving_listeners=None):
        """Trains until the input ends, `steps` more, or `max_steps` in all; returns self."""
        if steps is not None and max_steps is not None:
            raise ValueError("Can not provide both steps and max_steps.")
        for number, name in ((steps, "steps"), (max_steps, "max_steps")):
            if number is not None and number <= 0:
                raise ValueError(f"Must specify {name} > 0, given: {number}")
        if max_steps is not None and self._global_step() >= max_steps:
            _log.info("Skipping training since max_steps has already saved.")
            return self
        config = self._config
        with self._graph():
            spec = self._spec(input_fn, ModeKeys.TRAIN)
            if "loss" not in [op.name for op in v1.get_default_graph().get_operations()]:
                v1.summary.scalar("loss", spec.loss)
            if self._warm_start_from and not self.latest_checkpoint():
                v1.train.warm_start(self._warm_start_from)
            scaffold = spec.scaffold or v1.train.Scaffold()
            self._keep_checkpoints(scaffold)
            step = v1.train.get_global_step()
            own = [
                v1.train.NanTensorHook(spec.loss),
                v1.train.LoggingTensorHook(
                    {"loss": spec.loss, "step": step},
                    every_n_iter=config.log_step_count_steps or 100,
                ),
            ]
            if steps is not None or max_steps is not None:
                own.append(v1.train.StopAtStepHook(steps, max_steps))
            saver = []
            if config.save_checkpoints_secs or config.save_checkpoints_steps:
                saver = [
                    v1.train.CheckpointSaverHook(
                        self.model_dir,
                        save_secs=config.save_checkpoints_secs,
                        save_steps=config.save_checkpoints_steps,
                        scaffold=scaffold,
                        listeners=saving_listeners,
                    )
                ]
            loss = None
            with v1.train.MonitoredTrainingSession(
                checkpoint_dir=self.model_dir,
                scaffold=scaffold,
                hooks=[*(hooks or ()), *own, *spec.training_hooks],
                chief_only_hooks=[*spec.training_chief_hooks, *saver],
                save_checkpoint_secs=None,
                save_checkpoint_steps=None,
                save_summaries_steps=config.save_summary_steps,
                save_summaries_secs=None,
                config=config.session_config,
                log_step_count_steps=config.log_step_count_steps,
            ) as session:
                while not session.should_stop():
                    _, loss = session.run([spec.train_op, spec.loss])
        _log.info("Loss for final step: %s.", loss)
        return self

    def evaluate(self, input_fn, steps=None, hooks=None, checkpoint_path=None, name=None):
        """Returns the metrics by name, with `loss`, their mean over batches, and `global_step`.

        steps: how many batches; None: until the input ends.
        """
        with self._graph():
            spec = self._spec(input_fn, ModeKeys.EVAL)
            metrics = dict(spec.eval_metric_ops)
            metrics.setdefault("loss", v1.metrics.mean(spec.loss))
            update = v1.group(*(update for _, update in metrics.values()))
            values = {key: value for key, (value, _) in metrics.items()}
            values["global_step"] = v1.train.get_global_step()
            final = v1.train.FinalOpsHook(values)
            session = self._session(
                spec, checkpoint_path, "evaluate", (*(hooks or ()), *spec.evaluation_hooks, final)
            )
        done = 0
        with session:
            while not session.should_stop() and (steps is None or done < steps):
                session.run(update)
                done += 1
        results = final.final_ops_values
        said = ", ".join(f"{key} = {value}" for key, value in sorted(results.items()))
        _log.info("Saving dict for global step %s: %s", results["global_step"], said)
        self._write(self.eval_dir(name), results)
        return results

    def predict(
        self,
        input_fn,
        predict_keys=None,
        hooks=None,
        checkpoint_path=None,
        yield_single_examples=True,
    ):
        """Yields the predictions of each example, or of each batch: an array, or arrays by name.

        predict_keys: the names to keep; None: all.
        """
        with self._graph():
            spec = self._spec(input_fn, ModeKeys.PREDICT)
            asked = spec.predictions
            if isinstance(asked, dict) and predict_keys:
                keys = [predict_keys] if isinstance(predict_keys, str) else predict_keys
                asked = {key: value for key, value in asked.items() if key in keys}
                if not asked:
                    there = list(spec.predictions)
                    raise ValueError(f"Expected to run at least one output from {there}")
            session = self._session(
                spec, checkpoint_path, "predict", (*(hooks or ()), *spec.prediction_hooks)
            )
        with session:
            while not session.should_stop():
                batch = session.run(asked)
                if not yield_single_examples:
                    yield batch
                elif not isinstance(batch, dict):
                    yield from batch
                else:
                    for row in range(len(next(iter(batch.values())))):
                        yield {key: value[row] for key, value in batch.items()}

    def latest_checkpoint(self):
        """The path of the newest checkpoint; None if there is none."""
        return v1.train.latest_checkpoint(self.model_dir)

    def get_variable_names(self):
        """The names of the variables in the newest checkpoint."""
        return [name for name, _ in v1.train.list_variables(self.model_dir)]

    def get_variable_value(self, name):
        """The value of a variable in the newest checkpoint."""
        return v1.train.load_variable(self.model_dir, name.removesuffix(":0"))

    def eval_dir(self, name=None):
        """The folder with the events of evaluations."""
        return os.path.join(self.model_dir, f"eval_{name}" if name else "eval")

    export_saved_model = _Absent()
    export_savedmodel = _Absent()

    # What happens in a graph

    def _graph(self):
        graph = v1.Graph()
        if self._config.tf_random_seed is not None:
            graph.seed = self._config.tf_random_seed
        return graph.as_default()

    def _spec(self, input_fn, mode) -> EstimatorSpec:
        """The model in the present graph, with its input and a global step."""
        v1.train.create_global_step()
        given = {"mode": mode, "params": self.params, "config": self._config}
        features, labels = _split(_called(input_fn, given), mode)
        spec = self._call_model_fn(features, labels, mode)
        if not isinstance(spec, EstimatorSpec):
            raise ValueError(f"model_fn should return an EstimatorSpec, not {type(spec).__name__}")
        return spec

    def _call_model_fn(self, features, labels, mode) -> EstimatorSpec:
        _log.info("Calling model_fn.")
        given = {"mode": mode, "params": self.params, "config": self._config}
        accepted = inspect.signature(self._model_fn).parameters
        if "labels" in accepted:
            given["labels"] = labels
        elif labels is not None:
            raise ValueError("model_fn does not take labels, but input_fn returns labels.")
        spec = _called(self._model_fn, given, features)
        _log.info("Done calling model_fn.")
        return spec

    def _keep_checkpoints(self, scaffold) -> None:
        if scaffold.saver is None and not v1.get_collection(v1.GraphKeys.SAVERS):
            saver = v1.train.Saver(
                max_to_keep=self._config.keep_checkpoint_max,
                keep_checkpoint_every_n_hours=self._config.keep_checkpoint_every_n_hours,
                defer_build=True,
                save_relative_paths=True,
            )
            v1.add_to_collection(v1.GraphKeys.SAVERS, saver)

    def _session(self, spec, checkpoint, purpose, hooks):
        checkpoint = checkpoint or self.latest_checkpoint()
        if not checkpoint:
            _log.info(
                "Could not find trained model in model_dir: %s, running initialization to %s.",
                self.model_dir,
                purpose,
            )
        creator = v1.train.ChiefSessionCreator(
            scaffold=spec.scaffold,
            config=self._config.session_config,
            checkpoint_filename_with_path=checkpoint,
        )
        return v1.train.MonitoredSession(creator, hooks)

    def _global_step(self) -> int:
        if not self.latest_checkpoint():
            return 0
        return int(self.get_variable_value(v1.GraphKeys.GLOBAL_STEP))

    def _write(self, folder, results) -> None:
        summary = v1.Summary()
        for key, value in results.items():
            if key != "global_step" and np.ndim(value) == 0:
                summary.value.add(tag=key, simple_value=float(value))
        writer = v1.summary.FileWriterCache.get(folder)
        writer.add_summary(summary, results["global_step"])
        writer.flush()


def _called(function, given, *arguments):
    """Calls a function with what it takes of the arguments in `given`."""
    accepted = inspect.signature(function).parameters
    return function(*arguments, **{key: given[key] for key in given if key in accepted})


def _split(result, mode):
    """Features and labels of what an input function returned."""
    if isinstance(result, v1.data.Dataset):
        iterator = v1.data.make_initializable_iterator(result)
        v1.add_to_collection(v1.GraphKeys.TABLE_INITIALIZERS, iterator.initializer)
        result = iterator.get_next()
    if isinstance(result, list | tuple):
        if len(result) != 2:
            raise ValueError("input_fn should return (features, labels) as a len 2 tuple.")
        features, labels = result
        return features, (None if mode == ModeKeys.PREDICT else labels)
    return result, None
