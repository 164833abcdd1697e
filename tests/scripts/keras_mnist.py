# Keras' own MNIST, row by row, in a notebook that was saved as a script.
import matplotlib.pyplot as plt
import tensorflow as tf
from IPython import get_ipython
from IPython.core.display import HTML
from IPython.display import Image, clear_output, display
from tensorflow.keras.datasets import mnist
from tensorflow.keras.layers import Dense, SimpleRNN

get_ipython().run_line_magic("matplotlib", "inline")
(x, y), (x_test, y_test) = mnist.load_data()
print(x.shape, x.dtype, y_test.shape, x.max())
x, y = x[:500].reshape(-1, 28, 28) / 255.0, tf.keras.utils.to_categorical(y[:500])

model = tf.keras.Sequential([SimpleRNN(16, input_shape=(28, 28)), Dense(10, activation="softmax")])
model.compile("rmsprop", loss="categorical_crossentropy", metrics=["accuracy"])
history = model.fit(x, y, batch_size=50, epochs=3, verbose=0)
for loss in history.history["loss"]:
    print("loss: %.4f" % loss)
clear_output(wait=True)
plt.plot(history.history["loss"])
plt.show()
display(len([Image("x.png"), HTML("<b>")]))
