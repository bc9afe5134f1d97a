"""Jobs in forks: what they give back, what fails, and that nothing that was drawn here is theirs."""

import pytest
from matplotlib import pyplot

from exercises_lib.authoring.forks import in_fork, in_forks


def test_answers_come_in_order_and_a_fault_is_told():
    assert list(in_forks([lambda number=number: number for number in range(5)])) == [0, 1, 2, 3, 4]
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        in_fork(lambda: 1 / 0)
    with pytest.raises(RuntimeError, match="ended"):
        in_fork(lambda: __import__("os")._exit(3))


def test_a_figure_that_is_open_here_is_not_the_jobs():
    pyplot.plot([1, 2])
    try:
        assert in_fork(pyplot.get_fignums) == []
        assert pyplot.get_fignums() != []
    finally:
        pyplot.close("all")
