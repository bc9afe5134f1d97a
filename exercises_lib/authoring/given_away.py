"""What a release may not give away, in the notebook and on the answer card."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from exercises_lib.authoring.subject import Subject
from exercises_lib.checks.record import Record
from exercises_lib.learner import answer_card


def release_gives_nothing_away(subject: Subject) -> Iterator[str]:
    """The release contains no solution, no hidden test and no key."""
    text = json.dumps(subject.release)
    for trace in ("BEGIN SOLUTION", "BEGIN HIDDEN", "END HIDDEN", "key.", "mistakes="):
        if trace in text:
            yield f"the notebook contains “{trace}”"
    card = (subject.release_folder / answer_card.FILE_NAME).read_text()
    for name, record in subject.records(None).items():
        for secret in _secrets(record):
            if secret in card:
                yield f"the answer card contains “{secret[:60]}” of exercise {name}"


def _secrets(record: Record) -> set[str]:
    """The texts of a key that a card must not contain; a number of few digits would be found in any digest."""
    models = [record["facets"], *(mistake["facets"] for mistake in record["mistakes"])]
    forms = {form for model in models for forms in model.values() for form in forms}
    told = json.dumps(record["options"])  # options are on the card on purpose
    after = record["after"]
    messages = {mistake["message"] for mistake in record["mistakes"]}
    messages |= {after["meaning"], after["why"], record["solution"], *after["models"]}
    return {s for s in forms | messages if len(s) >= 4 and not re.fullmatch(r"[\d.]+", s) and s not in told}
