# Input by tf.data, of TensorFlow 1.4 and later.
import numpy as np
import tensorflow as tf

xs = np.linspace(-1, 1, 64).astype(np.float32).reshape(-1, 1)
dataset = tf.data.Dataset.from_tensor_slices((xs, xs * 2 + 1))
dataset = dataset.map(lambda x, y: (x, y)).shuffle(64, seed=0).repeat(5).batch(16)
iterator = dataset.make_one_shot_iterator()
x, y = iterator.get_next()
again = tf.data.Dataset.range(3).make_initializable_iterator()
number = again.get_next()

prediction = tf.layers.dense(x, 1)
loss = tf.losses.mean_squared_error(y, prediction)
train = tf.train.MomentumOptimizer(0.1, 0.8).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    step = 0
    while True:
        try:
            _, now = sess.run([train, loss])
            if step % 10 == 0:
                print(step, "loss:", now)
            step += 1
        except tf.errors.OutOfRangeError:
            break
    print("steps", step, "last loss:", now)
    sess.run(again.initializer)
    print(sess.run(number), sess.run(number))
print(dataset.output_shapes)
