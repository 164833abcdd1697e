"""The report as one HTML file: no script, no request; light and dark, on a phone and on paper."""

from collections.abc import Mapping, Sequence

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from harness.reporting import svg
from harness.reporting.contents import Contents
from harness.reporting.svg import Plot
from harness.reporting.text import printable

__all__ = ["render", "report"]


def report(contents: Contents, plots: Mapping[str, Sequence[Plot]]) -> str:
    """Returns the page. plots: tutorial → its plots, which are in the page."""
    mark = {0: "good", 1: "bad"}.get(contents.exit_code, "unclear")
    return render("report.html.j2", contents=contents, plots=plots, mark=mark)


def render(template: str, **values) -> str:
    """Returns a page: the template with the values, each escaped unless it is `Markup`."""
    return printable(_ENVIRONMENT.get_template(template).render(values))


def _lines(text: str) -> Markup:
    """A cell: its lines stay lines."""
    return Markup("<br>").join(escape(text).split("\n"))


def _prose(text: str) -> Markup:
    """Our own text: what is in backticks is code."""
    made = [
        Markup("<code>{}</code>").format(t) if i % 2 else t for i, t in enumerate(text.split("`"))
    ]
    return Markup("").join(made)


_ENVIRONMENT = Environment(
    loader=PackageLoader("harness.reporting"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters |= {"lines": _lines, "prose": _prose}
_ENVIRONMENT.globals["colours"] = Markup(svg.STYLE)
