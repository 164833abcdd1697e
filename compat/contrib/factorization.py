"""`tf.contrib.factorization` of TensorFlow 1, as far as it is covered: k-means."""

from compat import names
from compat._v1 import v1

__all__ = [
    "COSINE_DISTANCE",
    "KMEANS_PLUS_PLUS_INIT",
    "RANDOM_INIT",
    "SQUARED_EUCLIDEAN_DISTANCE",
    "KMeans",
]

SQUARED_EUCLIDEAN_DISTANCE = "squared_euclidean"
COSINE_DISTANCE = "cosine"
RANDOM_INIT = "random"
KMEANS_PLUS_PLUS_INIT = "kmeans_plus_plus"


class KMeans:
    """The graph of k-means clustering."""

    def __init__(
        self,
        inputs,
        num_clusters,
        initial_clusters=RANDOM_INIT,
        distance_metric=SQUARED_EUCLIDEAN_DISTANCE,
        use_mini_batch=False,
        mini_batch_steps_per_iteration=1,
        random_seed=0,
        kmeans_plus_plus_num_retries=2,
        kmc2_chain_length=200,
    ):
        """
        inputs: a tensor [rows, width], or several, which are clustered together.
        initial_clusters: how to choose the first centers; or themselves, or a function that makes
            them of the inputs and their number.
        use_mini_batch: a center is the mean of where it began and of all the rows that it ever got,
            not of the last ones alone.
        mini_batch_steps_per_iteration, kmc2_chain_length: of no effect.
        Raises ValueError when a metric or a choice of centers is unknown.
        """
        if distance_metric not in (SQUARED_EUCLIDEAN_DISTANCE, COSINE_DISTANCE):
            raise ValueError(f"Unsupported distance metric passed to Kmeans {distance_metric}")
        if isinstance(initial_clusters, str) and initial_clusters not in (
            RANDOM_INIT,
            KMEANS_PLUS_PLUS_INIT,
        ):
            raise ValueError(f"Unsupported initialization algorithm {initial_clusters}")
        self._inputs = list(inputs) if isinstance(inputs, list | tuple) else [inputs]
        self._num_clusters = num_clusters
        self._initial_clusters = initial_clusters
        self._cosine = distance_metric == COSINE_DISTANCE
        self._use_mini_batch = use_mini_batch
        self._random_seed = random_seed
        self._retries = kmeans_plus_plus_num_retries

    def training_graph(self):
        """Returns seven things, the first three of them by input.

        The distances to all centers, the numbers of the nearest ones and the distances to them;
        whether there are centers, and these; the operations that make them and that move them.
        """
        nothing = v1.placeholder_with_default(v1.zeros([0, 0]), shape=None)
        centers = v1.Variable(nothing, name="clusters", validate_shape=False, trainable=False)
        ready = v1.Variable(False, name="initialized", trainable=False)
        counts = v1.Variable(v1.ones([self._num_clusters]), name="update_in_steps", trainable=False)
        rows = [self._normal(rows) for rows in self._inputs]
        everything = v1.concat(rows, 0)

        def initialize():
            chosen = v1.assign(centers, self._chosen(everything), validate_shape=False)
            with v1.control_dependencies([chosen]):
                return v1.assign(ready, True).op

        init_op = v1.cond(ready, v1.no_op, initialize, name="init_op")
        # Those of mini-batches are means of normalized rows, and are not normalized themselves.
        found = [self._nearest(part, self._normal(centers)) for part in rows]
        all_scores, cluster_idx, scores = (tuple(values) for values in zip(*found, strict=True))
        nearest = v1.one_hot(v1.concat(cluster_idx, 0), self._num_clusters)
        got = v1.reduce_sum(nearest, 0)
        total = v1.matmul(nearest, everything, transpose_a=True)
        if self._use_mini_batch:
            updated = v1.assign_add(counts, got)
            moved = centers + (total - got[:, None] * centers) / updated[:, None]
        else:
            # A center that got no rows goes to 0.
            moved = self._normal(total / (got[:, None] + 1e-6))
        train_op = v1.assign(centers, moved, validate_shape=False).op
        return all_scores, cluster_idx, scores, ready, centers, init_op, train_op

    def _normal(self, rows):
        return v1.nn.l2_normalize(rows, 1) if self._cosine else rows

    def _chosen(self, rows):
        given = self._initial_clusters
        if callable(given):
            return self._normal(given(self._inputs, self._num_clusters))
        if not isinstance(given, str):
            return self._normal(v1.convert_to_tensor(given, v1.float32))
        if given == RANDOM_INIT:
            count = v1.shape(rows, out_type=v1.int64)[0]
            shape = [self._num_clusters]
            drawn = v1.random_uniform(shape, maxval=count, dtype=v1.int64, seed=self._random_seed)
            return v1.cond(count <= shape[0], lambda: rows, lambda: v1.gather(rows, drawn))
        return v1.raw_ops.KmeansPlusPlusInitialization(
            points=rows,
            num_to_sample=self._num_clusters,
            seed=self._random_seed,
            num_retries_per_sample=self._retries,
        )

    def _nearest(self, rows, centers):
        """The distances to all centers, which one is nearest, and how far it is."""
        products = v1.matmul(rows, centers, transpose_b=True)
        if self._cosine:
            distances = 1 - products
        else:
            squares = v1.reduce_sum(v1.square(rows), 1, keepdims=True)
            of_centers = v1.reduce_sum(v1.square(centers), 1)
            distances = v1.maximum(squares - 2 * products + of_centers, 0)
        distances.set_shape([rows.shape[0], self._num_clusters])
        return distances, v1.argmin(distances, 1), v1.reduce_min(distances, 1)


def __getattr__(name: str):
    raise names.missing("tf.contrib.factorization", name)
