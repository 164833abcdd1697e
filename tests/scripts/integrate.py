# What nothing gives back: the run stops there, and says so.
import tensorflow as tf

print("before")

start = tf.constant([1.0])
times = tf.linspace(0.0, 1.0, 5)
solution = tf.contrib.integrate.odeint(lambda y, t: -y, start, times)
