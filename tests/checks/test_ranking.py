"""Ranking: what each answer gets, in the grader and in a learner's notebook alike."""

import itertools
import json

import numpy as np
import pytest

from exercises_lib.authoring.key_ring import KeyRing
from exercises_lib.checks import kind_for
from exercises_lib.faults import KeyFault
from exercises_lib.learner import answer_card
from exercises_lib.plain.values import to_plain
from tests.checks.verdicts import RIGHT, grade, make, partly, verdict, wrong

# from worst to best; b and d are equally good
SOLUTION, TIES = ["c", "b", "d", "a", "e"], [["d", "b"]]
KIND_FIRST = "You rank by how kind it sounds. Ask what the customer can do next."
RECORD = make("ranking", SOLUTION, "replies", {KIND_FIRST: ["c", "a", "b", "d", "e"]}, ties=TIES)
STRICT = make("ranking", ["low", "middle", "high"], "levels")
ONCE = "Use each of these once: a; b; c; d; e."
ENDS = "Start with the two ends: which one belongs in the first place, and which in the last?"
MIDDLE = "Both ends fit. Look again at the places between them."
FIRST_FITS = "Your first place fits. Which one belongs in the last?"
LAST_FITS = "Your last place fits. Which one belongs in the first?"
COMPARED = "of the 3 pairs that we compare stand the right way round."
TURNED = "Your list runs the other way round: what you put first belongs last. Turn it round."


def pairs(good: int, then: str) -> str:
    return f"{good} of the 9 pairs that we compare stand the right way round. {then}"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (["c", "b", "d", "a", "e"], RIGHT),
        (["c", "d", "b", "a", "e"], RIGHT),
        (("C", " d.", "b", "a)", "E"), RIGHT),
        (np.array(["c", "d", "b", "a", "e"]), RIGHT),
        (["c", "a", "b", "d", "e"], wrong(KIND_FIRST)),
        (["c", "a", "d", "b", "e"], wrong(KIND_FIRST)),
        (["c", "b", "a", "d", "e"], partly(0.78, pairs(8, MIDDLE))),
        (["c", "d", "b", "e", "a"], partly(0.78, pairs(8, FIRST_FITS))),
        (["d", "c", "b", "a", "e"], partly(0.78, pairs(8, LAST_FITS))),
        (["d", "c", "b", "e", "a"], partly(0.56, pairs(7, ENDS))),
        (["e", "a", "c", "b", "d"], wrong(pairs(2, ENDS))),
        (["e", "a", "b", "d", "c"], wrong(TURNED)),
        (["e", "a", "d", "b", "c"], wrong(TURNED)),
        (["c", "b"], wrong(f"`replies` leaves out: a; d; e. {ONCE}")),
        (["c", "b", "d", "a", "e", "c"], wrong(f"`replies` holds “c” twice. {ONCE}")),
        (["c", "b", "d", "a", "f"], wrong(f"`replies` holds “f”, which is none of the labels. {ONCE}")),
        (["c", ["b", "d"], "a", "e"], wrong("`replies` holds a list of 2. We expect a list of labels.")),
        (set("abcde"), wrong("`replies` is a set, which has no order. Write a list: `[...]`.")),
        ("c", wrong("`replies` is a text. We expect a list of labels in order: `[first, second, ...]`.")),
        ([], wrong(f"`replies` leaves out: a; b; c; d; e. {ONCE}")),
    ],
)  # fmt: skip
def test_what_a_ranking_gets(answer, expected):
    assert verdict(RECORD, answer) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (["low", "middle", "high"], RIGHT),
        (["middle", "low", "high"], partly(0.33, f"2 {COMPARED} {LAST_FITS}")),
        (["high", "low", "middle"], wrong(f"1 {COMPARED} {ENDS}")),
        (["high", "middle", "low"], wrong(TURNED)),
    ],
)  # fmt: skip
def test_without_ties_every_pair_counts(answer, expected):
    assert verdict(STRICT, answer) == expected


def test_grader_and_notebook_agree_on_any_order():
    for order in list(itertools.permutations("abcde"))[::7]:
        verdict(RECORD, list(order))


def test_a_random_order_earns_little():
    credits = [grade(RECORD, list(order)).credit for order in itertools.permutations("abcde")]
    assert sum(credits) / len(credits) < 0.25
    assert credits.count(1) == 2


def test_a_card_does_not_tell_which_labels_are_tied():
    card = answer_card.make("module", [RECORD])["exercises"][0]
    assert card["options"] == {"labels": list("abcde")}
    assert {len(digests) for digests in card["facets"].values()} == {2}
    assert all(len(digests) == 2 for mistake in card["mistakes"] for digests in mistake["facets"].values())
    assert KIND_FIRST not in json.dumps(card)


def test_a_plain_list_is_an_ordering_unless_the_author_says_ranking():
    assert kind_for(to_plain(SOLUTION)) == "ordering"


def test_a_mistake_may_have_the_tied_labels_in_any_order():
    turned = make("ranking", SOLUTION, "answer", {"You turned it round.": SOLUTION[::-1]}, ties=TIES)
    assert verdict(turned, ["e", "a", "b", "d", "c"]) == wrong("You turned it round.")


def test_three_labels_may_be_tied():
    record = make("ranking", ["a", "b", "c", "d"], ties=[["b", "c", "d"]])
    assert verdict(record, ["a", "d", "b", "c"]) == RIGHT
    assert verdict(record, ["b", "a", "d", "c"])[:2] == ("partly", 0.33)


@pytest.mark.parametrize(
    ("solution", "ties", "fault"),
    [
        (["a"], [], "a ranking has 2 to 20 labels"),
        (list(map(str, range(21))), [], "a ranking has 2 to 20 labels"),
        (["a", "a"], [], "holds “a” twice"),
        ({"a", "b"}, [], "is a set"),
        ("ab", [], "is a text"),
        (["a", "b"], [["a", "b"]], "all labels are tied"),
        (["a", "b", "c"], [["a", "c"]], "do not stand side by side"),
        (["a", "b", "c"], [["a", "e"]], "the tied label e is none of the solution's"),
        (["a", "b", "c"], [["c"]], "groups of two labels or more"),
        (["a", "b", "c"], ["c"], "groups of two labels or more"),
    ],
)
def test_a_key_that_cannot_work_is_a_fault_of_the_author(solution, ties, fault):
    with pytest.raises(KeyFault, match=f"exercise answer: .*{fault}"):
        make("ranking", solution, ties=ties)


def test_it_has_no_other_options():
    with pytest.raises(KeyFault, match="key.ranking"):
        KeyRing({}).ranking("answer", by="kindness")
