"""What helped against headset faults in the last quarter, and how long each try takes."""

from ..draws import shuffled, stream
from .parts import number, to_bytes

# step -> (fewest, most) minutes that it takes, and faults that it mended
STEPS = {
    "Look at plug and mute button": ((1, 2), (14, 24)),
    "Choose the right output": ((2, 3), (12, 26)),
    "Start the softphone again": ((3, 5), (8, 22)),
    "Try another USB port": ((2, 4), (3, 12)),
    "Restart the computer": ((8, 12), (14, 30)),
    "Fetch a spare headset": ((6, 15), (5, 16)),
    "Install the driver again": ((15, 25), (6, 18)),
}
_APART = 1.15  # the next best step is at least so much worse: no order hangs on a hair


def fix_history(seed: int | str) -> bytes:
    """Steps in random order with minutes and faults mended.

    The order by faults mended for each minute is clear, and it is neither the order by minutes nor
    that by faults mended.
    """
    rng = stream(seed, "workstation fixes")
    while True:
        rows = [(step, number(rng, *time), number(rng, *mended)) for step, (time, mended) in STEPS.items()]
        if _is_clear(rows):
            break
    order = shuffled(rng, len(rows))
    return to_bytes(["step,minutes,mended", *(",".join(map(str, rows[place])) for place in order)])


def _is_clear(rows: list[tuple[str, int, int]]) -> bool:
    worth = sorted((mended / minutes for _, minutes, mended in rows), reverse=True)
    by_worth = sorted(rows, key=lambda row: -row[2] / row[1])
    by_minutes = sorted(rows, key=lambda row: row[1])
    by_mended = sorted(rows, key=lambda row: -row[2])
    minutes, mended = ([row[place] for row in rows] for place in (1, 2))
    return (
        all(better >= _APART * worse for better, worse in zip(worth, worth[1:], strict=False))
        and len(set(minutes)) == len(set(mended)) == len(rows)
        and by_worth != by_minutes
        and by_worth != by_mended
    )
