"""Reading side by side: the same parts of both, whatever happened to the listing on its way."""

from html.parser import HTMLParser
from textwrap import dedent

import pytest

from harness import files, published
from harness.claims.ledger import Claim, Verdict
from harness.reporting import parts, ports, side_by_side, statements
from reproductions import TUTORIALS, log_formats
from tests.listings import listing
from tests.sample_runs import record

LISTING = dedent(
    '''\
    """A listing."""
    import tensorflow as tf

    # images
    mnist = read_data_sets("images",
                           one_hot=True)
    rate = 0.01
    size = 64  # units
    x = tf.placeholder(tf.float32, [None, 28, 28])
    w = {
        "out": tf.Variable(tf.zeros([size, 10])),  # a ( in a comment
    }
    def net(x):
        """Says: ( and [."""
        rows = tf.unstack(x, 28, 1)
        cell = tf.nn.rnn_cell.BasicLSTMCell(size)
        # reads them
        outputs, states = tf.nn.static_rnn(cell, rows, dtype=tf.float32)
        return tf.matmul(outputs[-1], w["out"])
    cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(
        logits=net(x), labels=y))
    train = tf.train.AdamOptimizer(rate) \\
        .minimize(cost)
    right = tf.equal(tf.argmax(p, 1), tf.argmax(y, 1))
    init = tf.global_variables_initializer()
    with tf.Session() as s:
        s.run(init)
        step = 1
        while step < 9:
            a, b = mnist.train.next_batch(128)
            s.run(train, feed_dict={x: a})
            step += 1
        print("done")
        print(s.run(right, feed_dict={x: mnist.test.images}))
    '''
)

PARTS = """\
imports 1-2
data 4-6
hyperparameters 7-8
placeholders 9
weights 10-12
rows 13-15
cell 16
unrolling 17-18
output 19
loss 20-21
optimizer 22-23
accuracy 24
initialization 25
session 26-27
loop 28-32
test 33-34
"""


def cut(text):
    made = parts.cut(statements.lines(text))
    lines = sorted((r.start, r.stop, key) for key, ranges in made.items() for r in ranges)
    return "".join(
        f"{key} {start + 1}{f'-{stop}' if stop > start + 1 else ''}\n" for start, stop, key in lines
    )


def test_a_listing_is_cut_by_what_it_does():
    assert cut(LISTING) == PARTS


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.translate(str.maketrans('()[]"', "\uff08\uff09\uff3b\uff3d\u201c")),
        lambda text: text.replace("\n", "\r\n").replace("    ", "\t"),
        lambda text: "\ufeff" + text.replace("tf.", "\u200btf."),
        lambda text: "\n".join(line.lstrip() for line in text.splitlines()),
    ],
    ids=["other spaces", "full width", "tabs", "byte-order mark", "no indentation"],
)
def test_what_a_page_does_to_a_listing_does_not_matter(damage):
    assert cut(damage(LISTING)) == PARTS


def test_a_bracket_that_was_lost_costs_no_part():
    lost = LISTING.replace("tf.float32, [None, 28, 28])", "tf.float32, [None, 28, 28]")
    assert cut(lost) == PARTS.replace("placeholders 9\nweights 10-12", "placeholders 9-12")
    assert cut("x = tf.placeholder((((\n" * 3) == "placeholders 1-3\n"


def test_sentences_between_the_code_go_with_what_follows_them():
    text = "First the data\n\nmnist = read_data_sets('x')\nThen the cell:\ncell = GRUCell(9)\n"
    assert cut(text) == "data 1-3\ncell 4-5\n"


@pytest.mark.parametrize("text", ["", "\n\n", "just words", "((((", '"""', "'", "\\", "x = [\n# ]"])
def test_text_that_is_no_listing_is_no_error(text):
    for ranges in parts.cut(statements.lines(text)).values():
        assert ranges


@pytest.mark.parametrize("name", TUTORIALS)
def test_the_posts_listing_has_the_parts_of_its_port(name):
    text = files.read_text(listing(published.tutorial(name).number))
    theirs = parts.cut(statements.lines(text))
    ours = ports.read(name).parts
    assert set(theirs) - {"data"} == set(ours) - {"ours"}


@pytest.mark.parametrize("name", TUTORIALS)
def test_a_port_is_shown_whole(name):
    port = ports.read(name)
    shown = [i for ranges in port.parts.values() for r in ranges for i in r]
    assert sorted(shown) == sorted(set(shown))
    assert [i for i, line in enumerate(port.lines) if line and i not in shown] == []
    remarks = [r.text for r in _remarks(port)]
    assert all(remarks)
    assert sum("# Post:" in line for line in port.lines) == sum(
        r.voice == "Post" for r in _remarks(port)
    )
    assert {n for ranges in port.parts.values() for n in port.marks(ranges)} <= port.notes.keys()


def _remarks(port):
    for ranges in port.parts.values():
        for where in ranges:
            for remarks, _ in port.blocks(where):
                yield from remarks


def test_the_parts_of_a_port_are_in_the_posts_order():
    assert list(ports.read("multi_rnn_cell").parts) == [
        "imports",
        "hyperparameters",
        "placeholders",
        "rows",
        "cell",
        "state",
        "unrolling",
        "output",
        "weights",
        "loss",
        "optimizer",
        "accuracy",
        "initialization",
        "session",
        "test",
        "loop",
        "ours",
    ]
    # A function's parts stand where it is called: the weights come before what uses them.
    order = list(ports.read("static_rnn").parts)
    assert order.index("weights") < order.index("cell") < order.index("loss")


