"""Erlang C and A: published values, another library, and the queue solved as equations and lived through in time."""

import heapq
import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyworkforce.queuing import ErlangC

from exercises_lib.contact_centre.erlang import erlang_a, erlang_c

CENTRES = st.tuples(
    st.floats(2, 150), st.sampled_from([15, 30, 60]), st.floats(60, 600), st.integers(1, 60), st.floats(5, 60),
)  # fmt: skip
PATIENCE = st.floats(60, 1200)


@pytest.mark.parametrize(
    ("agents", "level", "wait"), [(11, 0.3896, 122.8), (12, 0.6402, 40.4), (13, 0.7956, 17.1), (14, 0.8884, 7.84)]
)
def test_c_known_values(agents, level, wait):
    found = erlang_c(100, 30, 180, agents)
    assert found["service_level"] == pytest.approx(level, abs=5e-5)
    assert found["mean_wait"] == pytest.approx(wait, abs=0.05)
    assert found["load"] == pytest.approx(10) and found["occupancy"] == pytest.approx(10 / agents)


@pytest.mark.parametrize(
    ("agents", "level", "abandoned"),
    [(9, 0.3167, 0.1545), (10, 0.4770, 0.1008), (11, 0.6296, 0.0626), (12, 0.7558, 0.0372), (13, 0.8492, 0.0212),
     (14, 0.9123, 0.0117)],
)  # fmt: skip
def test_a_known_values(agents, level, abandoned):
    found = erlang_a(100, 30, 180, agents, 400)
    assert found["service_level"] == pytest.approx(level, abs=5e-5)
    assert found["abandoned"] == pytest.approx(abandoned, abs=5e-5)


def test_a_where_patience_is_handle_time_is_poisson():
    tail = 1 - sum(math.exp(-10) * 10**k / math.factorial(k) for k in range(12))
    assert erlang_a(100, 30, 180, 12, 180)["wait_chance"] == pytest.approx(tail, rel=1e-12)


def test_c_has_no_answer_where_work_is_more_than_people():
    for agents in (9, 10):
        found = erlang_c(60, 30, 300, agents)
        assert found["load"] == pytest.approx(10) and math.isnan(found["service_level"])


@given(CENTRES)
def test_c_is_that_of_another_library(centre):
    calls, minutes, handle, agents, answer = centre
    found = erlang_c(*centre)
    if agents <= found["load"] * 1.001:
        return
    theirs = ErlangC(calls, handle / 60, answer / 60, minutes)
    assert found["wait_chance"] == pytest.approx(theirs.waiting_probability(agents), abs=1e-8)
    assert found["service_level"] == pytest.approx(theirs.service_level(agents), abs=1e-8)
    assert found["occupancy"] == pytest.approx(theirs.achieved_occupancy(agents), abs=1e-8)


@given(CENTRES, PATIENCE)
def test_a_is_the_queue_solved_as_equations(centre, patience):
    """The chances of 0, 1, 2 … callers from the balance equations; then each way out of each place in the queue."""
    calls, minutes, handle, agents, answer = centre
    found = erlang_a(calls, minutes, handle, agents, patience, answer)
    arriving, most = calls / minutes / 60, agents + int(calls / minutes / 60 * patience * 2) + 100
    out = [min(n, agents) / handle + max(n - agents, 0) / patience for n in range(most + 1)]
    flows = np.diag([arriving] * most, -1) + np.diag(out[1:], 1)
    flows -= np.diag(flows.sum(0))
    flows[-1] = 1  # all chances together
    chance = np.linalg.solve(flows, np.eye(most + 1)[-1])
    late = chance[agents:]
    assert found["wait_chance"] == pytest.approx(late.sum(), abs=1e-8)
    assert found["abandoned"] == pytest.approx(late @ np.arange(len(late)) / patience / arriving, abs=1e-8)
    assert found["mean_wait"] == pytest.approx(found["abandoned"] * patience, abs=1e-6)
    assert found["occupancy"] == pytest.approx(chance @ np.minimum(np.arange(most + 1), agents) / agents, abs=1e-8)


def lived_through(calls, minutes, handle, agents, patience, answer, seed, callers):
    """Shares answered in time and abandoned, call by call: who comes takes the agent who is free first, or hangs up."""
    draw, now, free = random.Random(seed), 0.0, [0.0] * agents
    in_time = abandoned = 0
    for _ in range(callers):
        now += draw.expovariate(calls / minutes / 60)
        wait = max(0.0, free[0] - now)
        if wait > draw.expovariate(1 / patience):
            abandoned += 1
        else:
            in_time += wait <= answer
            heapq.heapreplace(free, now + wait + draw.expovariate(1 / handle))
    return in_time / callers, abandoned / callers


@pytest.mark.parametrize(("agents", "patience"), [(9, 400), (11, 400), (13, 400), (11, 120)])
def test_a_is_what_happens(agents, patience):
    found = erlang_a(100, 30, 180, agents, patience)
    level, abandoned = lived_through(100, 30, 180, agents, patience, 20, seed=1, callers=400_000)
    assert found["service_level"] == pytest.approx(level, abs=0.01)
    assert found["abandoned"] == pytest.approx(abandoned, abs=0.005)


@given(CENTRES, PATIENCE)
def test_a_is_between_bounds_and_near_c_for_endless_patience(centre, patience):
    *others, answer = centre
    found = erlang_a(*others, patience, answer)
    for name in ("wait_chance", "service_level", "abandoned", "occupancy"):
        assert -1e-9 <= found[name] <= 1 + 1e-9, name
    without = erlang_c(*centre)
    if others[3] > 1.3 * without["load"]:
        endless = erlang_a(*others, 1e7, answer)  # seconds: a caller hangs up about once in some hundred days
        assert endless["service_level"] == pytest.approx(without["service_level"], abs=5e-3)


@pytest.mark.parametrize(
    "wrong", [(0, 30, 180, 10), (100, 0, 180, 10), (100, 30, -1, 10), (100, 30, 180, 0), (100, 30, 180, 9.5)]
)
def test_what_is_no_centre_is_refused(wrong):
    with pytest.raises(ValueError, match="above 0|whole number"):
        erlang_c(*wrong)
    with pytest.raises(ValueError, match="above 0|whole number"):
        erlang_a(*wrong, 400)
    with pytest.raises(ValueError, match="patience"):
        erlang_a(100, 30, 180, 10, 0)
