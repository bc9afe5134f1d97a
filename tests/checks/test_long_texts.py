"""No text of a learner's makes a judge slow. What takes time with the square of its length would never end here."""

import pytest

from tests.checks.verdicts import grade, make

RECORDS = {
    "ordering": make("ordering", ["first", "second", "third"], "answer", {}),
    "ranking": make("ranking", ["first", "second", "third"], "answer", {}),
    "choice": make("choice", "a", "answer", {}, options=["a", "b"]),
    "text": make("text", "Okafor", "answer", {}, slips=1),
    "date": make("date", "2026-03-05", "answer", {}),
    "reply": make("reply", "You pay 84.50 on 5 March. It is the fee.", "answer", {},
                  facts={"the fee": [84.5], "the day": ["5 March"]},
                  words=(3, 40), sentences=(1, 3), reading_grade=9, prompt="Write the fee, please."),
}  # fmt: skip
PIECES = [
    " ", ".", ",", "(", "a ", "a.", "!a", "{a", "\n", "\n ", "'", "’s ", "1", "1 ", "1,", "1.", "1:", "$", "not ",
    "ﷺ", "–", "-", "a-", "\u0301", "Dear A", "Mr A ", "one ", "the 1st ", "due on ", "5 March ",
]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("kind", RECORDS)
def test_a_text_without_end_is_not_read_to_its_end(kind, piece):
    for length in (5_900, 300_000):  # what is still read, and what is not
        many = [piece * (length // len(piece)) + name for name in ("one", "another", "more")]
        assert grade(RECORDS[kind], many if kind in ("ordering", "ranking") else many[0]).credit == 0
