"""The text of a reply, and whether it is one that can be judged: not a form left open, not a copy of the question."""

from __future__ import annotations

import re

from exercises_lib.checks import prose
from exercises_lib.checks.answers import describe
from exercises_lib.checks.key import Key, WrongForm
from exercises_lib.checks.reply_facts import letters
from exercises_lib.observations import copied_words
from exercises_lib.plain.shapes import Plain

MOST_WORDS, MOST_NUMBERS = 150, 60  # that are looked at, however long a text may be
MOST_CHARACTERS = 6_000  # reading a text takes time that can grow with the square of its length
FORGOTTEN_F = re.compile(r"\{[^\W\d]\w*[^{}]{0,60}\}")  # {due_date}
COPIED_RUN = 6  # words in a row that are taken from the prompt and not met by chance


def text_of(answer: Plain, key: Key) -> str:
    """The text of an answer. Raises WrongForm where there is none, or none that is worth reading."""
    if answer["type"] == "list" and len(answer["items"]) == 1:
        answer = answer["items"][0]
    if answer["type"] != "text":
        raise WrongForm(f"`{key.name}` is {describe(answer)}. We expect your reply as one text, between quotes.")
    text = answer["value"]
    if len(text) > MOST_CHARACTERS:
        raise WrongForm(f"`{key.name}` has {len(text):,} characters. Keep only what the customer needs.")
    count = len(prose.words(text))
    if name := FORGOTTEN_F.search(text):
        raise WrongForm(
            f"`{key.name}` holds “{name[0]}” as it stands. Put the letter `f` before the quote, "
            "so that Python writes the value in its place."
        )
    if not count:
        raise WrongForm(f"`{key.name}` is an empty text. Write your reply between the quotes.")
    most = (key.options["words"] or [0, 0])[1]
    if count > max(MOST_WORDS, 3 * most):
        limit = f" We expect {most} at most." if most else ""
        raise WrongForm(f"`{key.name}` has {count:,} words.{limit} Keep only what the customer needs.")
    if len(re.findall(r"\d+", text)) > MOST_NUMBERS:
        raise WrongForm(f"`{key.name}` is full of numbers. Keep only those that the customer needs.")
    if _is_copied(text, key.options["prompt"]):
        raise WrongForm(f"Most of `{key.name}` is copied from the question. Speak to the customer, in your own words.")
    return text


def _is_copied(text: str, prompt: str) -> bool:
    mine = letters(text)
    return 2 * copied_words(mine, letters(prompt), COPIED_RUN) > len(mine)
