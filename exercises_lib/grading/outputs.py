"""A cell's outputs as a trainer's browser and a learner's page may have them: cleaned, in nbformat's form."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output

from exercises_lib.grading.bounds import Bounds, TooMuch
from exercises_lib.grading.process.channel import Ran
from exercises_lib.grading.process.shown import Output
from exercises_lib.grading.safe_html import Cleaner, base64, printed
from exercises_lib.grading.tracebacks import readable, without_places


def safe_outputs(ran: Ran, cleaner: Cleaner, bounds: Bounds) -> list[NotebookNode]:
    """What a cell showed (see process/shown.py), cleaned; a notice in its place if that is too much."""
    try:
        with bounds:
            outputs = [safe for output in ran.outputs if (safe := _safe_output(output, cleaner))]
    except (TooMuch, MemoryError):
        outputs = [new_output("display_data", {"text/plain": "(what this cell showed is too much to be shown)"})]
    if ran.reason:
        outputs.append(new_output("display_data", {"text/plain": ran.reason, "text/html": cleaner.plain(ran.reason)}))
    return outputs


def _safe_output(output: Output, cleaner: Cleaner) -> NotebookNode | None:
    kind = output["output_type"]
    if kind == "stream":
        return _output("stream", name=output["name"], text=printed(output["text"]))
    if kind == "error":
        name, said = printed(output["ename"]), without_places(printed(output["evalue"]))
        lines = readable([printed(line) for line in output["traceback"]])
        return _output("error", ename=name, evalue=said, traceback=lines)
    data = _safe_data(output["data"], cleaner)
    if not data.keys() & SEEN and (lost := [mime for mime in output["data"] if mime not in SAFE]):
        why = f"What was shown here ({printed(lost[0])[:60]}) can be seen in the notebook only. {DRAW}"
        data["text/plain"] = "\n".join(filter(None, [data.get("text/plain"), why]))
    return _output(kind, data=data) if data else None


def _output(kind: str, **fields: Any) -> NotebookNode:
    made: NotebookNode = new_output(kind, **fields)
    return made


def _safe_data(data: dict[str, str], cleaner: Cleaner) -> dict[str, str]:
    """What a trainer's browser may show of a displayed object. A drawing in SVG can hold scripts, so it is left out."""
    safe = {mime: content for mime in ("image/png", "image/jpeg") if (content := base64(data.get(mime, "")))}
    if "text/plain" in data:
        safe["text/plain"] = printed(data["text/plain"])
    if "text/html" in data:
        safe["text/html"] = cleaner.html(data["text/html"])
    elif "text/markdown" in data:
        safe["text/html"] = cleaner.markdown(data["text/markdown"])
    elif "text/latex" in data:
        safe["text/html"] = cleaner.plain(data["text/latex"])
    return safe


SAFE = ("text/plain", "text/html", "text/markdown", "text/latex", "image/png", "image/jpeg")
SEEN = {"text/html", "image/png", "image/jpeg"}  # of a page
DRAW = "Draw it with matplotlib, or show it as a table, and it can be seen here too."
