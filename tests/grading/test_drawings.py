"""Whatever a learner's notebook draws with, its pages show a PNG, or say why there is none."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest
from course_for_tests.handing_in import FULL, hands_in
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure
from nbformat.v4 import new_code_cell

from exercises_lib.grading.process import drawings

SMALL = "plt.rcParams['figure.figsize'] = 2, 1"  # what a picture shows is looked at elsewhere
DRAW = "plt.plot([1, 2]);"
FIGURES = [
    "%config InlineBackend.figure_format = 'svg'",
    "%config InlineBackend.figure_formats = {'pdf', 'svg'}",
    "%config InlineBackend.figure_format = 'retina'",
    "%config InlineBackend.figure_format = 'jpeg'",
    "from matplotlib_inline.backend_inline import set_matplotlib_formats\nset_matplotlib_formats('svg', 'pdf')",
    "%matplotlib notebook",
    "%matplotlib widget",
    "%matplotlib ipympl",
    "%matplotlib qt",
    "%matplotlib agg",
    "%matplotlib",
    "%matplotlib inline",
    "import matplotlib\nmatplotlib.use('TkAgg')",
    "import matplotlib\nmatplotlib.use('svg')",
    "plt.switch_backend('agg')",
    "plt.switch_backend('qtagg')",
    "%pylab",
]
SHOWS = [
    DRAW,
    DRAW + "plt.show()",
    "figure, axes = plt.subplots(); axes.plot([1]); figure.show()",
    "from matplotlib.figure import Figure\nfigure = Figure(); figure.subplots().plot([1, 2]); display(figure)",
]
ELSEWHERE = {
    "from IPython.display import SVG\nSVG('<svg xmlns=\"http://www.w3.org/2000/svg\"/>')": "(image/svg+xml)",
    "display({'application/pdf': 'JVBERi0='}, raw=True)": "(application/pdf)",
    "display({'application/vnd.plotly.v1+json': {'data': []}, 'text/plain': 'x'}, raw=True)": "(application/vnd.pl",
    "plt.figure(figsize=(9000, 9000)); plt.plot([1]);": "not drawn: ",
}


@hands_in
def draws_with_everything(handout):
    notebook = handout.solved()
    cells = [f"{how}\n{SHOWS[number % len(SHOWS)]}" for number, how in enumerate(FIGURES)]
    cells = [SMALL, *cells, *ELSEWHERE]
    notebook.cells += [new_code_cell(source, id=f"own-{n}") for n, source in enumerate(cells)]
    return notebook


def shown(graded, source: str) -> list:
    cells = [cell for cell in graded.notebook("draws_with_everything").cells if cell.source.startswith(source)]
    return [output["data"] for cell in cells for output in cell.outputs if "data" in output]


@pytest.mark.parametrize("how", FIGURES)
def test_each_figure_is_seen(graded, how):
    pictures = [mime for data in shown(graded, how + "\n") for mime in data if mime.startswith("image/")]
    assert pictures == ["image/jpeg" if "jpeg" in how else "image/png"]


@pytest.mark.parametrize("source", ELSEWHERE)
def test_what_cannot_be_seen_is_told(graded, source):
    said = [data["text/plain"] for data in shown(graded, source)]
    assert [text for text in said if ELSEWHERE[source] in text], said


def test_no_mark_depends_on_it(graded):
    assert graded.marks("draws_with_everything") == FULL


SHELLS = """
{before}
from exercises_lib.grading.process.shell import make_shell
left = []
for _ in range(3):
    shell = make_shell()
    for cell in ("import matplotlib.pyplot as plt", "plt.plot([1, 2]);", "left = len(plt.gca().lines)"):
        shell.run(cell)
    left.append(shell.user_ns["left"])
print(left)
"""


@pytest.mark.parametrize(
    "before", ["", "import matplotlib.pyplot", "import matplotlib\nmatplotlib.use('Agg')\nimport matplotlib.pyplot"]
)
def test_no_cell_draws_into_the_figure_of_another_whatever_the_process_did_before(before):
    order = [sys.executable, "-c", SHELLS.format(before=before)]
    said = subprocess.run(order, capture_output=True, text=True, check=True).stdout
    assert said.splitlines()[-1] == "[0, 0, 0]"


def bars(axes, numbers):
    axes.bar([f"{number:.9f}"[:number_of] for number_of, number in enumerate(numbers, 1)], numbers)


KINDS_OF_PLOT = {
    "bars": bars,
    "lines": lambda axes, numbers: axes.plot(numbers, label="calls") and axes.legend(bbox_to_anchor=(1.4, 1.2)),
    "pie": lambda axes, numbers: axes.pie(numbers, labels=[f"{number:.3g}" for number in numbers]),
    "picture": lambda axes, numbers: axes.figure.colorbar(axes.imshow([numbers]), ax=axes),
    "far": lambda axes, numbers: axes.annotate(
        "far", xy=(0, 0), xytext=(-0.6, 1.4), textcoords="axes fraction", arrowprops={}
    ),
    "table": lambda axes, numbers: axes.table([[f"{number:.2f}" for number in numbers]], loc="bottom"),
    "second": lambda axes, numbers: axes.twinx().set_ylabel("seconds " * len(numbers)),
}
WORDS = "Calls per day éß°%"
TURNED = st.sampled_from([0, 45, 90])
LAYOUTS = st.sampled_from([None, "tight", "constrained"])


def drawn_twice(figure: Figure) -> bytes:
    """As Jupyter asks matplotlib for a picture."""
    picture = io.BytesIO()
    colours = {"facecolor": figure.get_facecolor(), "edgecolor": figure.get_edgecolor()}
    figure.savefig(picture, format="png", dpi=figure.dpi, bbox_inches="tight", **colours)
    return picture.getvalue()


@pytest.mark.parametrize("kind", KINDS_OF_PLOT)
@settings(max_examples=3)
@given(
    numbers=st.lists(st.floats(0.1, 1e6), min_size=2, max_size=12),
    turned=TURNED,
    layout=LAYOUTS,
    title=st.text(WORDS, max_size=60),
)
def test_a_picture_is_the_one_that_jupyter_draws(kind, numbers, turned, layout, title):
    def figure():
        drawn = Figure(layout=layout)
        axes = drawn.subplots()
        KINDS_OF_PLOT[kind](axes, numbers)
        axes.set(title=title, xlabel=title[:9])
        axes.tick_params("x", rotation=turned)
        return drawn

    assert drawings.print_figure(figure()) == drawn_twice(figure())
