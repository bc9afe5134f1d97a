"""Calling a function at hand: plain arguments in, plain result out."""

from __future__ import annotations

from collections.abc import Callable

from exercises_lib.plain import values


def caller(function: Callable) -> Callable[[list[dict]], dict]:
    """The `call` of a function at hand; an error becomes a plain `raised`."""

    def call(arguments: list[dict]) -> dict:
        try:
            return values.to_plain(function(*map(values.from_plain, arguments)))
        except Exception as fault:
            return {"type": "raised", "error": f"{type(fault).__name__}: {fault}"[:300]}

    return call
