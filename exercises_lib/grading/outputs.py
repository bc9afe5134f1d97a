"""A cell's outputs as a trainer's browser and a learner's page may have them: cleaned, in nbformat's form."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode, from_dict

from exercises_lib.grading.bounds import Bounds, TooMuch
from exercises_lib.grading.process.channel import Ran
from exercises_lib.grading.process.shown import KINDS, Output
from exercises_lib.grading.safe_html import Cleaner, base64, printed
from exercises_lib.grading.tracebacks import readable, without_places


def safe_outputs(ran: Ran, cleaner: Cleaner, bounds: Bounds) -> list[NotebookNode]:
    """What a cell showed (see process/shown.py), cleaned; a notice in its place if that is too much."""
    try:
        with bounds:
            outputs = [safe for shown in ran.outputs if (safe := _safe_output(shown, cleaner))]
    except (TooMuch, MemoryError):
        outputs = [output("display_data", data={"text/plain": "(what this cell showed is too much to be shown)"})]
    if ran.reason:
        said = {"text/plain": ran.reason, "text/html": cleaner.plain(ran.reason)}
        outputs.append(output("display_data", data=said))
    return outputs


def output(kind: str, **fields: Any) -> NotebookNode:
    """An output in nbformat's form, of fields that are what they should be.

    nbformat's `new_output` looks at each with a validator that takes longer than all else that is done to it.
    """
    if kind in KINDS:
        fields["metadata"] = {}
    if kind == "execute_result":
        fields["execution_count"] = None
    made: NotebookNode = from_dict({"output_type": kind, **fields})
    return made


def _safe_output(shown: Output, cleaner: Cleaner) -> NotebookNode | None:
    kind = shown["output_type"]
    if kind == "stream":
        return output("stream", name=shown["name"], text=printed(shown["text"]))
    if kind == "error":
        name, said = printed(shown["ename"]), without_places(printed(shown["evalue"]))
        lines = readable([printed(line) for line in shown["traceback"]])
        return output("error", ename=name, evalue=said, traceback=lines)
    data = _safe_data(shown["data"], cleaner)
    if not data.keys() & SEEN and (lost := [mime for mime in shown["data"] if mime not in SAFE]):
        why = f"What was shown here ({printed(lost[0])[:60]}) can be seen in the notebook only. {DRAW}"
        data["text/plain"] = "\n".join(filter(None, [data.get("text/plain"), why]))
    return output(kind, data=data) if data else None


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
