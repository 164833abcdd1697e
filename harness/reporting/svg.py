"""Figures as SVG: the same bytes each time, legible on light and dark, many of them in one page."""

import io
import re
from collections.abc import Callable
from html import escape
from typing import NamedTuple

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

__all__ = ["COLOURS", "STYLE", "Plot", "as_file", "legend", "plot"]

COLOURS = {
    # Okabe and Ito's, told apart by all kinds of colour vision: name → on light, on dark.
    "ink": ("#222222", "#e6e6e6"),
    "faint": ("#8a8a8b", "#8d8d8e"),
    "ensemble": ("#0072b2", "#56b4e9"),
    "today": ("#d55e00", "#ff9a4d"),
    "baseline": ("#009e73", "#2fd0a5"),
}

INK, FAINT, ENSEMBLE, TODAY, BASELINE = (light for light, _ in COLOURS.values())

_RULES = {
    "svg.fonttype": "none",  # text stays text: small, legible, to be found by a search
    "svg.hashsalt": "reports",
    "font.size": 9,
    "axes.labelsize": 9,
    "xtick.labelsize": 8,
    "ytick.labelsize": 8,
    "legend.fontsize": 8,
    "axes.linewidth": 0.6,
    "axes.spines.right": False,
    "text.color": COLOURS["ink"][0],
    "axes.labelcolor": COLOURS["ink"][0],
    "axes.edgecolor": COLOURS["faint"][0],
    "xtick.color": COLOURS["faint"][0],
    "ytick.color": COLOURS["faint"][0],
    "xtick.labelcolor": COLOURS["ink"][0],
    "ytick.labelcolor": COLOURS["ink"][0],
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "legend.frameon": False,
    "path.simplify": False,  # or peaks of thin lines are lost
}


class Plot(NamedTuple):
    """One picture.

    name: of its file, without the ending. caption: what it shows, and what it leaves out.
    svg: the element, for a page that defines the colours.
    """

    name: str
    caption: str
    svg: str


def plot(name: str, label: str, caption: str, draw: Callable[[Figure], None]) -> Plot:
    """Returns the plot that `draw` draws.

    name: also the prefix of all ids, so that plots in one page do not share any.
    label: what is shown, for those who cannot see it.
    """
    with matplotlib.rc_context(_RULES):
        figure = Figure(figsize=(5.2, 3.5), layout="constrained")
        draw(figure)
        text = io.StringIO()
        nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
        figure.savefig(text, format="svg", transparent=True, metadata=nothing)
    svg = text.getvalue()
    svg = svg[svg.index("<svg") :].strip()
    view = re.search(r'viewBox="[^"]*"', svg).group()
    title = escape(label)
    head = f'<svg class="plot" xmlns="http://www.w3.org/2000/svg" {view} role="img">'
    svg = f"{head}<title>{title}</title>{svg[svg.index('>') + 1 :]}"
    svg = re.sub(r"<defs>\s*<style.*?</defs>|<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r"xlink:href", "href", svg)
    svg = re.sub(r"""(id="|href="#|url\(#)""", rf"\g<1>{name}-", svg)
    svg = re.sub(r"'?DejaVu Sans'?[^;\"]*", "system-ui, sans-serif", svg)
    svg = re.sub(r' (?:d|x|y|transform)="[^"]*"', _rounded, svg)
    for variable, (light, _) in COLOURS.items():
        svg = svg.replace(light, f"var(--{variable}, {light})")
    return Plot(name, caption, re.sub(r"\s*\n\s*", "\n", svg))


def legend(figure: Figure, axes: Axes) -> None:
    """Puts the legend below the axes."""
    figure.legend(*axes.get_legend_handles_labels(), loc="outside lower center", ncols=4)


def _rounded(attribute: re.Match) -> str:
    """A hundredth of a point is more than a screen shows."""
    return re.sub(r"-?\d+\.\d{3,}", lambda n: f"{float(n.group()):.2f}", attribute.group())


def as_file(svg: str) -> str:
    """Returns the element as a file of its own, which brings its colours."""
    return svg.replace("</title>", f"</title><style>{STYLE}</style>", 1) + "\n"


def _variables(place: int) -> str:
    return " ".join(f"--{name}: {colours[place]};" for name, colours in COLOURS.items())


STYLE = (
    f":root {{ {_variables(0)} }} "
    f"@media (prefers-color-scheme: dark) {{ :root {{ {_variables(1)} }} }} "
    # On paper there is no dark.
    f"@media print {{ :root {{ {_variables(0)} }} }} "
    "svg.plot * { stroke-linejoin: round; stroke-linecap: butt; }"
)
"""CSS: the colours, in light and in dark."""
