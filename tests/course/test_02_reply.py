"""Module 02's written reply: what unusual ones get. Its points look at facts and form only, whatever the tone."""

from pathlib import Path

import pytest
from course_for_tests.modules import practice_records

from tests.checks.verdicts import grade

NOTEBOOK = Path(__file__).parents[2] / "source" / "02_billing_queries" / "02_billing_queries.ipynb"


@pytest.fixture(scope="module")
def fee_reply() -> dict:
    return practice_records(NOTEBOOK.stem)["fee_reply"]


@pytest.mark.parametrize(
    "written",
    [
        "We look for your money on {due}, and it reached us on {paid}. So we had to add {fee} to the bill after it.",
        "Dear {name}, your bill of {issued} came to {total} and was due on {due}, but it was paid on {paid}. "
        "That is {late} days late, which is more than ten, so there is a fee of {fee}.",
        "The last day to pay was {due_us}, and you paid on {paid_us}. So the next bill has a fee of ${fee} on it.",
        "The bill was due on {due_iso}, and we got your payment on {paid_iso}. The fee of USD 5 on the next bill is "
        "for that.",
        "The last day for this bill was {due} and the money came on {paid}. So 5,00 was added to the next one.",
    ],
)
def test_a_right_reply_in_other_words_and_figures(fee_reply, screen, written):
    assert grade(fee_reply, written.format(**screen)).credit == 1


@pytest.mark.parametrize(
    ("written", "points", "message"),
    [
        # the fee in words, as cents, made up; a date that is missing, or another one of the screen
        ("The bill was due on {due}, and your payment came on {paid}. The fee is five on the next bill.", 2,
         "Add it, in figures."),
        ("The bill was due on {due}, and your payment came on {paid}. The fee is 500 on the next bill.", 1,
         "The fee is in cents."),
        ("The bill was due on {due}, and your payment came on {paid}. The fee is 5.00 and soon 10.00 more.", 2,
         "“10.00” is not among the facts"),
        ("The bill was due on {due}, and your payment came on {paid}. The fee is 5.00 and soon 12.50 more.", 2,
         "“12.50” is not among the facts"),
        ("The bill of {issued} was paid in full on {paid}. So we had to add a fee of {fee} to the next one.", 2,
         "We did not find the day the bill was due."),
        ("Unfortunately the bill was due on {due}, and your payment came on {paid}. The fee is {fee}.", 2,
         "says “unfortunately”"),
    ],
)  # fmt: skip
def test_a_fact_that_is_missing_or_made_up_costs_a_part(fee_reply, screen, written, points, message):
    outcome = grade(fee_reply, written.format(**screen))
    assert outcome.credit * 3 == points
    assert message in outcome.message


def test_an_insult_earns_nothing(fee_reply, screen):
    rude = "It was due on {due} and you paid on {paid}, so stop complaining. The {fee} is your own fault, pay it."
    assert grade(fee_reply, rude.format(**screen)).credit == 0


def test_stuffing_earns_nothing(fee_reply, screen):
    stuffed = "{due} {paid} {fee} late fee bill sorry."
    assert grade(fee_reply, stuffed.format(**screen)).credit == 0
    assert grade(fee_reply, " ".join([stuffed] * 2).format(**screen)).credit == 0
    every_day = ", ".join(f"{day} {month}" for day in range(1, 29) for month in ("February", "March"))
    assert grade(fee_reply, f"It was due {every_day}. The fee is 5.00.").credit == 0


def test_copying_the_prompt_or_the_screen_is_no_reply(fee_reply, screen):
    task = NOTEBOOK.read_text(encoding="utf-8").split("**Your task.** Make a text `fee_reply`")[1][:600]
    assert grade(fee_reply, task).credit == 0
    on_screen = "{name}\nbill of {issued} over {total}\ndue on {due} · paid on {paid}\nlate fee on the next bill: {fee}"
    assert grade(fee_reply, on_screen.format(**screen)).credit < 1


def test_a_forgotten_f_is_told(fee_reply):
    outcome = grade(fee_reply, "It was due on {due_date}, and you paid on {paid_date}. The fee is {fee_text} for this.")
    assert outcome.credit == 0
    assert "Put the letter `f` before the quote" in outcome.message