def test_the_notes_of_a_port():
    notes = ports.read("multi_rnn_cell").notes
    assert list(notes) == ["D1", "D2", "Q1", "Q2", "Q3", "Q4", "Q5"]
    assert notes["Q2"] == (
        "The loss takes the logarithm of a softmax; a probability of zero would make it NaN."
    )
    assert not [n for n in ports.read("static_rnn").notes if n.startswith("D")]


class _Page(HTMLParser):
    """The elements of a page, their attributes, and the text of each table row."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.rows, self.ids, self.links = [], [], [], set(), []
        self.text, self._in_cell = "", False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += attributes
        self.ids |= {value for name, value in attributes if name == "id"}
        self.links += [value for name, value in attributes if name == "href"]
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self._in_cell = True

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self._in_cell = False

    def handle_data(self, data):
        self.text += data
        if self._in_cell:
            self.rows[-1][-1] += data


def page(directory, name, **options):
    path = side_by_side.write(directory, name, **options)
    assert path.name == f"side-by-side-{name}.html"
    return _Page(path.read_text("utf-8"))


@pytest.mark.parametrize("with_listing", [True, False])
def test_every_anchor_leads_somewhere_and_every_source_is_there(tmp_path, with_listing):
    made = page(tmp_path, "static_rnn", listing=LISTING if with_listing else None)
    inside = {link[1:] for link in made.links if link.startswith("#")}
    assert inside <= made.ids
    sources = [link for link in made.links if not link.startswith("#")]
    assert len(sources) > 10
    for link in sources:
        path, line = link.split("#L")
        assert (tmp_path / path).resolve() == ports.read("static_rnn").path
        assert int(line) <= len(ports.read("static_rnn").lines)


def test_without_the_listing_it_says_what_to_look_for(tmp_path):
    made = page(tmp_path, "static_rnn")
    assert (
        "Look for dynamic_rnn, static_rnn, or a loop over the rows that calls the cell."
        in made.text
    )
    assert "python runner.py --side-by-side static_rnn --post LISTING.py" in made.text
    with_it = page(tmp_path, "static_rnn", listing=LISTING)
    assert "Look for" not in with_it.text
    assert "The listing has no such part" not in with_it.text
    without_a_cell = LISTING.replace("BasicLSTMCell", "Other")
    said = page(tmp_path, "static_rnn", listing=without_a_cell).text
    assert "The listing has no such part, which would be BasicLSTMCell, and what" in said
    assert "cell = tf.nn.rnn_cell.BasicLSTMCell(size)" in with_it.text


def test_the_published_log_stands_beside_ours_line_by_line(tmp_path):
    log = log_formats.BY_TUTORIAL["static_bidirectional_rnn"]
    points = (
        log.point(3110, samples=398080, minibatch_loss=0.1, training_accuracy=0.984375),
        log.point(3124),
        log.point(3124, test_accuracy=0.98),
    )
    made = page(
        tmp_path,
        "static_bidirectional_rnn",
        record=record(7, "static_bidirectional_rnn", points=points),
        claims=[Claim("003-x", "static_bidirectional_rnn", "It is.", Verdict.HOLDS, "1 = 1")],
    )
    start = made.rows.index(["step", "published", "seed 7"])
    assert made.rows[start : start + 8] == [
        ["step", "published", "seed 7"],
        ["3100", "Iter396800,Minibatch Loss = 0.057251, Training Accuracy = 0.98438", ""],
        [
            "3110",
            "Iter398080,Minibatch Loss = 0.072591, Training Accuracy = 0.98438",
            "Iter398080,Minibatch Loss = 0.100000, Training Accuracy = 0.98438",
        ],
        ["3120", "Iter399360,Minibatch Loss = 0.007500, Training Accuracy = 1.00000", ""],
        ["3124", "Optimization Finished!", "Optimization Finished!"],
        ["3124", "Testing Accuracy: 0.9849", "Testing Accuracy: 0.98"],
        ["id", "statement", "verdict", "evidence"],
        ["003-x", "It is.", "holds", "1 = 1"],
    ]
    assert made.rows[-1] == ["2.21.0", "seed 7 of the log above: another", "a" * 64]


HOSTILE = """\
<script>alert(1)</script>
x = tf.placeholder("</pre></main><script src=http://example.org/x.js></script>")
'''</style><img src=x onerror=alert(1)>
&lt;b&gt; \x00\x1b]0;title\x07 \ud800
"""


def test_a_hostile_listing_and_a_hostile_log_are_only_text(tmp_path):
    made_of = record(1, "static_rnn")
    lines = (
        made_of.points[0].__class__(1, {}, '<script>alert("log")</script>'),
        *made_of.points[1:],
    )
    made = page(
        tmp_path,
        "static_rnn",
        listing=HOSTILE,
        record=record(1, "static_rnn", points=lines),
        claims=[Claim("<b>", "static_rnn", "<i>", Verdict.HOLDS, "<u onload=x>")],
    )
    assert not {"script", "img", "b ", "i", "u", "iframe"} & set(made.tags)
    assert not [name for name, _ in made.attributes if name.startswith("on") or name == "src"]
    assert '<script>alert("log")</script>' in made.text
    assert "</pre></main><script src=http://example.org/x.js></script>" in made.text
    assert not set("\x00\x1b\x07") & set(made.text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_listing_is_read_in_the_encodings_that_it_comes_in(tmp_path, encoding):
    path = tmp_path / "listing.py"
    path.write_text("# 权重\nx = 1\n", encoding)
    assert files.read_text(path).split("\n")[0] == "# 权重"
