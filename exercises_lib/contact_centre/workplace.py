"""The folder ``welcome`` of module 00: a note, the desk plan from Monday 2026-03-30 on, and an old plan.

The people are the agents of the same sample, so the plans fit ``agents.csv``.
"""

from . import company
from .draws import one, shuffled, stream, whole
from .stories import choose_stories

READ_ME = """\
Welcome to your new workplace.

desk_plan.csv       who sits where from Monday, 30 March 2026
old/desk_plan.csv   the plan of last year; please do not use it any more

Nomvula Sithole, service desk
"""
_MOST_SCREENS = 3


def read_me(seed: int | str) -> bytes:
    """The note; the same in every sample."""
    return READ_ME.encode("ascii")


def desk_plan(seed: int | str) -> bytes:
    """31 to 45 desks, each with one to three screens."""
    return _plan(seed, "desk plan", (31, 45), _MOST_SCREENS)


def old_desk_plan(seed: int | str) -> bytes:
    """20 to 28 desks, each with one screen; so no sum over it is that of the new plan."""
    return _plan(seed, "old desk plan", (20, 28), 1)


def _plan(seed: int | str, name: str, desks: tuple[int, int], most_screens: int) -> bytes:
    """A table as CSV. Extensions begin with a zero, which is lost where they are read as numbers."""
    staff = company.hire(stream(seed, "agents"), choose_stories(stream(seed, "stories")))
    rng = stream(seed, name)
    size = one(rng, *desks)
    people = staff.name[shuffled(rng, len(staff.name))[:size]]
    extensions = 100 + shuffled(rng, 900)[:size]
    screens = whole(rng, 1, most_screens, size)
    rows = [
        f"D{desk:02d},{person},0{extension},{count}"
        for desk, (person, extension, count) in enumerate(zip(people, extensions, screens, strict=True), 1)
    ]
    return "\n".join(["desk,agent_name,extension,screens", *rows, ""]).encode("ascii")


# file name -> function of the seed that gives the file's bytes
FILES = {"welcome/read_me.txt": read_me, "welcome/desk_plan.csv": desk_plan, "welcome/old/desk_plan.csv": old_desk_plan}
