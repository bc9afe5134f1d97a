"""Number: one number, compared at a stated number of decimals.

key.number("csat", decimals=3, mistakes={"That is the mean rating ...": survey["csat"].mean()})
key.number("bill_total", cents=True, mistakes={...})     whole cents: a part of one is wrong
"""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal, InvalidOperation

from exercises_lib.checks import slips
from exercises_lib.checks.answers import alone, describe
from exercises_lib.checks.base import Kind
from exercises_lib.checks.key import WRONG, Facets, Key, Options, Outcome, WrongForm
from exercises_lib.plain.calls import Call
from exercises_lib.plain.shapes import Plain

NOISE = 6  # decimals beyond those asked for that floating-point arithmetic may disturb


class Number(Kind):
    name = "number"

    def options(self, *, decimals: int = 2, unit: str = "", cents: bool = False) -> Options:
        """`decimals`: how many decimals must agree (0 to 8). `unit`: named in messages, such as "seconds".

        `cents`: whether it is money in whole cents.
        """
        if not 0 <= decimals <= 8:
            raise ValueError("decimals must be 0 to 8")
        if cents:
            return {"decimals": slips.EXACT, "unit": unit or "cents", "cents": True}
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
            make_one = " A step such as `.sum()` or `.mean()` makes one number of a column."
            how = make_one if answer["type"] == "table" else ""
            raise WrongForm(f"`{key.name}` is {describe(answer)}. We expect one number here.{how}")
        decimals = key.options["decimals"]
        forms = rounded(answer["value"], decimals)
        if not forms:
            raise WrongForm(
                f"`{key.name}` is not a usable number ({answer['value'][:20]}). "
                "That often comes from dividing by zero or from blanks in the data."
            )
        return {"value": forms}

    def slips(self, answer: Plain, key: Key, call: Call | None) -> dict[str, Facets]:
        """Those of slips.py, but for a result so small that it has other causes."""
        right, decimals, found = number_in(answer), key.options["decimals"], {}
        for slip in slips.of_number(decimals):
            forms = rounded(slips.changed_number(right, slip.change), decimals)
            if slip.is_told_by(forms, decimals):
                found[slip.sentence.format(what=f"`{key.name}`")] = {"value": forms}
        return found

    def diagnose(self, facets: Facets, key: Key) -> Outcome:
        decimals, is_cents = key.options["decimals"], key.options.get("cents", False)
        where = f", to {slips.places(decimals)}" if decimals and not is_cents else ""
        unit = f" {key.options['unit']}" if key.options["unit"] else ""
        number = Decimal(facets["value"][0])
        if is_cents and number % 1:
            what = f"`{key.name}` is {number.normalize():,f}: that"
            return Outcome(WRONG, 0, slips.PARTS.format(what=what), names_slip=True)
        if is_cents:
            number = number.quantize(Decimal(1))
        return Outcome(
            WRONG,
            0,
            f"`{key.name}` is {number:,}{unit}. We expect another number{where}. "
            "Check what goes in and what is done with it, then look at the first hint.",
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
        raise WrongForm(f"`{name}` is two numbers, {parts[0]} and {parts[1]}: {slips.COMMA}")


def _require_no_writing(text: str, name: str) -> None:
    """Raises WrongForm for a text that is a number only to the eye."""
    if slips.written(text) == "comma":
        raise WrongForm(
            f"`{name}` is the text “{text}”. Python writes a number with a point and without quotes: "
            f"{text.replace(',', '.')}."
        )
    if slips.written(text) or rounded(text, 0):
        raise WrongForm(f"`{name}` is the text “{text[:40]}”. We need a number. {slips.MADE_TEXT}")
    if any(character.isdigit() for character in text):
        raise WrongForm(f"`{name}` is the text “{text[:40]}”. We need the number alone, without quotes and words.")


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
