"""The sample company: a contact centre with calls, surveys, agents, reviews, bills and tickets.

One number (or text), the seed, decides everything. The same seed gives the same tables each time;
another seed gives another company in which the same stories are true, in other places and with
other numbers.

    from exercises_lib.contact_centre import PRACTICE_SEED, sample, write
    surveys = sample(PRACTICE_SEED)["surveys"]
    write("class of May", Path("data"), ["calls", "headset.log"])

Every column is described in ``course/data_dictionary.md``. The stories are described in
``stories.py``.
"""

from .files import FILES, file_name, generated_in, write
from .sample import PRACTICE_SEED, TABLES, clean_sample, sample, write_csv

__all__ = [
    "FILES",
    "PRACTICE_SEED",
    "TABLES",
    "clean_sample",
    "file_name",
    "generated_in",
    "sample",
    "write",
    "write_csv",
]
