"""Calling a function at hand: plain arguments in, plain result out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from exercises_lib.plain import values
from exercises_lib.plain.shapes import Plain

Call = Callable[[list[Plain]], Plain]  # plain arguments -> plain result, or a plain `raised`


def caller(function: Any) -> Call:
    """The `call` of a function at hand; an error becomes a plain `raised`."""

    def call(arguments: list[Plain]) -> Plain:
        try:
            return values.to_plain(function(*map(values.from_plain, arguments)))
        except Exception as fault:
            return {"type": "raised", "error": f"{type(fault).__name__}: {fault}"[:300]}

    return call
