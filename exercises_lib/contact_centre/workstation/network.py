"""Outputs of ping, tracert and a speed test, as Windows prints them."""

from itertools import pairwise

import numpy as np

from ..draws import shuffled, stream
from .parts import number, one, some, to_bytes

PINGS = 120
GATEWAY = "gateway.samplecentre.example"
_ADDRESS = "198.51.100.7"  # a range kept free for examples, like the other two here
HOURS = range(8, 21)


def ping_office(seed: int | str) -> bytes:
    """From the office: quick and even, one packet lost at most."""
    rng = stream(seed, "workstation ping office")
    times: list[int | None] = [*_even(rng, number(rng, 7, 11), 1.4)]
    if one(rng, (True, False)):
        times[number(rng, 20, 100)] = None
    return _ping(times)


def ping_home(seed: int | str) -> bytes:
    """From home: uneven, and for a while something else uses the line.

    Never a whole percent is lost, and the steps over lost packets are unlike the others on average.
    """
    rng = stream(seed, "workstation ping home")
    while True:
        times = _shared_line(rng)
        if abs(_mean_step([time for time in times if time is not None]) - _mean_step(times)) > 0.02:
            return _ping(times)


def _shared_line(rng: np.random.Generator) -> list[int | None]:
    answered = _even(rng, number(rng, 24, 38), 5.0)
    start, length = number(rng, 25, 70), number(rng, 18, 30)
    for place in range(start, start + length):
        answered[place] += number(rng, 20, 160)
    times: list[int | None] = [*answered]
    inside = [start + place for place in shuffled(rng, length)[: number(rng, 5, 8)]]
    for place in (*inside, number(rng, 2, 20), number(rng, 104, 116)):
        times[place] = None
    return times


def _mean_step(times: list[int | None]) -> float:
    """From one answer to the next, where neither is lost."""
    steps = [abs(b - a) for a, b in pairwise(times) if a is not None and b is not None]
    return sum(steps) / len(steps)


def _even(rng: np.random.Generator, middle: int, spread: float) -> list[int]:
    return [max(1, round(middle + spread * float(step))) for step in rng.standard_normal(PINGS)]


def _ping(times: list[int | None]) -> bytes:
    answered = [time for time in times if time is not None]
    lost = len(times) - len(answered)
    percent = 100 * lost // len(times)  # cut off, as ping does
    lines = [
        f"Reply from {_ADDRESS}: bytes=32 time={time}ms TTL=55" if time is not None else "Request timed out."
        for time in times
    ]
    return to_bytes(
        [
            "",
            f"Pinging {GATEWAY} [{_ADDRESS}] with 32 bytes of data:",
            *lines,
            "",
            f"Ping statistics for {_ADDRESS}:",
            f"    Packets: Sent = {len(times)}, Received = {len(answered)}, Lost = {lost} ({percent}% loss),",
            "Approximate round trip times in milli-seconds:",
            f"    Minimum = {min(answered)}ms, Maximum = {max(answered)}ms, "
            f"Average = {sum(answered) // len(answered)}ms",
        ]
    )


def tracert(seed: int | str) -> bytes:
    """The way from home to the gateway. From one hop on everything is slow.

    Before it, one hop alone answers slowly and those behind it do not: it is busy, not at fault.
    One hop does not answer at all, which is no fault either.
    """
    rng = stream(seed, "workstation tracert")
    hosts = ["router.home"]
    hosts += [f"{name}.provider.example" for name in ("access-%d", "core-1", "core-2", "core-3")[: number(rng, 3, 4)]]
    hosts += [f"{name}.carrier.example" for name in ("exchange-%d", "long-1", "long-2", "long-3")[: number(rng, 3, 4)]]
    hosts += ["edge-%d.samplecentre.example", "hall.samplecentre.example", GATEWAY]
    hosts = [host % number(rng, 2, 9) if "%d" in host else host for host in hosts]
    start = number(rng, 4, len(hosts) - 1)  # hops count from 1
    busy = number(rng, 2, start - 2)
    silent = one(rng, [hop for hop in range(2, len(hosts)) if hop not in (busy, start - 1, start)])
    times = _hop_times(rng, len(hosts), start, busy)
    lines = [_hop(rng, hop, host, None if hop == silent else times[hop]) for hop, host in enumerate(hosts, 1)]
    return to_bytes(
        [
            "",
            f"Tracing route to {GATEWAY} [{_ADDRESS}]",
            "over a maximum of 30 hops:",
            "",
            *lines,
            "",
            "Trace complete.",
        ]
    )


def _hop_times(rng: np.random.Generator, hops: int, start: int, busy: int) -> dict[int, int]:
    """Milliseconds for each hop: below 40 before the start, above 80 from there on."""
    times = {hop: 2 + 3 * hop + number(rng, 0, 2) for hop in range(1, start)}
    slow = number(rng, 84, 120)
    times |= {hop: slow + 2 * (hop - start) + number(rng, 0, 1) for hop in range(start, hops + 1)}
    times[busy] = times[start] + number(rng, 3, 9)
    times[hops] = times[busy] + number(rng, 25, 45)  # the slowest is the last: neither the start nor the busy one
    return times


def _hop(rng: np.random.Generator, hop: int, host: str, time: int | None) -> str:
    if time is None:
        return f"{hop:3}     *        *        *     Request timed out."
    tries = some(rng, [time, time - number(rng, 0, 2), time + number(rng, 0, 2)], 3)  # the middle one is `time`
    return f"{hop:3}  " + "".join(f"{ms:4} ms  " for ms in tries) + host


def speedtest(seed: int | str) -> bytes:
    """One test an hour on five days. In some evening or midday hours the line is shared with others."""
    rng = stream(seed, "workstation speedtest")
    first = number(rng, 10, 17)
    busy = range(first, first + 3)
    lines = ["day,hour,download_mbit,upload_mbit,ping_ms"]
    for day in ("2026-03-23", "2026-03-24", "2026-03-25", "2026-03-26", "2026-03-27"):
        for hour in HOURS:
            part = 0.12 if hour in busy else 1.0
            upload = part * (9 + 3 * rng.random())
            download = (0.4 if hour in busy else 1.0) * (60 + 30 * rng.random())
            lines.append(f"{day},{hour},{download:.1f},{upload:.1f},{number(rng, 25, 40) + round(40 * (1 - part))}")
    return to_bytes(lines)
