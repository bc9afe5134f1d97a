"""Texts that can be written to any file."""

from __future__ import annotations

from typing import Any


def whole(text: str) -> str:
    """A text in which halves of characters (lone surrogates, as of an emoji that was cut) are replaced by `\ufffd`."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def whole_json(data: Any) -> Any:
    """JSON data with all its texts made `whole`."""
    if type(data) is str:
        return whole(data)
    if type(data) is list:
        return [whole_json(item) for item in data]
    if type(data) is dict:
        return {whole(key): whole_json(item) for key, item in data.items()}
    return data
