"""`tf.contrib.learn.preprocessing` of TensorFlow 1: numbers for the words of documents."""

import collections
import pickle
import re

import numpy as np

from compat import names

__all__ = ["CategoricalVocabulary", "VocabularyProcessor"]

# Acronyms, words that begin with a capital within a longer one, and all other words.
_WORD = re.compile(r"[A-Z]{2,}(?![a-z])|[A-Z][a-z]+(?=[A-Z])|[\'\w\-]+")


def _words(documents):
    for document in documents:
        yield _WORD.findall(document)


class CategoricalVocabulary:
    """A number for each category, in the order in which they are met; 0 is what is unknown."""

    def __init__(self, unknown_token="<UNK>", support_reverse=True):
        """
        support_reverse: of no effect: `reverse` always works.
        """
        self._ids = {unknown_token: 0}
        self._names = [unknown_token]
        self._counts = collections.Counter()
        self._frozen = False

    def __len__(self):
        return len(self._names)

    @property
    def _mapping(self):
        """The numbers by category: scripts ask for it by this name."""
        return self._ids

    def freeze(self, freeze=True):
        """From now on, what is not known is 0 and gets no number."""
        self._frozen = freeze

    def get(self, category):
        """Returns the number of `category`, which may get one now."""
        if category not in self._ids:
            if self._frozen:
                return 0
            self._ids[category] = len(self._names)
            self._names.append(category)
        return self._ids[category]

    def add(self, category, count=1):
        """Counts `category`, unless it is unknown and the vocabulary frozen."""
        if self.get(category) > 0:
            self._counts[category] += count

    def trim(self, min_frequency, max_frequency=-1):
        """Keeps what was counted more than `min_frequency` times, and numbers it by frequency.

        max_frequency: and less often than this; -1: however often.
        """
        unknown = self._names[0]
        kept = [
            name
            for name, count in sorted(self._counts.items(), key=lambda item: (-item[1], item[0]))
            if count > min_frequency and (max_frequency < 0 or count < max_frequency)
        ]
        self._names = [unknown, *kept]
        self._ids = {name: number for number, name in enumerate(self._names)}
        self._counts = collections.Counter({name: self._counts[name] for name in kept})

    def reverse(self, class_id):
        """Returns the category with this number."""
        return self._names[class_id]


class VocabularyProcessor:
    """Makes of each document the numbers of its words, int64 [max_document_length].

    Longer documents are cut, shorter ones filled with zeros; 0 is also an unknown word.
    """

    def __init__(self, max_document_length, min_frequency=0, vocabulary=None, tokenizer_fn=None):
        """
        min_frequency: words that are not more frequent are unknown; 0: all words are known.
        vocabulary: a CategoricalVocabulary that is known already; None: a new one.
        tokenizer_fn: documents → an iterator over lists of words; None: runs of letters, digits,
            hyphens and apostrophes.
        """
        self.max_document_length = max_document_length
        self.min_frequency = min_frequency
        self.vocabulary_ = vocabulary or CategoricalVocabulary()
        self._tokenizer = tokenizer_fn or _words

    def fit(self, raw_documents, unused_y=None):
        """Learns the words of the documents; returns self."""
        for words in self._tokenizer(raw_documents):
            for word in words:
                self.vocabulary_.add(word)
        if self.min_frequency > 0:
            self.vocabulary_.trim(self.min_frequency)
        self.vocabulary_.freeze()
        return self

    def transform(self, raw_documents):
        """Yields the numbers of each document."""
        for words in self._tokenizer(raw_documents):
            numbers = np.zeros(self.max_document_length, np.int64)
            known = [self.vocabulary_.get(word) for word in words[: self.max_document_length]]
            numbers[: len(known)] = known
            yield numbers

    def fit_transform(self, raw_documents, unused_y=None):
        """Learns the words, then yields the numbers; the documents are gone through twice."""
        self.fit(raw_documents)
        return self.transform(raw_documents)

    def reverse(self, documents):
        """Yields the words of each list of numbers, joined by spaces."""
        for numbers in documents:
            yield " ".join(self.vocabulary_.reverse(number) for number in numbers)

    def save(self, filename):
        """Writes it to a file, from which `restore` makes it again."""
        with open(filename, "wb") as file:
            pickle.dump(self, file)

    @classmethod
    def restore(cls, filename):
        """Returns what `save` wrote."""
        with open(filename, "rb") as file:
            return pickle.load(file)


def __getattr__(name: str):
    raise names.missing("tf.contrib.learn.preprocessing", name)
