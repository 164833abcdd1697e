"""Prints the page of what is covered: `python -m compat.names > docs/coverage.md`."""

from compat.names import NAMES, Kind, Name, by_name_space
from compat.names.beyond import BEYOND

_INTRODUCTION = """\
# Names of TensorFlow 1 that `compat` answers

Under `python -m compat`, `import tensorflow as tf` gives all of `tf.compat.v1`, and beyond it the
{count} names below, which TensorFlow 2 has removed or whose meaning it changed; in your own code
`from compat import tf` does. {absent} more are listed with what to use instead. Made from the table
in `compat/names/` by `python -m compat.names`.

- **alias**: the same object under another name;
- **reimplemented**: written anew here, or adapted, because a rename was not enough;
- **absent**: not covered.

What else these modules have answers too:

"""


def page() -> str:
    """Returns the page as Markdown: a table per name space."""
    absent = sum(name.kind is Kind.ABSENT for name in NAMES)
    parts = [_INTRODUCTION.format(count=len(NAMES) - absent, absent=absent) + _beyond()]
    for space, names in by_name_space().items():
        parts.append(f"## `{space}`\n\n{_table(names)}\n")
    return "\n".join(parts)


def _beyond() -> str:
    return "".join(
        f"- `{space}`: {' and '.join(f'`{module}`' for module in modules)}\n"
        for space, modules in BEYOND.items()
    )


def _table(names: list[Name]) -> str:
    rows = [
        [
            f"`{name.old.rpartition('.')[2]}`",
            name.kind.value,
            name.answer if name.kind is Kind.ABSENT else f"`{name.answer}`",
            name.difference,
        ]
        for name in names
    ]
    headers = ["name", "how", "answered by, or instead", "known difference"]
    # Not padded into columns: one long answer would widen every row of the file.
    return "\n".join(f"| {' | '.join(row)} |" for row in [headers, ["---"] * 4, *rows])


if __name__ == "__main__":
    print(page(), end="")
