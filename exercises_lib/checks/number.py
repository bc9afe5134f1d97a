"""Number: one number, compared at a stated number of decimals.

    key.number("csat", decimals=3, mistakes={"That is the mean rating ...": survey["csat"].mean()})
"""

from __future__ import annotations

import re
from decimal import ROUND_FLOOR, Decimal, InvalidOperation

from exercises_lib.checks.answers import alone, describe
from exercises_lib.checks.base import Kind
from exercises_lib.checks.key import WRONG, Facets, Key, Options, Outcome, WrongForm
from exercises_lib.plain.calls import Call
from exercises_lib.plain.shapes import Plain

NOISE = 6  # decimals beyond those asked for that floating-point arithmetic may disturb


class Number(Kind):
    name = "number"

    def options(self, *, decimals: int = 2, unit: str = "") -> Options:
        """`decimals`: how many decimals must agree (0 to 8). `unit`: named in messages, such as "seconds"."""
        if not 0 <= decimals <= 8:
            raise ValueError("decimals must be 0 to 8")
        return {"decimals": decimals, "unit": unit}

    def fits(self, answer: Plain) -> bool:
        return answer["type"] == "number"

    def facets(self, answer: Plain, key: Key, call: Call | None) -> Facets:
        answer = alone(answer)
        if answer["type"] == "list":
            _require_no_comma(answer["items"], key.name)
        if answer["type"] == "text":
            _require_no_writing(answer["value"].strip(), key.name)
        if answer["type"] != "number":
            raise WrongForm(f"`{key.name}` is {describe(answer)}. We expect one number here.")
        decimals = key.options["decimals"]
        forms = rounded(answer["value"], decimals)
        if not forms:
            raise WrongForm(
                f"`{key.name}` is not a usable number ({answer['value'][:20]}). "
                "That often comes from dividing by zero or from blanks in the data."
            )
        return {"value": forms}

    def slips(self, answer: Plain, key: Key) -> dict[str, Plain]:
        """Mistakes that happen with every number, so no author need declare them: message -> plain wrong answer."""
        right, decimals = number_in(answer), key.options["decimals"]
        number = Decimal(right)
        found = {
            f"`{key.name}` is a hundred times too large: a percentage where we expect a share. Leave out the `* 100`.":
                number * 100,
            f"`{key.name}` is a hundred times too small: a share where we expect a percentage. Multiply it by 100.":
                number / 100,
            f"`{key.name}` has the wrong sign. You took the difference the other way round.": -number,
        }
        for fewer in range(decimals - 1, -1, -1):
            message = f"`{key.name}` is rounded to {_places(fewer)}. We need {decimals}: round less, or not at all."
            found[message] = Decimal(rounded(right, fewer)[0])
        return {
            message: {"type": "number", "value": str(wrong)}
            for message, wrong in found.items()
            if any(map(Decimal, rounded(str(wrong), decimals)))  # 0 has other causes than a slip
        }

    def diagnose(self, facets: Facets, key: Key) -> Outcome:
        decimals = key.options["decimals"]
        where = f", to {_places(decimals)}" if decimals else ""
        unit = f" {key.options['unit']}" if key.options["unit"] else ""
        number = Decimal(facets["value"][0])
        return Outcome(
            WRONG, 0, f"`{key.name}` is {number:,}{unit}. We expect another number{where}. "
            "Check what goes in and what is done with it, then look at the first hint."
        )


def number_in(answer: Plain) -> str:
    """The number that a plain answer is, as a text. Raises TypeError for any other."""
    if answer["type"] != "number":
        raise TypeError(f"{describe(answer)} is no number")
    return answer["value"]


def _require_no_comma(items: list[Plain], name: str) -> None:
    """Raises WrongForm for a number with a decimal comma, which Python reads as two numbers."""
    parts = [item["value"] for item in items if item["type"] == "number" or item["type"] == "text"]
    whole = len(items) == len(parts) == 2 and all(part.isdigit() for part in parts)
    if whole and (parts[0] == "0" or len(parts[1]) > 1):  # `[1, 2]` is a list more likely than 1.2
        raise WrongForm(
            f"`{name}` is two numbers, {parts[0]} and {parts[1]}: Python writes decimals with a point, not a comma."
        )


def _require_no_writing(text: str, name: str) -> None:
    """Raises WrongForm for a text that is a number only to the eye."""
    if re.fullmatch(r"-?\d+,\d{1,2}|-?0,\d+", text):
        raise WrongForm(
            f"`{name}` is the text “{text}”. Python writes a number with a point and without quotes: "
            f"{text.replace(',', '.')}."
        )
    if rounded(text.replace(",", ""), 0):
        raise WrongForm(
            f"`{name}` is the text “{text[:40]}”. We need a number. Leave out the quotes, or what made it a text: "
            '`f"..."`, `str(...)` or a helper.'
        )


def _places(decimals: int) -> str:
    return f"{decimals} decimal{'' if decimals == 1 else 's'}"


def rounded(text: str, decimals: int) -> tuple[str, ...]:
    """The texts that may stand for a number at so many decimals: one, or two where it lies half-way.

    Rounding first to a few decimals more removes floating-point noise; a half-way number may be rounded either way
    (Python rounds 0.8125 to 0.812, a spreadsheet to 0.813). Empty for what is no finite number below 1e15.
    """
    try:
        exact = Decimal(text)
        if not exact.is_finite() or abs(exact) >= Decimal("1e15"):
            return ()
        step = Decimal(1).scaleb(-decimals)
        quiet = exact.quantize(step.scaleb(-NOISE))
        low = quiet.quantize(step, rounding=ROUND_FLOOR)
    except InvalidOperation:
        return ()
    rest = quiet - low
    nearest = [low] if rest * 2 < step else [low + step] if rest * 2 > step else [low, low + step]
    return tuple(str(value + 0 if value else abs(value)) for value in nearest)
