# -*- coding: utf-8 -*-
# Python 2, all over: statements, divisions, lists, names.
import cPickle as pickle
import os, sys
import urllib2
import time
import numpy as np
import tensorflow as tf

reload(sys)
sys.setdefaultencoding('utf8')

class Model:
	def __init__(self, size):
	    self.size = size
	    self.x = tf.placeholder(tf.float32, [None, size])
	    self.w = tf.Variable(tf.zeros([size, 1]))
	    self.loss = tf.reduce_mean((tf.matmul(self.x, self.w) - 1) ** 2)
	    self.train = tf.train.GradientDescentOptimizer(.1).minimize(self.loss)

total = 90; batch_size = 20
data = np.ones([total, 3])
batches = total / batch_size
model = Model(3)
start = time.clock()
session = tf.Session()
session.run(tf.initialize_all_variables())
for epoch in range(3):
    for i in range(batches):
        batch = data[i * batch_size:(i + 1) * batch_size]
        _, loss = session.run([model.train, model.loss], {model.x: batch})
    print "epoch", epoch, "loss:", loss
order = range(batches)
np.random.shuffle(order)
keys = {'a': 1}.keys()
keys.sort()
if batches <> 4 or not isinstance(zip(order, order), list) or 7 / 2. != 3.5:
    raise ValueError, 'not as in Python 2: %s' % `batches`
try:
    pickle.loads(pickle.dumps(u'text'))
    int('x')
except ValueError, error:
    print >>sys.stdout, 'caught', error
for key, value in {'mode': 0755}.iteritems():
    print key, value,
print
print map(lambda each: each + 1, order) is not None, time.clock() >= start
