# Checkpoints: written, found, restored, and the graph read from its own file.
import os

import tensorflow as tf

w = tf.Variable([[1.0, 2.0]], name="w")
step = tf.Variable(0, name="global_step", trainable=False)
loss = tf.reduce_sum(tf.square(w), name="loss")
train = tf.train.AdagradOptimizer(0.5).minimize(loss, global_step=step)
saver = tf.train.Saver(max_to_keep=2)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(21):
        sess.run(train)
        if i % 10 == 0:
            path = saver.save(sess, "./model/net/my-model.ckpt", global_step=step)
            print("Model saved in file:", path, "loss:", sess.run(loss))

ckpt = tf.train.get_checkpoint_state("./model/net")
print(len(ckpt.all_model_checkpoint_paths), ckpt.model_checkpoint_path)
with tf.Session() as sess:
    saver.restore(sess, ckpt.model_checkpoint_path)
    kept = sess.run(loss)

tf.reset_default_graph()
with tf.Session() as sess:
    latest = tf.train.latest_checkpoint("./model/net/")
    saver = tf.train.import_meta_graph(latest + ".meta")
    saver.restore(sess, latest)
    graph = tf.get_default_graph()
    print(
        "restored", sess.run("global_step:0"), sess.run(graph.get_tensor_by_name("loss:0")) == kept
    )
    frozen = tf.graph_util.convert_variables_to_constants(sess, graph.as_graph_def(), ["loss"])
    with tf.gfile.FastGFile("model/frozen.pb", mode="wb") as f:
        f.write(frozen.SerializeToString())
print(sorted(os.listdir("model")))
