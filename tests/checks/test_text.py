"""Text: what each answer gets, in the grader and in a learner's notebook alike, and what one slip is."""

import pandas as pd
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from exercises_lib.checks.text import LONGEST, SHORTEST, with_slips
from exercises_lib.faults import KeyFault
from exercises_lib.plain import values
from tests.checks.verdicts import RIGHT, make, verdict, wrong

AGENT = "That is the agent's name. The caller gives hers in the first minute."
CALLER = make("text", "María Santos", "caller", {AGENT: "Ana Cruz"}, slips=1, accept=["M. Santos"])
STRICT = make("text", "Priya Nair", "caller")
TICKET = make("text", "TKT-00123", "ticket", slips=1)
PHONE = make("text", "+44 20 7946-0018", "phone")
AMOUNT = make("text", "1.5 GB", "plan")
NOT_IT = "`{0}` reads “{1}”. We expect another text here. Go back to where you took it from and compare, {2} by {2}."


def another(name: str, text: str, piece: str = "letter") -> tuple:
    return wrong(NOT_IT.format(name, text, piece))


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("María Santos", RIGHT),
        ("maria santos", RIGHT),
        ("  MARIA   SANTOS. ", RIGHT),
        ("Mari\u0301a Santos", RIGHT),
        ("Maria-Santos", RIGHT),
        (["Maria Santos"], RIGHT),
        ("m santos", RIGHT),
        ("M. Santoz", RIGHT),  # a slip in an accepted form
        ("Maria Santo", RIGHT),  # a letter too few
        ("Mariia Santos", RIGHT),  # too many
        ("Marie Santos", RIGHT),  # another
        ("Maria Satnos", RIGHT),  # two swapped
        ("MariaSantos", RIGHT),
        ("Marie Santoz", another("caller", "marie santoz")),
        ("Santos Maria", another("caller", "santos maria")),
        ("Ana Cruz", wrong(AGENT)),
        ("ana cruiz", wrong(AGENT)),
        ("", wrong("`caller` is an empty text. Write your answer between the quotes.")),
        ("?!", wrong("`caller` is an empty text. Write your answer between the quotes.")),
        (3.5, wrong("`caller` is a number. We expect one text, written between quotes.")),
        (["Maria", "Santos"], wrong(
            "`caller` is a list of 2. We expect one text, written between quotes."
        )),
    ],
)  # fmt: skip
def test_a_name_with_one_slip_forgiven(answer, expected):
    assert verdict(CALLER, answer) == expected


@pytest.mark.parametrize(
    ("record", "answer", "expected"),
    [
        (STRICT, "priya nair", RIGHT),
        (STRICT, "Priya Nayr", another("caller", "priya nayr")),
        (TICKET, "tkt 00123", RIGHT),
        (TICKET, "TKT00123", RIGHT),
        (TICKET, "TKX-00123", RIGHT),
        (TICKET, "TKT-00132", another("ticket", "tkt00132")),
        (TICKET, "TKT-0123", another("ticket", "tkt0123")),
        (TICKET, "TKT-001234", another("ticket", "tkt001234")),
        (TICKET, "TKT-O0123", another("ticket", "tkto0123")),
        (PHONE, "442079460018", RIGHT),
        (PHONE, 442079460018, RIGHT),
        (PHONE, "(44) 20.7946.0018", RIGHT),
        (PHONE, "442079460081", another("phone", "442079460081", "digit")),
        (AMOUNT, "1.5gb", RIGHT),
        (AMOUNT, "15 GB", another("plan", "15gb")),
        (make("text", "1,500 rupees"), "1500 Rupees", RIGHT),
        (make("text", "e-mail"), "email", RIGHT),
        (make("text", "O'Brien"), "obrien", RIGHT),
        (make("text", "नमस्ते"), "नमस्ते", RIGHT),
        (make("text", "नमस्ते"), "नमसत", another("answer", "नमसत")),
    ],
)  # fmt: skip
def test_what_counts_in_a_text(record, answer, expected):
    assert verdict(record, answer) == expected


def test_what_is_accepted_leaves_the_options_that_learners_can_read():
    assert CALLER["options"] == {"slips": 1}


@pytest.mark.parametrize(("solution", "options"), [("", {}), ("a", {"slips": 2}), (4.5, {})])
def test_a_key_that_cannot_work_is_a_fault_of_the_author(solution, options):
    with pytest.raises(KeyFault, match="exercise answer"):
        make("text", solution, **options)


words = st.text("abcé ", min_size=SHORTEST, max_size=9)


@st.composite
def neighbours(draw):
    """Two texts about one slip apart: hardly any pair drawn at random is."""
    word = draw(words)
    at, letter = draw(st.integers(0, len(word))), draw(st.text("abcz", max_size=2))
    other = draw(st.sampled_from([
        word[:at] + letter + word[at:], word[:at] + letter + word[at + 1:], word[:at] + word[at + 1:],
        word[:at] + word[at:at + 2][::-1] + word[at + 2:], word,
    ]))  # fmt: skip
    return word, other


def share_a_form(one: str, other: str) -> bool:
    return not set(with_slips((one,))).isdisjoint(with_slips((other,)))


@given(st.one_of(neighbours(), st.tuples(words, words)))
@example(("abcd", "bacd"))
@example(("abcd", "bcda"))
@example(("aaaa", "aaaaa"))
def test_texts_share_a_form_exactly_when_they_are_one_slip_apart(pair):
    one, other = pair
    assume(SHORTEST <= len(other) <= LONGEST)
    assert share_a_form(one, other) == (OSA.distance(one, other) <= 1)


@given(neighbours(), st.text("0123", min_size=1, max_size=4))
def test_no_slip_in_digits(pair, digits):
    one, other = pair
    assume(SHORTEST <= len(other) <= LONGEST)
    assert share_a_form(one + digits, other + digits) == (OSA.distance(one, other) <= 1)
    assert not share_a_form(one + digits, one + digits + "7")
    assert not share_a_form(one + digits, one + digits[:-1])


@settings(max_examples=40)
@given(st.text(max_size=30))
def test_every_text_equals_itself(text):
    answer = values.to_plain(text)["value"]
    try:
        record = make("text", answer, slips=1)
    except KeyFault:
        return  # nothing but signs
    assert verdict(record, answer) == RIGHT


def test_a_column_of_one_row_is_its_text():
    record = make("text", "KB-03")
    assert verdict(record, pd.Series(["KB-03"], index=[4])) == RIGHT
    assert verdict(record, pd.Series(["KB-03", "KB-04"]))[2].startswith("`answer` is a column (Series) of 2 rows.")
    assert verdict(record, pd.Series([None], dtype=object))[2].startswith("`answer` is a column (Series) of 1 row.")
