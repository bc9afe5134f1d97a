"""The conversation simulator: callers who react, time that passes, calls that are judged as a whole.

A *sheet* (course/callers/NAME.md) describes one kind of caller; a *caller* is drawn from it; a *call* is what an
agent's *moves* make of it. There is no chance after the draw, no clock on the wall and no language model: the same
caller and the same moves are the same call, for the learner and for the grader. docs/simulator.md has the grammar, the
numbers and what was measured.
"""
