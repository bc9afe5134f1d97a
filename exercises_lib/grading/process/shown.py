"""What a cell shows, as the grader keeps it: made anew of known fields, within the limits under which a cell writes it.

A learner process keeps to those limits by itself. What speaks in its place need not.
"""

from __future__ import annotations

from typing import Any

MAX_STREAM = 100_000  # characters of printed text kept per cell
MAX_RICH = 4_000_000  # characters of one displayed object (an image, a table)
MAX_ERROR = 2_000  # characters of an error's text
MAX_LINE = 10_000  # characters of one line of a traceback
MAX_LINES = 100  # of a traceback
MAX_FORMS = 20  # of one displayed object
MAX_OUTPUTS = 1_000  # displayed objects, errors and printed pieces between them

NOTICE = 500  # characters of our own that may follow where printed text was cut
KINDS = ("display_data", "execute_result")

Output = dict[str, Any]  # a cell's output in nbformat's form: "output_type" and the fields of that type


class Shown:
    """Collects one cell's outputs."""

    def __init__(self, room: int):
        """`room`: bytes of JSON that may still be kept of this notebook."""
        self.size = 0  # bytes kept
        self._room, self._printed, self._cut = room, 0, False
        self._kept: list[Output] = []

    def add(self, output: object, size: int) -> None:
        """Keep an output that came in a message of so many bytes."""
        if self.size + size > self._room or len(self._kept) >= MAX_OUTPUTS:
            self._cut = True
        elif (kept := self._known(output)) is not None:
            self.size += size
            self._keep(kept)

    def outputs(self) -> list[Output]:
        """In nbformat's form; neighbouring pieces of printed text made one, as a kernel does."""
        if self._cut:
            self._keep({"output_type": "stream", "name": "stderr", "text": [TOO_MUCH]})
            self._cut = False
        return [kept | {"text": "".join(kept["text"])} if "text" in kept else kept for kept in self._kept]

    def _keep(self, output: Output) -> None:
        last = self._kept[-1] if self._kept else {}
        if output["output_type"] == "stream" and output["name"] == last.get("name"):
            last["text"] += output["text"]
        else:
            self._kept.append(output)

    def _known(self, output: object) -> Output | None:
        if type(output) is not dict:
            return None
        kind = output.get("output_type")
        if kind == "stream":
            text = _text(output.get("text"), MAX_STREAM + NOTICE - self._printed)
            self._printed += len(text)
            return {
                "output_type": kind,
                "name": "stderr" if output.get("name") == "stderr" else "stdout",
                "text": [text],
            }
        if kind == "error":
            lines = output.get("traceback")
            lines = [_text(line, MAX_LINE) for line in lines[:MAX_LINES]] if type(lines) is list else []
            return {
                "output_type": kind,
                "ename": _text(output.get("ename"), MAX_ERROR),
                "evalue": _text(output.get("evalue"), MAX_ERROR),
                "traceback": lines,
            }
        if kind in KINDS and type(output.get("data")) is dict:
            forms = list(output["data"].items())[:MAX_FORMS]
            data = {mime[:MAX_LINE]: data for mime, form in forms if (data := _form(mime, form)) is not None}
            return {"output_type": kind, "data": data} if data else None
        return None


TOO_MUCH = "\n... (this is more than a notebook may show; the rest is left out)\n"


def _form(mime: str, form: object) -> str | None:
    """One form of a displayed object. Of what is no text (data for a widget) only the name is kept."""
    if type(form) is str and len(form) <= MAX_RICH:
        return form
    return None if mime.startswith(("text/", "image/")) else ""


def _text(text: object, limit: int) -> str:
    return text[: max(0, limit)] if type(text) is str else ""
