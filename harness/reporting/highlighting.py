"""Python in colours, light and dark: lines of HTML, whether the code parses or not."""

from collections.abc import Sequence

from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

__all__ = ["STYLE", "lines"]

_LIGHT, _DARK = "xcode", "github-dark"


def lines(code: Sequence[str]) -> list[Markup]:
    """Returns the lines as HTML, one for one; whatever they hold is escaped.

    code: without line ends, as `statements.lines` returns it.
    """
    lexer = PythonLexer(stripnl=False, ensurenl=True)
    html = highlight("\n".join(code), lexer, HtmlFormatter(nowrap=True))
    return [Markup(line) for line in html.split("\n")[: len(code)]]


def _rules(style: str) -> str:
    rules = HtmlFormatter(style=style).get_style_defs("pre").splitlines()
    return "\n".join(rule for rule in rules if rule.startswith("pre ."))


STYLE = Markup(
    f"{_rules(_LIGHT)}\n@media screen and (prefers-color-scheme: dark) {{\n{_rules(_DARK)}\n}}"
)
"""CSS for what is in a `<pre>`."""
