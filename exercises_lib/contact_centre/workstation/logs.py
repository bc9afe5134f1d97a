"""Logs of the headset, the softphone and the VPN, and the tickets that colleagues opened.

A log line: day, time, level, part, text. A line of the part "setting" says name=value, and holds
until the next line with this name.
"""

from collections.abc import Sequence

import numpy as np

from ..draws import stream
from ..names import AGENTS
from .parts import DAY, SAME, clock, number, one, some, to_bytes, variants

# setting -> (value as it should be, value at fault, what was logged just before the fault)
HEADSET = {
    "driver": ("running", "stopped", "INFO", "update", "driver of the headset updated, restart needed"),
    "microphone": ("on", "muted", "WARN", "privacy", "system took the microphone from the softphone"),
    "output": ("headset", "monitor", "INFO", "device", "new sound device found in the monitor"),
    "volume": ("60", "0", "INFO", "device", "volume key of the keyboard pressed"),
}
_KEPT = "messages of level WARN are kept for 30 days"  # a line about warnings that is none
_HEADSET_NOISE = (
    ("INFO", "call", "ring tone played for {n} seconds"),
    ("INFO", "call", "call of {n} seconds ended"),
    ("INFO", "link", "signal good"),
    ("INFO", "link", "signal good"),
    ("INFO", "device", "headset lifted"),
    ("WARN", "link", "signal weak for {n} seconds"),
    ("INFO", "keeper", _KEPT),
)
_SOFTPHONE = {"account": ("signed in", "signed out"), "server": ("main", "reserve"), "state": ("ready", "away")}
_SOFTPHONE_NOISE = (
    ("INFO", "call", "call of {n} seconds ended"),
    ("INFO", "server", "answer after {n} ms"),
    ("INFO", "call", "call of {n} seconds ended"),
    ("WARN", "server", "answer late, after {n} ms"),
)
_VPN_CODES = {
    "V-207": "gateway does not answer",
    "V-311": "certificate not yet read",
    "V-426": "address already in use",
    "V-508": "tunnel closed by the other side",
    "V-619": "name of the gateway not found",
    "V-734": "packets too large",
}
_FLOOR_SYSTEMS = ("softphone", "ticket system", "printer", "headset")


class Log:
    """Lines in order of time; the clock only runs forward."""

    def __init__(self, rng: np.random.Generator, start: int):
        self.rng, self.now = rng, start
        self.lines: list[str] = []

    def write(self, level: str, part: str, text: str, wait: tuple[int, int] = (5, 70)) -> None:
        """Add a line, some seconds after the one before."""
        self.now += number(self.rng, *wait)
        text = text.format(n=number(self.rng, 7, 59))
        self.lines.append(f"{DAY} {clock(self.now)} {level:<5} {part:<8} {text}")

    def noise(self, kinds: Sequence[tuple[str, str, str]], low: int, high: int) -> None:
        for _ in range(number(self.rng, low, high)):
            self.write(*one(self.rng, kinds))

    def bytes(self) -> bytes:
        return to_bytes(self.lines)


def headset(seed: int | str) -> bytes:
    """Faults come and go, the first one in another setting; the last one stays."""
    rng = stream(seed, "workstation headset")
    fault, *others = some(rng, sorted(HEADSET), len(HEADSET))
    passing = [one(rng, others), *some(rng, [fault, one(rng, others), one(rng, others)], 3)]
    log = Log(rng, 7 * 3600 + number(rng, 0, 900))
    for setting, (good, *_) in HEADSET.items():
        log.write("INFO", "setting", f"{setting}={good}", (1, 2))
    log.write("INFO", "keeper", _KEPT)
    for setting in passing:
        log.noise(_HEADSET_NOISE, 6, 14)
        _go_wrong(log, setting)
        log.noise(_HEADSET_NOISE, 0, 2)
        log.write("INFO", "setting", f"{setting}={HEADSET[setting][0]}", (5, 40))
    log.noise(_HEADSET_NOISE, 6, 14)
    _go_wrong(log, fault)
    log.noise(_HEADSET_NOISE, 6, 12)
    log.write("ERROR", "call", "no sound in the test call")
    return log.bytes()


