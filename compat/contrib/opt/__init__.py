"""`tf.contrib.opt` of TensorFlow 1: SciPy, relatives of Adam, decay and averages."""

from compat import names
from compat.contrib.opt import adam as _adam
from compat.contrib.opt import average as _average
from compat.contrib.opt import decay as _decay
from compat.contrib.opt import external as _external

__all__ = [
    "AdaMaxOptimizer",
    "AdamWOptimizer",
    "DecoupledWeightDecayExtension",
    "ExternalOptimizerInterface",
    "LazyAdamOptimizer",
    "MomentumWOptimizer",
    "MovingAverageOptimizer",
    "NadamOptimizer",
    "ScipyOptimizerInterface",
    "extend_with_decoupled_weight_decay",
]

AdaMaxOptimizer = _adam.AdaMaxOptimizer
AdamWOptimizer = _decay.AdamWOptimizer
DecoupledWeightDecayExtension = _decay.DecoupledWeightDecayExtension
ExternalOptimizerInterface = _external.ExternalOptimizerInterface
LazyAdamOptimizer = _adam.LazyAdamOptimizer
MomentumWOptimizer = _decay.MomentumWOptimizer
MovingAverageOptimizer = _average.MovingAverageOptimizer
NadamOptimizer = _adam.NadamOptimizer
ScipyOptimizerInterface = _external.ScipyOptimizerInterface
extend_with_decoupled_weight_decay = _decay.extend_with_decoupled_weight_decay


def __getattr__(name: str):
    raise names.missing("tf.contrib.opt", name)
