"""Reply: what each text gets, in the grader and in a learner's notebook alike, and what people try."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises_lib.authoring.key_ring import KeyRing
from exercises_lib.checks import mentions, prose
from exercises_lib.faults import KeyFault
from exercises_lib.learner import answer_card
from tests.checks.verdicts import ALL_TESTED, grade, make, partly, verdict, wrong

GOOD = "You were charged 1,234.50 because the late fee came on top. We pay it back on 5 March 2026, Ms. Okafor."
NET = "That is the amount before tax."
OPTIONS = {
    "facts": {
        "the amount": [1234.5],
        "the day": ["5 March 2026"],
        "the name": ["Okafor"],
        "the cause": ["late fee", "late payment fee"],
    },
    "allowed": [2, "8 am"],
    "avoid": ["calm down", "as I already said", "you're wrong", "unfortunately"],
    "words": (12, 40),
    "sentences": (2, 3),
    "reading_grade": 9,
    "prompt": "Ms. Okafor asks: why did I pay 1,234.50 this month? The late fee is waived on 5 March 2026. Tell her.",
}
RECORD = make("reply", GOOD, "answer", {NET: KeyRing({}).partly(GOOD.replace("1,234.50", "1,102.23"), 0.6)}, **OPTIONS)
ALL = "All the facts are there. "


def say(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new)


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        [GOOD],
        GOOD.upper(),
        # other words, and another order
        "Good news, Ms Okafor! Your money, $1234.5 in all, is back by March 5th. A late payment fee was the cause.",
        # other ways to write a number
        *(say("1,234.50", other) for other in (
            "1234.5", "1234.50", "$1,234.50", "USD 1234.50", "₱1,234.50", "PHP1,234.50", "1.234,50", "1 234.50",
            "1'234.50", "１,２３４.50", "1,234.5000", "-1,234.50", "(1,234.50)", "1,234.50!", "exactly 1,234.50",
        )),
        # and a date
        *(say("5 March 2026", other) for other in (
            "5 March", "March 5", "Mar 5, 2026", "the 5th of March", "5th March 2026", "2026-03-05", "05/03/2026",
            "03/05/2026", "5/3", "Thursday, 5 March", "05-03-26",
        )),
        say("Okafor", "OKAFOR"),
        say("Ms. Okafor", "and sign as Mrs. Okafor’s team"),
        say("late fee", "late-fee"),
        say("late fee", "latefee"),
        say("late fee", "**late fee**"),
        say("on top", "on top, see the 2 lines, after 8:00 a.m."),  # what is allowed
        say("You were", "In two words, you were"),  # numbers in words are no numbers
        say("You were", "At most eighty-four fifty, you were"),
        say("on top.", "on top, so, we are sorry."),
        say("You", "We are here 24/7. You"),
    ],
)  # fmt: skip
def test_a_right_reply_in_other_words_and_writings(text):
    assert verdict(RECORD, text) == ALL_TESTED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (say(" because the late fee came on top", " and we are sorry"), partly(0.75,
            "3 of 4 facts are there. We did not find the cause in `answer`. Add it."
        )),
        (say("1,234.50", "this sum"), partly(0.75,
            "3 of 4 facts are there. We did not find the amount in `answer`. Add it, in figures."
        )),
        (say("1,234.50", "1,324.50"), partly(0.5,
            "3 of 4 facts are there. We did not find the amount. You wrote “1,324.50”: look there first."
        )),
        (say("1,234.50", "1,102.23"), partly(0.6, NET)),
        (say("1,234.50", "1102.23").replace("Ms. Okafor", "Madam"), partly(0.25, NET)),
        (say("5 March 2026", "6 March"), partly(0.5,
            "3 of 4 facts are there. We did not find the day. You wrote “6 March”: look there first."
        )),
        (say("5 March 2026", "5 March 2025"), partly(0.5,
            "3 of 4 facts are there. We did not find the day. You wrote “5 March 2025”: look there first."
        )),
        (say("1,234.50", "123450"), partly(0.5,
            "3 of 4 facts are there. We did not find the amount. You wrote “123450”: look there first."
        )),
        (say("on top", "on top, for 30 days"), partly(0.75,
            ALL + "“30” is not among the facts of this case. Check where it comes from, or leave it out."
        )),
        (say("on top", "on top, at 17:30"), partly(0.75,
            ALL + "“17:30” is not among the facts of this case. Check where it comes from, or leave it out."
        )),
        (say("on top", "on top, for 30 days, 60 days and 90 days"), partly(0.25,
            ALL + "“30” is not among the facts of this case. Check where it comes from, or leave it out."
        )),
        (say("You were", "Unfortunately you were"), partly(0.75,
            ALL + "`answer` says “unfortunately”, which is on the list to avoid. Say it in another way."
        )),
        (say("You were", "CALM   down! You’re, wrong: you were"), partly(0.5,
            ALL + "`answer` says “calm down”, which is on the list to avoid. Say it in another way."
        )),
        (say("You were", "We are calm downstairs. You were"), ALL_TESTED),
        (say("on top.", "on top,"), partly(0.75,
            ALL + "`answer` is too short: it has 1 sentence, and we expect 2 to 3."
        )),
        (say("5 March 2026", "that day"), partly(0.75,
            "3 of 4 facts are there. We did not find the day in `answer`. Add it, as a date."
        )),
        (GOOD + " Yes. Really. Truly.", partly(0.75,
            ALL + "`answer` is too long: it has 5 sentences, and we expect 2 to 3. "
            "Leave out what the customer does not need."
        )),
        (GOOD + " and" * 30, partly(0.75,
            ALL + "`answer` is too long: it has 51 words, and we expect 12 to 40. "
            "Leave out what the customer does not need."
        )),
        (say("on top", "additionally on accumulating contractual obligations necessitating reconsideration"), partly(
            0.75, ALL + "`answer` is hard to read. Use shorter sentences and shorter words."
        )),
        ("We are looking into it. Please wait a little, and we will call you back soon.", wrong(
            "0 of 4 facts are there. We did not find the amount in `answer`. Add it, in figures."
        )),
        ("", wrong("`answer` is an empty text. Write your reply between the quotes.")),
        (" ?! \n", wrong("`answer` is an empty text. Write your reply between the quotes.")),
        (1234.5, wrong("`answer` is a number. We expect your reply as one text, between quotes.")),
        (GOOD.split(". "), wrong("`answer` is a list of 3. We expect your reply as one text, between quotes.")),
        ("word " * 400, wrong(
            "`answer` has 400 words. We expect 40 at most. Keep only what the customer needs."
        )),
        ("x" * 30_000, wrong(
            "`answer` is too big to check: a text of more than 20000 characters. Look at its size before you check it."
        )),
        (say("1,234.50", "{amount:.2f}"), wrong(
            "`answer` holds “{amount:.2f}” as it stands. Put the letter `f` before the quote, so that Python writes "
            "the value in its place."
        )),
        ("1,2;" * 400, wrong(
            "`answer` is full of numbers. Keep only those that the customer needs."
        )),
    ],
)  # fmt: skip
def test_what_a_reply_gets(text, expected):
    assert verdict(RECORD, text) == expected


# --- what people try ---


def test_keywords_alone_are_no_reply():
    list_of_words = wrong("`answer` reads like a list of words. Write sentences: say what happened to each fact.")
    stuffed = "1234.5 5 March Okafor late fee."
    for text in (stuffed, " ".join([stuffed] * 3), "Amount 1234.5. Day 5 March. Name Okafor. Cause late fee. Sorry."):
        assert verdict(RECORD, text) == list_of_words
    every_number = " ".join(str(number) for number in range(1220, 1240)) + ".5 Okafor late fee. 5 March. Yes."
    assert verdict(RECORD, every_number)[1] == 0


def test_a_copied_prompt_is_no_reply():
    copied = wrong("Most of `answer` is copied from the question. Speak to the customer, in your own words.")
    assert verdict(RECORD, OPTIONS["prompt"]) == copied
    assert verdict(RECORD, "Dear Ms. Okafor, hello. " + OPTIONS["prompt"].upper().replace(",", "")) == copied
    # a few words in a row are no copy: how else is one to name the facts?
    assert verdict(RECORD, say("late fee came on top", "late fee is waived on the same bill")) == ALL_TESTED


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("So stop calling us.", "stop calling"),
        ("Nobody here has time for that.", "nobody here has time"),
        ("It is your own fault.", "it is your own fault"),
        ("Are you deaf?", "are you deaf"),
        ("We don’t care.", "we don't care"),
    ],
)
def test_an_insult_earns_nothing_whatever_the_facts(more, said):
    assert verdict(RECORD, f"{GOOD} {more}") == wrong(
        f"`answer` says “{said}”. No customer may read that, whatever the facts are. Say what you can do."
    )


def test_an_insult_is_told_before_a_fact_that_is_missing():
    """Also where the author has a sentence for the missing fact."""
    mistakes = {"Say what the fee is.": "Please pay by 5 March, Ms Okafor. Thank you."}
    facts = {"the fee": [1234.5], "the due date": ["5 March"]}
    record = make("reply", GOOD, facts=facts, words=(5, 40), mistakes=mistakes)
    assert verdict(record, "Please pay by 5 March. It is a fair rule.") == wrong("Say what the fee is.")
    assert "No customer may read that" in verdict(record, "Please pay by 5 March. It is your own fault.")[2]
    assert "reads like a list of words" in verdict(record, "late fee due date 5 March pay bill customer")[2]


def test_a_cold_reply_keeps_the_points_for_its_facts():
    """Tone is for a person to read: our points are for what can be checked."""
    cold = "You did not pay, so there is a late fee. Pay 1,234.50 by 5 March, Okafor. That is all that I can say."
    assert verdict(RECORD, cold) == ALL_TESTED


def test_what_is_free_to_choose_is_not_made_up():
    record = make("reply", "I will call you back.", allowed=["any time", "any date"], words=(3, 30))
    for text in ("I will call at 5 pm.", "I call you on 3 May 2027.", "We need 3 to 5 working days.", "In 24 hours."):
        assert verdict(record, text) == ALL_TESTED
    assert verdict(record, "We will pay back 20 to you at 5 pm.")[0] == "partly"


def test_a_typed_reply_that_fits_only_the_practice_sample_is_told_so():
    facts = OPTIONS["facts"] | {"the amount": 77.1}
    fresh = make("reply", GOOD.replace("1,234.50", "77.10"), "answer", **OPTIONS | {"facts": facts})
    outcome = grade(fresh, GOOD, practice=RECORD)
    assert outcome.credit == 0
    assert outcome.message.startswith("`answer` is right for today's data. It is typed in")


def test_one_fact_one_phrase_and_none_at_all():
    one = make("reply", "The fee is 20 pesos.", facts={"the fee": 20})
    assert verdict(one, "It costs 20.00.") == ALL_TESTED
    assert verdict(one, "It costs nothing.") == wrong("We did not find the fee in `answer`. Add it, in figures.")
    none = make("reply", "Good morning, how can I help?", avoid="no")
    assert verdict(none, "Not now.") == ALL_TESTED
    assert verdict(none, "No, sorry.") == partly(
        0.5, "`answer` says “no”, which is on the list to avoid. Say it in another way."
    )


def test_a_reference_and_a_call_back_number():
    facts = {"the ticket": "TKT-00123", "the phone": "0917 555 0123"}
    record = make("reply", "It is TKT-00123, call 0917 555 0123.", facts=facts)
    for text in ("Ticket TKT-00123; phone (0917) 555-0123.", "tkt 00123, 09175550123", "TKT00123 and 0917-555-0123"):
        assert verdict(record, text) == ALL_TESTED
    for text in ("TKT-00132, 09175550123", "TKT-00123, 0917 555 0132", "TKT-00123, 917 555 0123"):
        assert verdict(record, text)[1] == 0


# --- the card ---


def test_the_card_holds_no_fact():
    card = json.dumps(answer_card.make("module", [RECORD])).replace(json.dumps(OPTIONS["prompt"]), "").casefold()
    card = re.sub("[0-9a-f]{32,}", "", card)  # what is sealed
    for secret in ("1234", "1102", "03-05", "march", "okafor", "late fee", "latefee", NET[:12]):
        assert secret.casefold() not in card


@settings(max_examples=60)
@given(st.text(st.characters() | st.sampled_from("0123456789.,/:- $amp\n'’"), max_size=200))
def test_any_text_has_a_verdict(text):
    assert verdict(RECORD, text)[0] in ("wrong", "partly")


# --- the author's slips ---


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        ({"facts": {"the amount": [12.0]}}, "does not meet its own key: We did not find the amount"),
        ({"facts": {"the day": ["05/03"]}}, "can be read as two dates"),
        ({"facts": {"the cause": ["it was"]}}, "too common"),
        ({"facts": {"the cause": []}}, "has no form"),
        ({"facts": {"the cause": [True]}}, "a text, a number or a date"),
        ({"facts": {"the cause": ["a form of so many words that nobody writes"]}}, "more than 6 words"),
        ({"words": (5, 2)}, "fewest, most"),
        ({"avoid": ["!"]}, "no letter or digit"),
        ({"avoid": ["late fee"], "allowed": [1234.5, "5 March 2026"]}, "“late fee”, which is on the list"),
        ({}, "“1,234.50” is not among the facts"),
    ],
)  # fmt: skip
def test_a_key_that_cannot_work_is_a_fault_of_the_author(options, fault):
    with pytest.raises(KeyFault, match=f"exercise answer.*{fault}"):
        make("reply", GOOD, **options)


# --- what is read in a text ---


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("$1,234.50, Rs. 1,23,456.75 and 84,50", ["number 1234.5", "number 123456.75", "number 84.5"]),
        ("0917 555", ["number 0917", "number 0917555", "number 555"]),
        ("5 March, 31/12/2025", ["date --03-05", "date 2025-12-31"]),
        ("in March 2026", ["date 2026-03"]),
        ("5 pm, 9.30 a.m., 17:00", ["time 17:00", "time 09:30", "time 17:00"]),
        ("5GB plan, 12% off, 3.5 hours", ["number 5", "number 12", "number 3.5"]),
        ("the 3rd time on 4G, 24/7, in A4", []),
        ("30/45", ["number 30", "number 45"]),
        ("you may 84.50 pay", ["number 84.5"]),
        ("8450. 12 March", ["number 8450", "date --03-12"]),
    ],
)  # fmt: skip
def test_what_a_text_mentions(text, forms):
    assert [mention.forms[0] for mention in mentions.find(text)] == forms


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two! Three?", 3),
        ("Mr. Okafor pays Rs. 84.50 at 5 p.m. today. It is due.", 2),
        ("It ends at 5 p.m. Then we close.", 2),
        ("The answer is no. We add Rs. 20 to bill no. 12.", 2),
        ("This is J. Silva speaking", 1),
        ("one line\nand the next\n\nand another", 2),
        ("...", 0),
        ("“Is it so?” she asked. (Yes.) It is…", 4),
    ],
)  # fmt: skip
def test_sentences(text, count):
    assert len(prose.sentences(text)) == count


def test_reading_grade():
    assert prose.reading_grade("The cat sat on the mat. It was fat.") < 1
    assert 5 < prose.reading_grade("Your bill is higher this month because the discount ended and we added a fee.") < 8
    assert prose.reading_grade("Notwithstanding contractual obligations, remuneration necessitates authorisation.") > 15
    assert prose.reading_grade("") == 0


def test_syllables():
    """Words of a billing desk, as a dictionary divides them."""
    expected = {
        "customer": 3, "charged": 1, "rules": 1, "waited": 2, "boxes": 2, "table": 2, "period": 3, "billing": 2,
        "amount": 2, "discount": 2, "because": 2, "month": 1, "people": 2, "statement": 2, "usually": 4, "refunded": 3,
        "changes": 2, "apologise": 4, "earlier": 3, "previous": 3, "million": 2, "special": 2, "carefully": 3,
        "cancelled": 2, "called": 1, "situation": 4, "taxes": 2, "fees": 1, "paid": 1, "reason": 2, "84.50": 1,
    }  # fmt: skip
    assert {word: prose.syllables(word) for word in expected} == expected
