"""The judge: could a log be a draw from our program, and is a run the run of its seed?

Two questions, two tests. `unknown_seed` takes a log for one draw and ranks it among an ensemble;
`known_seed` compares a run with the recorded run of the same seed, point by point. `verdicts` puts
both together for a call of the runner. Pure NumPy; loads no TensorFlow.
"""
