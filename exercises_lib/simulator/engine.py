"""The engine: what time and an agent's moves do to a caller. Nothing here is drawn; a call is what its moves make it.

    call = Call(sheet, draw(sheet, "7f3a91"))
    step = call.do(Move("greet"))
    step.says, call.clock, call.ending

The numbers are in dynamics.py, and what the caller says without a line in the sheet in speech.py.
Every move takes a second or more and patience is finite, so every call ends.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from exercises_lib.simulator.draw import Caller
from exercises_lib.simulator.dynamics import DYNAMICS, START_HEAT, Dynamics
from exercises_lib.simulator.moves import SPOKEN, Move
from exercises_lib.simulator.sheet import Action, Line, Sheet
from exercises_lib.simulator.speech import REPLIES, fields_of, fill, words_in

EARLY = "You cannot do that yet: you still need {needed}."
NOTHING_TO_READ = "There are no notes of earlier calls."


@dataclass(slots=True)
class Step:
    """One move and what it led to. `clock`, `heat` and `patience` are those after it; seconds and degrees."""

    move: Move
    seconds: float = 0
    says: str = ""
    shows: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    learned: list[str] = field(default_factory=list)
    clock: float = 0
    heat: float = 0
    patience: float = 0


class Call:
    """One call from its first second. `ending` is empty while it goes on."""

    def __init__(self, sheet: Sheet, caller: Caller, dynamics: Dynamics = DYNAMICS):
        self.sheet, self.caller, self.dynamics = sheet, caller, dynamics
        values = caller.values
        self.mood = str(values["mood"])
        self.heat = float(sheet.heat.get(self.mood, START_HEAT[self.mood]))
        self.heat += sum(sheet.heat[name] for name in sheet.heat if values.get(name) is True)
        self.patience, self.clock, self.trust = float(caller.patience), 0.0, 0
        self.steps: list[Step] = []
        self.made: dict[str, int] = {}  # move -> how often
        self.tried: dict[str, tuple[int, ...]] = {}  # move -> at which steps, also where something was still missing
        self.known = {name: values[name] for name in sheet.heard}  # what the agent can know of the caller
        self.facts: set[str] = set()
        self.said: set[int] = set()  # the lines of the sheet that were heard or read, for coverage
        self.warnings = self.insults = 0
        self.insulted = False
        self.ending = ""
        self._solved: bool | None = None
        self._hold_until: float | None = None  # the time until which a hold was asked for; 0 where no time was said
        self._last_summary = -dynamics.summary_again
        self.opening = " ".join(self._all_fitting(sheet.opening))
        self._spend(words_in(self.opening) / dynamics.words_a_second)
        self._maybe_insult()
        self.start = Step(Move("answer the phone"), clock=self.clock, heat=self.heat, patience=self.patience)

    @property
    def minutes(self) -> float:
        return self.clock / 60

    def begun(self) -> Call:
        """A call of its own that has come as far as this one."""
        other = Call.__new__(Call)
        other.__dict__ |= self.__dict__
        other.steps, other.made, other.tried = self.steps.copy(), self.made.copy(), self.tried.copy()
        other.known, other.facts, other.said = self.known.copy(), self.facts.copy(), self.said.copy()
        return other

    def do(self, move: Move) -> Step | None:
        """Make a move. Returns what it led to, or None if the call has ended."""
        if self.ending:
            return None
        step = Step(move)
        began = self.clock
        action = self.sheet.actions.get(move.name)
        if action:
            self._act(action, step)
        elif move.name.startswith("ask ") and move.name[4:] in self.sheet.facts:
            self._ask(move.name[4:], step)
        else:
            self._talk(move, step)
        if "early action" not in step.events:
            self.made[move.name] = self.made.get(move.name, 0) + 1
        self._answer(move, step)
        self._maybe_end(step)
        step.seconds, step.clock = self.clock - began, self.clock
        step.heat, step.patience = self.heat, self.patience
        name = step.move.name
        self.tried[name] = (*self.tried.get(name, ()), len(self.steps))
        self.steps.append(step)
        return step

    # --- time ---

    def _spend(self, seconds: float, silent: bool = False) -> str:
        """Let time pass. Returns the event that it makes, if any: "silence" or "overrun"."""
        model = self.dynamics
        self.clock += seconds
        loss = model.base_loss + max(self.heat, 0) * model.heat_loss
        if not silent or self._hold_until is None:
            self.patience -= seconds * loss
            if silent and seconds > model.dead_air:
                self._warm(model.dead_air_heat)
                return "silence"
            return ""
        late = min(max(self.clock - self._hold_until, 0), seconds) if self._hold_until else 0
        share = model.hold_loss if self._hold_until else 1.0
        self.patience -= loss * ((seconds - late) * share + late * model.overrun_loss)
        return "overrun" if late else ""

    def _speak(self, words: int) -> None:
        self._hold_until = None
        self._spend(max(words / self.dynamics.words_a_second, 1))

    def _warm(self, degrees: float) -> None:
        self.heat = max(0.0, self.heat + degrees)

    # --- moves ---

    def _act(self, action: Action, step: Step) -> None:
        missing = [name for name in action.needs if name not in self.facts and name not in self.made]
        if missing:
            self._spend(2)
            self._warm(self.dynamics.early_heat)
            step.events.append("early action")
            step.shows.append(EARLY.format(needed=", ".join(missing)))
            step.move = Move(action.name)
            return
        self._note(step, self._spend(action.seconds, silent=True))
        self._learn(step, action.shows)
        step.shows += self._all_fitting(action.lines)
        if action.right is None:
            return
        fits = action.right.holds(self, self.caller.values)
        step.events.append("right action" if fits else "wrong action")
        self._solved = fits and self._solved is not False
        if not fits:
            self._warm(self.dynamics.wrong_heat)

    def _ask(self, fact: str, step: Step) -> None:
        self._speak(5)
        if fact in self.facts and f"ask {fact}" in self.made:
            step.events.append("asked twice")
            self._warm(self.dynamics.asked_twice_heat)
        line = self._first_fitting(self.sheet.facts[fact])
        if line:
            step.says = line.text if not line.text else self._fill(line)
            self._warm(line.heat)
            self._learn(step, (fact, *(name for name in fields_of(line.text) if name in self.sheet.draws)))

    def _talk(self, move: Move, step: Step) -> None:
        name = move.name
        if name == "history":
            self._read_history(step)
            return
        if name == "silence":
            self._note(step, self._spend(max(int(move.detail or 10), 1), silent=True))
            return
        self._speak(SPOKEN[name].words)
        self._take_in(move, step, self.made.get(name, 0))

    def _take_in(self, move: Move, step: Step, before: int) -> None:
        """What spoken words do to the caller, to whom they were said so many times `before`."""
        model, name = self.dynamics, move.name
        if name == "acknowledge":
            degrees = model.acknowledged_calm if self.mood == "calm" else _nth(model.acknowledged, before)
            self._warm(degrees)
            self.trust += before == 0 and self.mood != "calm"
        elif name in ("apologise", "listen"):
            self._warm(_nth(model.apologised if name == "apologise" else model.listened, before))
        elif name == "calm down":
            self._warm(model.calm_down_heat)
        elif name in ("greet", "explain"):
            self.trust += before == 0
        elif name == "summary":
            if self.clock - self._last_summary >= model.summary_again:
                self.patience += model.summary_seconds
                self.trust += 1
            self._last_summary = self.clock
        elif name == "promise" and move.detail:
            self.trust += before == 0
        elif name == "hold":
            self._begin_hold(move, step)
        elif name == "warn":
            self.warnings += 1
            if not self.insults:
                self._warm(model.warned_for_nothing_heat)

    def _begin_hold(self, move: Move, step: Step) -> None:
        seconds = int(move.detail or 0)
        self._hold_until = self.clock + seconds if seconds else 0
        if not seconds:
            step.events.append("no time")
        elif seconds > self.sheet.limits.get("hold", seconds):
            step.events.append("hold too long")

    def _read_history(self, step: Step) -> None:
        self._note(step, self._spend(6, silent=True))
        step.shows = self._all_fitting(self.sheet.history) or [NOTHING_TO_READ]
        for condition, facts in self.sheet.history_tells:
            if condition.holds(self, self.caller.values):
                self._learn(step, facts)

    def _learn(self, step: Step, names: Iterable[str]) -> None:
        for name in names:
            if name not in self.facts:
                self.facts.add(name)
                step.learned.append(name)
            if name in self.caller.values:
                self.known[name] = self.caller.values[name]

    def _note(self, step: Step, event: str) -> None:
        if event:
            step.events.append(event)

    # --- what the caller says ---

    def _answer(self, move: Move, step: Step) -> None:
        if not step.says:
            event = next((e for e in step.events if e in ("early action", "wrong action", "silence")), None)
            on_the_line = self._hold_until is None
            for name in (event, move.name) if event else (move.name,):
                if on_the_line or name == move.name:
                    step.says = self._saying(name)
                if step.says:
                    break
            if not step.says and on_the_line and move.name in self.sheet.actions:
                step.says = self._saying("other")
        self.insulted = False
        if self._hold_until is None or move.name == "hold":
            self._spend(words_in(step.says) / self.dynamics.words_a_second)
            if insult := self._maybe_insult():
                step.says = f"{step.says} {insult}".lstrip()

    def _saying(self, name: str) -> str:
        line = self._first_fitting(self.sheet.says.get(name, ()))
        return self._fill(line) if line else REPLIES.get(name, "")

    def _maybe_insult(self) -> str:
        self.insulted = bool(self.sheet.insults and self.sheet.insults.holds(self, self.caller.values))
        if not self.insulted:
            return ""
        self.insults += 1
        return self._saying("insult")

    def _maybe_end(self, step: Step) -> None:
        name = step.move.name
        if name == "close":
            self.ending = "solved" if self._solved else "closed"
        elif name == "hand over":
            self.ending = "handed over"
        elif name == "transfer":
            self.ending = "transferred"
        elif name == "end call":
            enough = self.insults and self.warnings >= self.sheet.limits.get("warnings", 1)
            self.ending = "ended by agent" if enough else "ended without warning"
        elif self.heat >= self.dynamics.boils_over:
            self.ending = "escalated"
        elif self.patience <= 0 or len(self.steps) + 1 >= self.sheet.moves:
            self.ending = "hung up"
        if self.ending in ("escalated", "hung up"):
            step.says = self._saying(self.ending)

    # --- the sheet's lines ---

    def _fill(self, line: Line) -> str:
        self.said.add(line.number)
        return fill(line.text, self.caller.values)

    def _first_fitting(self, lines: Iterable[Line]) -> Line | None:
        for line in lines:
            if line.condition.holds(self, self.caller.values):
                return line
        return None

    def _all_fitting(self, lines: Iterable[Line]) -> list[str]:
        return [self._fill(line) for line in lines if line.condition.holds(self, self.caller.values)]


def _nth(values: tuple[float, ...], place: int) -> float:
    return values[min(place, len(values) - 1)]
