"""One company for each seed, made once and looked at by all the tests."""

from functools import cached_property

import pandas as pd
import pytest

from exercises_lib.contact_centre import PRACTICE_SEED
from exercises_lib.contact_centre.sample import Company as Sample

from . import learner

# what one sample in ten had wrong, some of so many would show, but for one time in fifty (0.9 ** 37)
SEEDS = (PRACTICE_SEED, *range(32), "class of May", "fresh sample 1", "Ünïcödé", "")


class Tables(dict):
    """What `sample(seed)` gives, each table made when it is first looked at: most tests look at few of them."""

    def __init__(self, seed: int | str):
        super().__init__()
        self._sample = Sample(seed)

    def __missing__(self, name: str) -> pd.DataFrame:
        self[name] = self._sample.tables([name])[name]
        return self[name]


class Company:
    """The tables as a learner gets them, and what the learner makes of them."""

    def __init__(self, seed: int | str):
        self.seed = seed
        self.tables = Tables(seed)

    def __getitem__(self, table: str) -> pd.DataFrame:
        return self.tables[table]

    @cached_property
    def calls(self) -> pd.DataFrame:
        return learner.clean_calls(self["calls"])

    @cached_property
    def answered(self) -> pd.DataFrame:
        return self.calls[self.calls["outcome"] == "answered"]

    @cached_property
    def surveys(self) -> pd.DataFrame:
        """Clean surveys joined with their calls and teams."""
        return learner.joined(self.tables, self.calls)

    @cached_property
    def fcr_by_repeat(self) -> float:
        return learner.fcr_by_repeat(self.calls)

    @cached_property
    def scored(self) -> pd.DataFrame:
        """Those with a CSAT."""
        return self.surveys[self.surveys["csat"].notna()]

    @cached_property
    def bills(self) -> pd.DataFrame:
        """With dates, and the customer's queue and plan."""
        bills = self["bills"].merge(self["customers"][["customer_id", "queue", "plan"]])
        for column in ("period_start", "period_end", "issued_on", "due_on", "paid_on"):
            bills[column] = pd.to_datetime(bills[column], format="%Y-%m-%d")
        return bills

    @cached_property
    def bill_lines(self) -> pd.DataFrame:
        """Each with its bill."""
        lines = self["bill_lines"].merge(self.bills, on="bill_id", validate="many_to_one")
        lines["charged_on"] = pd.to_datetime(lines["charged_on"], format="%Y-%m-%d")
        return lines


def _one_worker(seed: int | str):
    """All tests of one seed run in one process, so that each company is made once."""
    return pytest.param(seed, marks=pytest.mark.xdist_group(f"company {seed!r}"), id=repr(seed))


@pytest.fixture(scope="session", params=[_one_worker(seed) for seed in SEEDS])
def company(request) -> Company:
    return Company(request.param)


@pytest.fixture(scope="session", params=[_one_worker(seed) for seed in SEEDS[::4]])
def one_of_few(request) -> Company:
    """For what holds by construction, where luck has no say: fewer samples will do."""
    return Company(request.param)
