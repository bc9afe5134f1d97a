"""The answer card: it judges as the key does, tells nothing, and says what to do when it cannot be used."""

import hashlib
import json
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises_lib.checks import KINDS, judge
from exercises_lib.learner import answer_card, check
from exercises_lib.plain import values
from exercises_lib.plain.calls import caller
from tests.checks import every_kind
from tests.checks.every_kind import EXAMPLES, KIND_NAMES

MESSAGE = "You counted the blanks too. A customer who did not answer gave no score."


def record(kind: str) -> dict:
    return every_kind.record(kind, MESSAGE)


def exercise(kind: str) -> dict:
    """The exercise of a card, as a learner's notebook reads it from a file."""
    return json.loads(json.dumps(answer_card.make("module", [record(kind)])))["exercises"][0]


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_the_card_tells_neither_answers_nor_messages(kind):
    card, options = json.dumps(exercise(kind)), json.dumps(record(kind)["options"])
    models = [record(kind)["facets"], *(mistake["facets"] for mistake in record(kind)["mistakes"])]
    forms = {form for facets in models for texts in facets.values() for form in texts}
    told = forms | {mistake["message"] for mistake in record(kind)["mistakes"]}
    for text in told:
        # shorter ones ("yes", "2") are found in any text; what the options hold stands in the prompt
        if len(text) > 3 and json.dumps(text)[1:-1] not in options:
            assert json.dumps(text)[1:-1] not in card
    assert "Maria" not in card and "Mrs" not in card and "counted" not in card


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_the_card_judges_and_tells_the_mistake_to_who_made_it(kind):
    key = answer_card.key_of(exercise(kind))
    for value, expected in zip(EXAMPLES[kind][:2], (KINDS[kind].right, MESSAGE), strict=True):
        assert judge(values.to_plain(value), key, caller(value)).message == expected


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_the_right_answer_does_not_open_a_mistakes_message(kind):
    key = answer_card.key_of(exercise(kind))
    right = {name: tuple(forms) for name, forms in record(kind)["facets"].items()}
    with pytest.raises(answer_card.CardFault):
        key.mistakes[0].message(right)


def test_two_cards_of_one_module_have_no_digest_in_common():
    one, other = (exercise("choice")["facets"] for _ in range(2))
    assert set(sum(one.values(), [])).isdisjoint(sum(other.values(), []))


def test_equal_answers_of_two_options_have_different_digests():
    facets = exercise("choice")["facets"]
    assert facets["option a"] != facets["option c"]


TEXTS = st.text(max_size=60)
FACETS = st.dictionaries(TEXTS, st.lists(TEXTS, min_size=1, max_size=3).map(tuple), min_size=1, max_size=4)


@given(FACETS, TEXTS, st.data())
def test_a_sealed_text_opens_with_one_form_of_each_facet_and_with_nothing_less(facets, text, data):
    lock = answer_card.Lock("salt", 1)
    sealed = json.loads(json.dumps(lock.seal(facets, text)))
    chosen = {facet: (data.draw(st.sampled_from(forms)), "another form") for facet, forms in facets.items()}
    assert answer_card.open_seal((lock,), sealed, chosen | {"a facet beside these" * 4: ("1",)}) == text
    lost = data.draw(st.sampled_from(sorted(facets)))
    for less in ({name: forms for name, forms in chosen.items() if name != lost}, chosen | {lost: ("x" * 61,)}):
        with pytest.raises(answer_card.CardFault):
            answer_card.open_seal((lock,), sealed, less)


def test_one_text_sealed_twice_looks_different():
    lock = answer_card.Lock("salt", 1)
    one, other = (lock.seal({"value": ("1",)}, "the same text") for _ in range(2))
    assert one["text"] != other["text"] and one["opens_with"] != other["opens_with"]


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_a_check_takes_the_work_of_a_few_slow_digests_whatever_the_kind(kind):
    """Slow for who tries thousands of answers, not for who checks one; counted, for a clock depends on the machine."""
    key = answer_card.key_of(exercise(kind))
    for value in EXAMPLES[kind][:2]:
        answer_card._slow.cache_clear()
        with mock.patch.object(hashlib, "scrypt", wraps=hashlib.scrypt) as scrypt:
            judge(values.to_plain(value), key, caller(value))
        work = sum(call.kwargs["n"] for call in scrypt.call_args_list)
        assert 2**answer_card.LEAST_WORK <= work <= 4 * 2**answer_card.MOST_WORK


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_a_form_that_is_right_for_anybody_costs_as_much_in_what_is_wrong(kind):
    """Or it could be found there for less."""
    one, other = record(kind), record(kind)
    wrong = other["mistakes"][0]["facets"]
    other["facets"], other["mistakes"][0]["facets"] = wrong, other["facets"]  # right for one is wrong for the other
    drawn = one | {"drawn": "a pool", "draws": [record(kind), other]}
    right = {form for model in (one, other) for forms in model["facets"].values() for form in forms}
    answer_card._slow.cache_clear()
    with mock.patch.object(hashlib, "scrypt", wraps=hashlib.scrypt) as scrypt:
        answer_card.make("module", [drawn | {"mutants": [mistake(form="of nobody's right answer")]}])
    work = {call.args[0].decode(): call.kwargs["n"] for call in scrypt.call_args_list}
    dear = 2 ** answer_card._work(one)
    assert len(work) == len(scrypt.call_args_list)  # no form was digested with two kinds of work
    assert {work[form] for form in right} == {dear}
    assert work["of nobody's right answer"] == max(2**answer_card.LEAST_WORK, dear >> answer_card.LESS_FOR_WRONG)


def mistake(form: str) -> dict:
    return {"facets": {"value": [form]}, "credit": 0, "message": "a slip"}


@pytest.mark.parametrize("damage", [{"work": 40}, {"work": None}, {"facets": 5}, {"salt": 7}, {"options": {}}])
def test_a_damaged_exercise_earns_nothing_and_says_what_to_do(damage):
    feedback = check._feedback(exercise("number") | damage, {"answer": EXAMPLES["number"][0]})
    assert feedback.outcome.message == answer_card.BROKEN_CARD
    assert feedback.earned == 0


def test_a_card_is_read_from_the_notebooks_folder(tmp_path):
    card = answer_card.make("module", [record("number")])
    (tmp_path / answer_card.FILE_NAME).write_text(json.dumps(card), encoding="utf-8")
    assert answer_card.load(tmp_path) == card


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, answer_card.NO_CARD),
        ("", answer_card.BROKEN_CARD),
        ("{", answer_card.BROKEN_CARD),
        ("[]", answer_card.BROKEN_CARD),
        ("{}", answer_card.BROKEN_CARD),
        ("\x00\x00", answer_card.BROKEN_CARD),
        (json.dumps({"version": answer_card.VERSION - 1}), answer_card.OLD_CARD),
        (json.dumps({"version": answer_card.VERSION + 1}), answer_card.OLD_PACKAGE),
    ],
)
def test_a_card_that_cannot_be_used_says_what_to_do(tmp_path, content, message):
    if content is not None:
        (tmp_path / answer_card.FILE_NAME).write_text(content, encoding="utf-8")
    with pytest.raises(answer_card.CardFault) as fault:
        answer_card.load(tmp_path)
    assert str(fault.value) == message
    assert "Your work is safe." in message


def test_a_card_of_bytes_that_are_no_text(tmp_path):
    (tmp_path / answer_card.FILE_NAME).write_bytes(b"\xff\xfe\xff")
    with pytest.raises(answer_card.CardFault, match="is damaged"):
        answer_card.load(tmp_path)
