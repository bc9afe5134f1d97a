"""Function: called with arguments of ours, and judged by what it gives back.

    key.function("service_level", cases=[(80, 100), (0, 0)], mistakes={
        "Your function divides by zero when there are no calls.": lambda answered, offered: answered / offered,
    })

The arguments are part of the key: they are drawn where the solution runs, and the learner process builds them anew
for every call.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from exercises_lib.checks import slips, table
from exercises_lib.checks.answers import describe, unfinished
from exercises_lib.checks.base import Kind
from exercises_lib.checks.forms import Cells, combined, digest, folded, rows, unique, ways
from exercises_lib.checks.key import WRONG, Facets, Key, Options, Outcome, WrongForm
from exercises_lib.plain import values
from exercises_lib.plain.calls import Call
from exercises_lib.plain.shapes import Function as PlainFunction
from exercises_lib.plain.shapes import Plain

MAX_CASES = 50
SENDABLE = ("nothing", "bool", "number", "text", "date", "list", "dict", "table")
NOTHING = "nothing"
RAISED = "raised "
PARTS = "parts of a cent in "  # opens the form of a result


class Function(Kind):
    name = "function"
    takes_functions = True

    def options(self, *, cases: Sequence[object] = (), decimals: int = 2, cents: bool = False) -> Options:
        """`cases`: the arguments of each call, a tuple each. `decimals`: how many must agree in numbers given back.

        `cents`: whether these are money in whole cents.
        """
        if cents:
            decimals = slips.EXACT
        if not 0 <= decimals <= 8:
            raise ValueError("decimals must be 0 to 8")
        if len(cases) > MAX_CASES:
            raise ValueError(f"at most {MAX_CASES} cases")
        return {"decimals": decimals, "cents": bool(cents), "cases": [_arguments(case) for case in cases]}

    def fits(self, answer: Plain) -> bool:
        return answer["type"] == "function"

    def facets(self, answer: Plain, key: Key, call: Call | None) -> Facets:
        if answer["type"] in ("number", "text", "bool", "list", "dict", "table", "date"):
            raise WrongForm(
                f"`{key.name}` is {describe(answer)}. We expect the function itself. "
                "If you called it, leave out the brackets and what stands in them."
            )
        if answer["type"] != "function":
            raise WrongForm(f"`{key.name}` is {describe(answer)}. We expect a function: `def {key.name}(...):`.")
        facets: Facets = {}
        assert call, "a function is at hand"
        for number, arguments in enumerate(key.options["cases"], 1):
            result = call(arguments)
            _require_runs(result, answer, arguments, key)
            facets[f"call {number}"] = _forms(result, key)
            if result["type"] == "text":
                facets[f"call {number} loosely"] = (folded(result["value"]),)
        if not facets:
            raise WrongForm("a function needs `cases`, the arguments to call it with")
        return facets

    def make_key(self, name: str, answer: Plain, options: Options, call: Call | None) -> tuple[Options, Facets]:
        if answer["type"] == "function":
            options = options | {"parameters": len(answer["parameters"])}
        facets = self.facets(answer, self.draft(name, options), call)
        cases: list[list[Plain]] = options["cases"]
        for number, arguments in enumerate(cases, 1):
            form = facets[f"call {number}"][-1]
            if form.startswith(RAISED):
                error = form.removeprefix(RAISED)
                raise WrongForm(f"the solution stops with {error} in {_shown_call(name, arguments)}")
        gives_numbers = all(facets[f"call {number}"][0].startswith("number ") for number in range(1, len(cases) + 1))
        return options | {"gives_numbers": gives_numbers}, facets

    def slips(self, answer: Plain, key: Key, call: Call | None) -> dict[str, Facets]:
        """Those of the numbers that are given back (see slips.py)."""
        assert call, "the solution's function is at hand"
        results = {f"call {number}": call(case) for number, case in enumerate(key.options["cases"], 1)}
        return {
            slip.sentence.format(what=f"What `{key.name}` gives back"):
                {name: _forms(slips.changed(result, slip.change), key) for name, result in results.items()}
            for slip in slips.of_number(key.options["decimals"])
        }  # fmt: skip

    def diagnose(self, facets: Facets, key: Key) -> Outcome:
        calls = [f"call {number}" for number in range(1, len(key.options["cases"]) + 1)]
        wrong = [name for name in calls if not key.answer.has(name, facets[name])]
        if all(facets[name] == (NOTHING,) for name in calls):
            return Outcome(
                WRONG,
                0,
                f"`{key.name}` gives nothing back. Did you forget `return`? `print` only shows a value.",
                names_slip=True,
            )
        first = wrong[0]
        shown = _shown_call(key.name, key.options["cases"][calls.index(first)])
        form = facets[first][-1]
        if form.startswith(RAISED):
            return Outcome(
                WRONG,
                0,
                f"`{key.name}` stopped with {form.removeprefix(RAISED)} when we called {shown}. "
                "Run that call yourself and read the last line.",
                names_slip=True,
            )
        good = len(calls) - len(wrong)
        count = f"{good} of {len(calls)} tries gave the right result."
        if len(calls) == 1:
            count = "It did not give the right result."
        if slip := _slip(facets, wrong, key):
            return Outcome(WRONG, 0, f"{count} {slip}", names_slip=True)
        if f"{first} loosely" in facets and key.answer.has(f"{first} loosely", facets[f"{first} loosely"]):
            return Outcome(
                WRONG,
                0,
                f"{count} The text that {shown} gives differs only in capitals, accents or spaces.",
                names_slip=True,
            )
        return Outcome(WRONG, 0, f"{count} Look first at {shown}{_shown_result(facets[first][0])}.")


def _slip(facets: Facets, wrong: list[str], key: Key) -> str:
    """What a result that is wrong is in its form; empty where its form says nothing."""
    for name in wrong:
        form = facets[name][0]
        shown = _shown_call(key.name, key.options["cases"][int(name.removeprefix("call ")) - 1])
        if form.startswith(PARTS):
            return slips.PARTS.format(what=f"What {shown} gives")
        if form.startswith("other a ") and (why := unfinished(form.removeprefix("other a "))):
            return f"What {shown} gives is {why}"
        text = form.removeprefix("text ") if form.startswith("text ") else ""
        for digits, why in ((text.replace(",", ""), slips.MADE_TEXT), (text.replace(",", "."), slips.COMMA)):
            plain: Plain = {"type": "number", "value": slips.bare(digits)}
            if slips.written(text) and slips.written(digits) and key.answer.has(name, _forms(plain, key)):
                return f"{shown} gives the text “{text[:40]}”. We need a number. {why}"
        if text and key.options.get("gives_numbers"):
            return f"{shown} gives the text “{text[:40]}”. We need a number. {slips.MADE_TEXT}"
    return ""


def _arguments(case: object) -> list[Plain]:
    arguments = [values.to_plain(value) for value in (case if isinstance(case, (tuple, list)) else (case,))]
    for plain in arguments:
        if plain["type"] not in SENDABLE:
            raise ValueError(f"a case holds {describe(plain)}, which cannot be sent to a function")
    return arguments


def _require_runs(result: Plain, answer: PlainFunction, arguments: list[Plain], key: Key) -> None:
    if result["type"] != "raised":
        return
    has = len(answer["parameters"])
    if result["error"].startswith("TypeError") and has != key.options["parameters"] == len(arguments):
        raise WrongForm(
            f"`{key.name}` takes {has} value{'' if has == 1 else 's'} between its brackets. "
            f"We call it with {len(arguments)}. Compare its first line with the one in the question."
        )


def _forms(result: Plain, key: Key) -> tuple[str, ...]:
    found = forms(result, key.options["decimals"])
    is_in_parts = key.options.get("cents") and slips.has_parts(result)
    return tuple(PARTS + form for form in found) if is_in_parts else found


def forms(result: Plain, decimals: int) -> tuple[str, ...]:
    """The texts that may stand for what a call gave back."""
    if result["type"] == "raised":
        # a known mistake may be told by the kind of error alone; the last form is for the message
        return (f"{RAISED}{result['error'].split(':')[0]}", RAISED + result["error"])
    return unique(_ways(result, decimals))


def _ways(result: Plain, decimals: int) -> tuple[str, ...]:
    """One text, or four where numbers lie half-way (see `forms.ways`)."""
    if result["type"] == "bool" or result["type"] == "text":
        return (f"{result['type']} {result['value']}",)
    if result["type"] == "date":
        return (f"text {result['value'].removesuffix('T00:00:00')}",)
    if result["type"] == "number":
        number = Decimal(result["value"])
        usable = number.is_finite() and abs(number) < Decimal("1e15")
        texts = ways(float(number), decimals) if usable else (result["value"][:40],)
        return tuple(f"number {text}" for text in texts)
    if result["type"] == "list":
        columns = combined([_ways(item, decimals) for item in result["items"]])
        return tuple(digest(["list", *(sorted(way) if result.get("set") else way)]) for way in columns)
    if result["type"] == "dict":
        names: Cells = [(_ways(name, decimals)[0],) for name, _ in result["items"]]
        entries = rows([names, [_ways(item, decimals) for _, item in result["items"]]])
        return tuple(digest(["dict", *sorted(way)]) for way in entries)
    if result["type"] == "table":
        return table.canonical(result, decimals)
    return (NOTHING,) if result["type"] in ("nothing", "missing") else (f"other {describe(result)}",)


def _shown_call(name: str, arguments: list[Plain]) -> str:
    return f"`{name}({', '.join(map(_shown, arguments))})`"


def _shown(plain: Plain) -> str:
    """One argument as a learner would write it, shortened."""
    if plain["type"] == "nothing":
        return "None"
    if plain["type"] == "bool" or plain["type"] == "number":
        return str(plain["value"])
    if plain["type"] == "text" or plain["type"] == "date":
        text = plain["value"].removesuffix("T00:00:00")
        return f'"{text if len(text) <= 40 else text[:37] + "..."}"'
    if plain["type"] == "list":
        start = [_shown(item) for item in plain["items"][:4]]
        return f"[{', '.join([*start, '...'] if len(plain['items']) > 4 else start)}]"
    return f"<{describe(plain)}>"


def _shown_result(form: str) -> str:
    kind, _, text = form.partition(" ")
    if kind == "number" and "." in text:
        text = text.rstrip("0").rstrip(".")  # 500 cents are not 500.00
    if kind in ("number", "bool"):
        return f". It gave {text}"
    if kind == "text":
        return f". It gave “{text[:80]}”"
    return ". It gave nothing back" if form == NOTHING else ""
