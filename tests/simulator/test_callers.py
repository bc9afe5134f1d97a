"""The callers of the course: a right playbook handles all, no path fits all, and every ending and line is reached."""

from pathlib import Path

import pytest

from exercises_lib.simulator import expert, files, marks, playbook, players
from exercises_lib.simulator.draw import EACH, Stream, draw, stratified
from exercises_lib.simulator.engine import Call
from exercises_lib.simulator.moves import Move
from tests.simulator.right_playbooks import PLAYBOOKS

ROOT = Path(__file__).parents[2]
SHEETS = sorted(path.stem for path in (ROOT / "course" / "callers").glob("*.md") if path.stem != "README")
SEEDS = ("one", "two", "three")
HIGHEST = 0.6  # of what a player without judgement may earn on the mean


@pytest.fixture(scope="module", params=SHEETS)
def sheet(request):
    return files.load(request.param, ROOT)


@pytest.fixture(scope="module")
def callers(sheet):
    return [caller for seed in SEEDS for caller in stratified(sheet, seed)]


def right(sheet, caller):
    return playbook.play(playbook.read(PLAYBOOKS[sheet.name], sheet), sheet, caller)


def mean_mark(sheet, callers, moves) -> float:
    def mark(caller):
        call = Call(sheet, caller)
        for move in moves:
            call.do(move)
        return marks.judge(call).mark

    return sum(map(mark, callers)) / len(callers)


def test_a_right_playbook_handles_all_of_them(sheet, callers):
    missed = [(caller.values, marks.judge(right(sheet, caller)).missed) for caller in callers]
    assert [(values, rules) for values, rules in missed if rules] == []
    assert all(marks.judge(right(sheet, caller)).handled for caller in callers)


def test_an_experienced_agent_handles_all_of_them(sheet):
    calls = [expert.take(sheet, caller) for caller in stratified(sheet, "experienced")]
    assert [call.caller.values for call in calls if not marks.judge(call).handled] == []
    assert not any("early action" in step.events for call in calls for step in call.steps)


def test_each_condition_occurs(sheet):
    for seed in SEEDS:
        drawn = stratified(sheet, seed)
        for condition in sheet.strata:
            assert sum(condition.holds(None, caller.values) for caller in drawn) >= EACH, condition.text


def test_no_way_that_is_the_same_for_all_earns_much(sheet, callers):
    practised = {tuple(step.move for step in right(sheet, caller).steps) for caller in stratified(sheet, "practice")}
    everything = [sheet.vocabulary.read(move).move for _, move in PLAYBOOKS[sheet.name]]
    ways = {
        "the best path known by heart": max(mean_mark(sheet, callers, path) for path in practised),
        "the best path that was searched for": mean_mark(sheet, callers, players.best_fixed_path(sheet, "tests", 60)),
        "everything": mean_mark(sheet, callers, everything),
        "always hand over": mean_mark(sheet, callers, [Move("greet"), Move("hand over")]),
        "always apologise": mean_mark(sheet, callers, [*2 * [Move("apologise")], *everything]),
    }
    assert {way: mark for way, mark in ways.items() if mark >= HIGHEST} == {}


def test_paths_reach_their_endings_and_every_line_is_heard(sheet, callers):
    said = {line for caller in callers for line in right(sheet, caller).said}
    for path in sheet.paths:
        call = Call(sheet, draw(sheet, "path", path.fixed))
        for typed in path.moves:
            call.do(sheet.vocabulary.read(typed).move)
        assert call.ending == path.ending, path.number
        said |= call.said
    spoken = [sheet.opening, sheet.history, *sheet.facts.values(), *sheet.says.values()]
    spoken += [action.lines for action in sheet.actions.values()]
    unheard = {line.number: line.text for lines in spoken for line in lines if line.number not in said}
    for number in range(800):  # and no more than it takes
        if not unheard:
            break
        for heard in at_random(sheet, draw(sheet, f"any {number}")).said:
            unheard.pop(heard, None)
    assert unheard == {}


def at_random(sheet, caller) -> Call:
    """Moves in an order that hangs on the caller alone; what was done is avoided as long as there is other."""
    call, stream = Call(sheet, caller), Stream(caller.id)
    names = [name for name in sheet.vocabulary.names if name not in ("close", "transfer", "hand over", "end call")]
    while not call.ending:
        fewest = min(call.made.get(name, 0) for name in names)
        least = [name for name in names if call.made.get(name, 0) == fewest]
        call.do(Move(least[stream.below(len(least))]))
    return call
