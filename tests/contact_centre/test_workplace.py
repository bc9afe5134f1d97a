"""The folder `welcome`: the two plans can be told apart by any sum, and their people work in the company."""

import hashlib

import pandas as pd
import pytest

from exercises_lib.contact_centre import FILES, PRACTICE_SEED, sample, write
from exercises_lib.contact_centre.workplace import FILES as WORKPLACE

SEEDS = (PRACTICE_SEED, *range(40), "class of May")
NEW, OLD = "welcome/desk_plan.csv", "welcome/old/desk_plan.csv"
# As in test_files.py: these change only when the practice sample is meant to change.
PRACTICE_DIGESTS = {
    "welcome/read_me.txt": "1878f36c46acd00e",
    "welcome/desk_plan.csv": "951c52f271b406e7",
    "welcome/old/desk_plan.csv": "2b175eba55f7028b",
}


@pytest.fixture(scope="module", params=SEEDS)
def plans(request, tmp_path_factory) -> dict[str, pd.DataFrame]:
    folder = tmp_path_factory.mktemp("workplace")
    write(request.param, folder, WORKPLACE)
    return {name: pd.read_csv(folder / name, dtype={"extension": "str"}) for name in (NEW, OLD)}


def test_the_practice_sample_is_what_it_always_was():
    made = {name: hashlib.sha256(make(PRACTICE_SEED)).hexdigest()[:16] for name, make in WORKPLACE.items()}
    assert made == PRACTICE_DIGESTS


def test_the_seed_decides_the_plans():
    for name in (NEW, OLD):
        assert len({FILES[name](seed) for seed in range(12)}) > 5


def test_no_count_of_one_plan_is_that_of_the_other(plans):
    new, old = plans[NEW], plans[OLD]
    assert (old["screens"] == 1).all()
    assert set(new["screens"]) == {1, 2, 3}
    assert len({len(old), len(new), int(new["screens"].sum()), int(new["screens"].head().sum())}) == 4


def test_each_desk_has_one_person_and_one_extension_that_begins_with_a_zero(plans):
    for plan in plans.values():
        assert list(plan.columns) == ["desk", "agent_name", "extension", "screens"]
        assert plan[["desk", "agent_name", "extension"]].apply(lambda column: column.is_unique).all()
        assert plan["extension"].str.fullmatch(r"0\d{3}").all()


def test_the_people_are_agents_of_the_same_sample(tmp_path):
    agents = set(sample(3)["agents"]["agent_name"])
    write(3, tmp_path, WORKPLACE)
    for name in (NEW, OLD):
        assert set(pd.read_csv(tmp_path / name)["agent_name"]) <= agents
