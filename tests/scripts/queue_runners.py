# Input from records and lists, by queues and the threads that fill them.
import numpy as np
import tensorflow as tf

writer = tf.python_io.TFRecordWriter("points.tfrecords")
for number in range(40):
    features = {
        "x": tf.train.Feature(float_list=tf.train.FloatList(value=[number / 40.0])),
        "y": tf.train.Feature(int64_list=tf.train.Int64List(value=[number * 2])),
    }
    example = tf.train.Example(features=tf.train.Features(feature=features))
    writer.write(example.SerializeToString())
writer.close()

queue = tf.train.string_input_producer(["points.tfrecords"], num_epochs=None)
_, serialized = tf.TFRecordReader().read(queue)
parsed = tf.parse_single_example(
    serialized,
    features={"x": tf.FixedLenFeature([1], tf.float32), "y": tf.FixedLenFeature([1], tf.int64)},
)
xs, ys = tf.train.shuffle_batch(
    [parsed["x"], tf.to_float(parsed["y"]) / 80.0],
    batch_size=10,
    capacity=50,
    min_after_dequeue=20,
    num_threads=1,
)
image, label = tf.train.slice_input_producer(
    [np.arange(12).reshape(6, 2), np.arange(6)], shuffle=False, num_epochs=1
)
images, labels = tf.train.batch([image, label], batch_size=4, allow_smaller_final_batch=True)

w = tf.get_variable("w", [], initializer=tf.zeros_initializer())
loss = tf.reduce_mean(tf.square(xs * w - ys))
train = tf.train.GradientDescentOptimizer(0.5).minimize(loss)

with tf.Session() as sess:
    sess.run(tf.group(tf.global_variables_initializer(), tf.local_variables_initializer()))
    coord = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(sess=sess, coord=coord)
    try:
        for step in range(31):
            _, now = sess.run([train, loss])
            if step % 15 == 0:
                print(step, "loss:", now)
        seen = []
        while not coord.should_stop():
            seen.append(sess.run([images, labels])[1].tolist())
    except tf.errors.OutOfRangeError:
        print("Done training -- epoch limit reached", seen)
    finally:
        coord.request_stop()
    coord.join(threads)
