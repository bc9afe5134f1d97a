"""References said over the phone, and what callers wrote down: with plain letters or with the spelling alphabet.

True in every sample: with plain letters callers write another code far more often; reading back helps both ways, and
both together leave next to nothing. In every group some codes were written with small letters, spaces or a hyphen
more: they hold the same letters and digits, so they are right. A wrong code has one letter that sounds alike, or two
digits in the wrong order.
"""

import numpy as np
import pandas as pd

from .draws import one, shuffled

SIZE = 120  # codes in each of the four groups
WRONG = {  # by how the letters were said, and whether the code was read back
    ("letters", "no"): (25, 31), ("letters", "yes"): (12, 16), ("alphabet", "no"): (6, 9), ("alphabet", "yes"): (1, 3),
}  # fmt: skip
OTHER_FORMS = (16, 24)  # right codes of a group that are written in another way
SOUND_ALIKE = {"B": "D", "D": "T", "T": "P", "P": "B", "M": "N", "N": "M", "S": "F", "F": "S"}
OTHERS = "CGHJKLQRVWXYZ"


def note_down(rng: np.random.Generator) -> pd.DataFrame:
    """One row a reference: said_id, reference, said_as (letters or alphabet), read_back (yes or no), written_down."""
    parts = [_group(rng, *group, one(rng, *wrong)) for group, wrong in WRONG.items()]
    codes = pd.concat(parts, ignore_index=True)
    codes = codes.iloc[shuffled(rng, len(codes))].reset_index(drop=True)
    codes.insert(0, "said_id", [f"B{number:03d}" for number in range(1, len(codes) + 1)])
    return codes


def _group(rng: np.random.Generator, said_as: str, read_back: str, wrong: int) -> pd.DataFrame:
    references = [_reference(rng) for _ in range(SIZE)]
    written = list(references)
    for place in range(wrong):
        written[place] = _misheard(rng, references[place], said_as)
    for place in range(wrong, wrong + one(rng, *OTHER_FORMS)):
        written[place] = _in_another_form(rng, references[place])
    return pd.DataFrame({
        "reference": references, "said_as": said_as, "read_back": read_back, "written_down": written,
    })  # fmt: skip


def _reference(rng: np.random.Generator) -> str:
    """Three letters, one of them with a twin by sound, and five digits that are not all alike: BKM-40718."""
    twins = list(SOUND_ALIKE)
    letters = [twins[one(rng, 0, len(twins) - 1)], *(OTHERS[one(rng, 0, len(OTHERS) - 1)] for _ in range(2))]
    letters = [letters[place] for place in shuffled(rng, 3)]
    digits = [str(digit) for digit in shuffled(rng, 10)[:5]]
    return f"{''.join(letters)}-{''.join(digits)}"


def _misheard(rng: np.random.Generator, reference: str, said_as: str) -> str:
    if said_as == "letters":
        at = next(place for place, letter in enumerate(reference) if letter in SOUND_ALIKE)
        return reference[:at] + SOUND_ALIKE[reference[at]] + reference[at + 1 :]
    at = 4 + one(rng, 0, 3)
    return reference[:at] + reference[at + 1] + reference[at] + reference[at + 2 :]


def _in_another_form(rng: np.random.Generator, reference: str) -> str:
    letters, digits = reference.split("-")
    small = letters.lower()
    forms = (f"{small}-{digits}", f"{letters} {digits}", f"{letters}{digits}", f"{small} {digits[:3]} {digits[3:]}")
    return forms[one(rng, 0, len(forms) - 1)]
