"""Reports: the same runs and published logs in several faces. Never trains, loads no TensorFlow."""
