"""The sample company: a contact centre with calls, surveys, agents, reviews, bills and tickets.

One number (or text), the seed, decides everything. The same seed gives the same tables each time;
another seed gives another company in which the same stories are true, in other places and with
other numbers.

    from exercises_lib.contact_centre import PRACTICE_SEED, sample, write_csv
    surveys = sample(PRACTICE_SEED)["surveys"]
    write_csv("class of May", Path("data"), ["calls", "surveys"])

Every column is described in ``course/data_dictionary.md``. The stories are described in
``stories.py``.
"""

from .sample import PRACTICE_SEED, TABLES, clean_sample, sample, write_csv

__all__ = ["PRACTICE_SEED", "TABLES", "clean_sample", "sample", "write_csv"]