def _go_wrong(log: Log, setting: str) -> None:
    _, bad, level, part, text = HEADSET[setting]
    log.write(level, part, text)
    log.write("WARN", "setting", f"{setting}={bad}", (1, 3))


def softphone(seed: int | str) -> bytes:
    """Everything is as it should be at the end. Fewer warnings than the headset has."""
    rng = stream(seed, "workstation softphone")
    log = Log(rng, 7 * 3600 + number(rng, 900, 1800))
    for setting, (good, _) in _SOFTPHONE.items():
        log.write("INFO", "setting", f"{setting}={good}", (1, 2))
    for setting in some(rng, sorted(_SOFTPHONE), 2):
        good, other = _SOFTPHONE[setting]
        log.noise(_SOFTPHONE_NOISE[:3], 5, 9)
        log.write("WARN", "setting", f"{setting}={other}")
        log.write(*_SOFTPHONE_NOISE[3])
        log.write("INFO", "setting", f"{setting}={good}", (20, 90))
    log.noise(_SOFTPHONE_NOISE[:3], 4, 8)
    return log.bytes()


def vpn(seed: int | str) -> bytes:
    """One error comes again and again; others come before it and between, less often."""
    rng = stream(seed, "workstation vpn")
    code, *others = some(rng, sorted(_VPN_CODES), 3)
    errors = [code] * number(rng, 5, 9) + [one(rng, others) for _ in range(number(rng, 2, 3))]
    log = Log(rng, 7 * 3600 + number(rng, 1800, 2700))
    log.write("INFO", "tunnel", "connected")
    for error in [others[0], *some(rng, errors, len(errors))]:
        for _ in range(number(rng, 1, 4)):
            log.write("INFO", "tunnel", "alive, {n} ms", (25, 60))
        log.write("ERROR", "tunnel", f"{error} {_VPN_CODES[error]}")
        log.write("WARN", "tunnel", f"{error} try again in {{n}} seconds", (1, 2))
        log.write("INFO", "tunnel", "connected again", (7, 59))
    return log.bytes()


# of each variant: how many have the fault of the VPN, and what the worst hit of them can still do
_FLOORS = ((1, "no"), (2, "slower"), (3, "no"), (4, "slower"), (5, "no"), (1, "slower"))


def _ticket_export(variant: int, seed: int | str) -> bytes:
    """Who has which fault this morning; the same in every sample.

    Ten or more have other faults, and some of them cannot work. So whoever counts all rows gets another priority.
    """
    rng = stream(SAME, f"workstation floor {variant}")
    stopped, worst = _FLOORS[variant - 1]
    mine = [worst, *(one(rng, ("yes", "slower")) for _ in range(stopped - 1))]
    others = ["no", "no", "slower", *(one(rng, ("yes", "slower", "no")) for _ in range(number(rng, 7, 9)))]
    rows = [("vpn", word) for word in mine] + [(one(rng, _FLOOR_SYSTEMS), word) for word in others]
    people = some(rng, AGENTS, len(rows))
    now, lines = 8 * 3600 + number(rng, 0, 900), ["ticket_no,opened_at,colleague,system,can_work"]
    ticket = number(rng, 40_000, 80_000)
    for (first, last), (system, can_work) in zip(people, some(rng, rows, len(rows)), strict=True):
        now += number(rng, 20, 200)
        ticket += number(rng, 1, 9)
        lines.append(f"SD-{ticket},{clock(now)},{first} {last},{system},{can_work}")
    return to_bytes(lines)


TICKET_EXPORTS = variants("ticket_export_{}.csv", _ticket_export)
