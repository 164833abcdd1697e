"""Reports: the same runs and published logs in several faces. Never trains.

TensorFlow is loaded for the event files of `tensorboard` alone.
"""
