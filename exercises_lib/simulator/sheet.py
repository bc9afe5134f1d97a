"""The caller's sheet: what a trainer writes about one kind of caller, in plain lines (docs/simulator.md).

    sheet = sheets.parse(path.read_text(), "late_parcel")

Every fault names its line: `SheetFault: late_parcel, line 12: “gold” is nothing that this caller has ...`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import accumulate

from exercises_lib.faults import CourseFault
from exercises_lib.simulator import conditions, patterns
from exercises_lib.simulator.conditions import ALWAYS, Condition, Words
from exercises_lib.simulator.draw import Stream
from exercises_lib.simulator.moves import SPOKEN, Vocabulary
from exercises_lib.simulator.patterns import Pattern

MOODS = ("calm", "worried", "upset", "angry")
ENDINGS = (
    "solved", "closed", "handed over", "transferred", "hung up", "escalated", "ended by agent", "ended without warning",
)
HEADERS = ("caller", "about", "draw", "heard", "patience", "heat", "limits", "insults", "moves")
SECTIONS = ("opening", "history", "facts", "says", "actions", "outcome", "handled", "mistakes", "paths")
MAX_BYTES = 60_000
MAX_MOVES = 40  # after these the caller has no more time, unless the sheet says `moves 60`


class SheetFault(CourseFault):
    """A sheet that cannot be read; the text names the sheet and the line."""


@dataclass(frozen=True)
class Variable:
    """What is drawn for each caller: `choices` with weights, a range of whole numbers, or a pattern (ORD-####)."""

    name: str
    alias: str = ""
    choices: tuple[tuple[str, int], ...] = ()
    span: tuple[int, int] | None = None
    pattern: str = ""

    def draw(self, stream: Stream) -> str | int | bool:
        if self.span:
            return self.span[0] + stream.below(self.span[1] - self.span[0] + 1)
        if self.pattern:
            return "".join(str(stream.below(10)) if sign == "#" else sign for sign in self.pattern)
        at = stream.below(sum(weight for _, weight in self.choices))
        word = next(word for word, edge in self._edges if at < edge)
        return word == "yes" if self.is_flag else word

    @cached_property
    def _edges(self) -> list[tuple[str, int]]:
        return list(zip((word for word, _ in self.choices), accumulate(w for _, w in self.choices), strict=True))

    @property
    def is_flag(self) -> bool:
        return {word for word, _ in self.choices} == {"yes", "no"}

    def read(self, text: str) -> str | int | bool:
        """A value as a path writes it. Raises ValueError."""
        if self.span:
            return int(text)
        if self.is_flag:
            return {"yes": True, "no": False}[text.lower()]
        if self.choices and text not in dict(self.choices):
            raise ValueError(f"{self.name} is one of {', '.join(dict(self.choices))}")
        return text


@dataclass(frozen=True)
class Line:
    """What the caller says, or a screen shows, if the condition holds; and what that does to the caller's heat."""

    text: str
    condition: Condition = ALWAYS
    heat: int = 0
    number: int = 0  # in the sheet


@dataclass(frozen=True)
class Action:
    """Something done in a system: `right` is None for a step that neither solves nor spoils."""

    name: str
    seconds: int
    needs: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    right: Condition | None = None
    lines: list[Line] = field(default_factory=list)
    meaning: str = ""


@dataclass(frozen=True)
class Rule:
    """A line of `## handled` or `## mistakes`: the pattern, for which callers, its points, and what is said of it."""

    pattern: Pattern
    condition: Condition
    points: int = 0
    message: str = ""


@dataclass(frozen=True)
class Path:
    """A line of `## paths`: the ending that these moves of this caller lead to."""

    ending: str
    fixed: dict
    moves: tuple[str, ...]
    number: int


@dataclass
class Sheet:
    name: str
    title: str = ""
    caller: str = "a caller"
    about: str = ""
    draws: dict[str, Variable] = field(default_factory=dict)
    heard: tuple[str, ...] = ()  # variables known from the caller's voice and first words
    patience: tuple[int, int] = (240, 420)
    heat: dict[str, int] = field(default_factory=dict)
    limits: dict[str, int] = field(default_factory=dict)
    insults: Condition | None = None
    moves: int = MAX_MOVES
    opening: list[Line] = field(default_factory=list)
    history: list[Line] = field(default_factory=list)
    history_tells: list[tuple[Condition, tuple[str, ...]]] = field(default_factory=list)
    facts: dict[str, list[Line]] = field(default_factory=dict)
    fact_words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    says: dict[str, list[Line]] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)
    outcomes: list[tuple[str, Condition]] = field(default_factory=list)
    handled: list[Rule] = field(default_factory=list)
    mistakes: list[Rule] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        actions = {a.name: ((a.meaning,) if a.meaning else ()) for a in self.actions.values()}
        return Vocabulary(self.fact_words, actions)

    @cached_property
    def words(self) -> Words:
        """What conditions may speak of."""
        flags, values, numbers = {}, {}, set()
        for variable in self.draws.values():
            if variable.is_flag:
                flags |= {variable.name: variable.name, variable.alias or variable.name: variable.name}
            elif variable.choices:
                values |= {word.lower(): variable.name for word, _ in variable.choices}
            elif variable.span:
                numbers.add(variable.name)
        moves = {*SPOKEN, *self.actions, *(f"ask {fact}" for fact in self.facts)}
        return Words(flags, values, numbers, moves, self.limits)

    @cached_property
    def strata(self) -> list[Condition]:
        """The conditions on the draw that marks depend on, each once."""
        found = [rule.condition for rule in [*self.handled, *self.mistakes]]
        found += [condition for _, condition in self.outcomes]
        found += [action.right for action in self.actions.values() if action.right]
        return list({c.text.lower(): c for c in found if c.variables}.values())

    def condition(self, text: str) -> Condition:
        return conditions.parse(text, self.words)


@lru_cache(maxsize=64)
def parse(text: str, name: str) -> Sheet:
    """The sheet in a text. Raises SheetFault, which names the line."""
    return _Reader(text, name).read()


def released(text: str) -> str:
    """The sheet as learners get it: without its tried paths, which are solutions."""
    return re.sub(r"(?ms)^## paths\b.*?(?=^## |\Z)", "", text).rstrip() + "\n"


HEAD = re.compile(r"(?P<head>[^(>]*?)\s*(?:\((?P<cond>[^)]*)\))?\s*(?P<heat>heat \+?-?\d+)?\s*(?:>\s*(?P<text>.*))?")
WEIGHTED = re.compile(r"(.+?)\s+(\d+)")


class _Reader:
    """Reads twice: what can be named (draws, facts, actions) first, then the conditions that name it."""

    def __init__(self, text: str, name: str):
        self.sheet = Sheet(name)
        self.at = 0
        self.later: list[tuple[int, object, tuple]] = []
        if len(text.encode()) > MAX_BYTES:
            raise SheetFault(f"{name}: a sheet is at most {MAX_BYTES:,} bytes")
        self.lines = text.splitlines()

    def read(self) -> Sheet:
        section = ""
        for number, raw in enumerate(self.lines, 1):
            self.at, line = number, raw.strip()
            if not line or line.startswith("<!--"):
                continue
            try:
                if line.startswith("## "):
                    section = self._section(line)
                elif line.startswith("# "):
                    self.sheet.title = re.split(r"\s{2,}", line[2:].strip())[0]
                else:
                    getattr(self, f"_{section or 'header'}")(line)
            except (ValueError, KeyError) as fault:
                self._fail(fault)
        for number, action, given in self.later:
            self.at = number
            try:
                action(*given)
            except (ValueError, KeyError) as fault:
                self._fail(fault)
        return self._complete()

    def _fail(self, fault) -> None:
        text = fault.args[0] if fault.args else fault
        raise SheetFault(f"{self.sheet.name}, line {self.at}: {text}") from None

    def _section(self, line: str) -> str:
        section = line[3:].split()[0] if line[3:].split() else ""
        if section not in SECTIONS:
            raise ValueError(f"there is no section “{section}”; the sections are {', '.join(SECTIONS)}")
        self._last = None
        return section

    def _after(self, action, *given) -> None:
        self.later.append((self.at, action, given))

    # --- the lines above the first section ---

    def _header(self, line: str) -> None:
        for part in line.split(";"):
            word, _, rest = part.strip().partition(" ")
            if word not in HEADERS and "=" in part:
                word, rest = "draw", part.strip()
            if word not in HEADERS:
                raise ValueError(f"“{word}” opens no line here; these do: {', '.join(HEADERS)}")
            getattr(self, f"_header_{word}")(rest.strip())

    def _header_caller(self, rest: str) -> None:
        self.sheet.caller = rest

    def _header_about(self, rest: str) -> None:
        self.sheet.about = rest

    def _header_draw(self, rest: str) -> None:
        found = re.fullmatch(r"([a-z_]+)\s*(?:\(([^)]+)\))?\s*=\s*(.+)", rest)
        if not found:
            raise ValueError("a draw is written `draw days = 3..9` or `draw mood = upset 45, calm 55`")
        name, alias, what = found.groups()
        if name in self.sheet.draws or name in SPOKEN:
            raise ValueError(f"the name “{name}” is taken")
        span = re.fullmatch(r"(-?\d+)\.\.(-?\d+)(?:\s+\w+)?", what)
        if span:
            low, high = int(span[1]), int(span[2])
            if low > high:
                raise ValueError(f"{low}..{high} is no range")
            variable = Variable(name, span=(low, high))
        elif "#" in what:
            variable = Variable(name, pattern=what.strip())
        else:
            variable = Variable(name, (alias or "").lower(), choices=tuple(map(_weighted, what.split(","))))
            if sum(weight for _, weight in variable.choices) <= 0:
                raise ValueError("the weights must not all be 0")
        self.sheet.draws[name] = variable

    def _header_heard(self, rest: str) -> None:
        self.sheet.heard += tuple(_listed(rest))

    def _header_patience(self, rest: str) -> None:
        found = re.fullmatch(r"(\d+)\.\.(\d+)(?:\s*s)?", rest)
        if not found or not 0 < int(found[1]) <= int(found[2]):
            raise ValueError("patience is a range of seconds: `patience 240..420 s`")
        self.sheet.patience = int(found[1]), int(found[2])

    def _header_heat(self, rest: str) -> None:
        for part in re.split(r"[,;]", rest):
            word, value = _weighted(part.replace("+", ""))
            self.sheet.heat[word] = value

    def _header_limits(self, rest: str) -> None:
        for part in rest.split(","):
            found = re.fullmatch(r"\s*([a-z ]+?)\s+(\d+)(?:\s+\w+)?\s*", part)
            if not found:
                raise ValueError(f"“{part.strip()}” is no limit; write `hold 60 s, agent refund 50 dollars`")
            self.sheet.limits[found[1]] = int(found[2])

    def _header_insults(self, rest: str) -> None:
        self._after(lambda: setattr(self.sheet, "insults", self.sheet.condition(rest.removeprefix("if "))))

    def _header_moves(self, rest: str) -> None:
        self.sheet.moves = int(rest)

    # --- the sections ---

    def _opening(self, line: str) -> None:
        self._spoken(self.sheet.opening, line)

    def _history(self, line: str) -> None:
        if line.startswith("tells "):
            names, _, condition = line[6:].partition(" if ")
            self._after(lambda: self.sheet.history_tells.append(
                (self.sheet.condition(condition), tuple(self._known(_listed(names))))))
        else:
            self._spoken(self.sheet.history, line)

    def _facts(self, line: str) -> None:
        self._headed(line, self.sheet.facts)
        self.sheet.fact_words.setdefault(self._last, ())

    def _says(self, line: str) -> None:
        self._headed(line, self.sheet.says)

    def _headed(self, line: str, into: dict[str, list[Line]]) -> None:
        """Lines under a head (a fact, a move): the text stands in the same line, or in those below."""
        if line.startswith(">"):
            if self._last is None:
                raise ValueError("a line of speech (`>`) needs a name above it")
            self._add(into.setdefault(self._last, []), self._condition, self._heat, line[1:].strip())
            return
        head, condition, heat, text = self._head(line)
        words = _listed(head)
        if not words:
            raise ValueError("this line needs a name before its brackets")
        self._last, self._condition, self._heat = words[0], condition, heat
        if into is self.sheet.facts and len(words) > 1:
            self.sheet.fact_words[words[0]] = tuple(words[1:])
        into.setdefault(self._last, [])
        if text:
            self._add(into[self._last], condition, heat, text)

    def _head(self, line: str) -> tuple[str, str, int, str]:
        found = HEAD.fullmatch(line)
        if not found:
            raise ValueError("a line is `name (condition) heat +2 > words`; all but the name may be left out")
        return found["head"], found["cond"] or "", int((found["heat"] or "heat 0").split()[1]), found["text"] or ""

    def _spoken(self, into: list[Line], line: str) -> None:
        found = re.fullmatch(r">\s*(?:\(([^)]*)\)\s*)?(.+)", line)
        if not found:
            raise ValueError("what is said or shown begins with `>`")
        self._add(into, found[1] or "", 0, found[2])

    def _add(self, into: list[Line], condition: str, heat: int, text: str) -> None:
        number = self.at
        if own := re.match(r"\(([^)]*)\)\s*(.+)", text):
            condition, text = ", ".join(filter(None, [condition, own[1]])), own[2]
        place = len(into)
        into.append(Line(text, number=number))

        def finish():
            for name in fields_of(text):
                if name not in self.sheet.draws and name != "name":
                    raise ValueError(f"{{{name}}} is drawn for no caller")
            into[place] = Line(text, self.sheet.condition(condition), heat, number)

        self._after(finish)

    def _actions(self, line: str) -> None:
        if line.startswith(">"):
            if not self._last:
                raise ValueError("what a screen shows (`>`) needs an action above it")
            lines = self._screens.setdefault(self._last, [])
            return self._spoken(lines, line)
        found = re.match(r"([a-z][a-z ]*?)\s*(?:\(([^)]*)\))?\s+(\d+)\s*s\b\s*(.*)", line)
        if not found:
            raise ValueError("an action is `refund  5 s  right if days 7+`; its name is in small letters")
        name, meaning, seconds, rest = found.groups()
        if name in SPOKEN or name in self.sheet.actions or int(seconds) < 1:
            raise ValueError(f"the action “{name}” needs a name of its own and 1 s or more")
        parts = dict.fromkeys(("needs", "shows"), ())
        right = None
        for word, what in re.findall(r"\b(needs|shows|right)\b\s*(.*?)(?=\s+(?:needs|shows|right)\b|$)", rest):
            if word == "right":
                right = what.strip().removeprefix("if ").strip()
            else:
                parts[word] = tuple(_listed(what))
        self._last = name
        lines = self._screens.setdefault(name, [])
        self.sheet.actions[name] = Action(name, int(seconds), meaning=meaning or "")

        def finish():
            condition = None if right is None else self.sheet.condition(right)
            for needed in parts["needs"]:
                if needed not in self.sheet.facts and needed not in self.sheet.actions and needed not in SPOKEN:
                    raise ValueError(f"“{needed}” is neither a fact nor an action")
            self.sheet.actions[name] = Action(
                name, int(seconds), parts["needs"], tuple(self._known(parts["shows"])), condition, lines, meaning or "")

        self._after(finish)

    @cached_property
    def _screens(self) -> dict[str, list[Line]]:
        return {}

    def _known(self, names) -> list[str]:
        for name in names:
            if name not in self.sheet.draws and name not in self.sheet.facts:
                raise ValueError(f"“{name}” is neither drawn nor a fact")
        return list(names)

    def _outcome(self, line: str) -> None:
        ending, _, condition = line.partition(" if ")
        if ending.strip() not in ENDINGS:
            raise ValueError(f"“{ending.strip()}” is no ending; the endings are {', '.join(ENDINGS)}")
        self._after(lambda: self.sheet.outcomes.append((ending.strip(), self.sheet.condition(condition))))

    def _handled(self, line: str) -> None:
        if line.startswith(">"):
            self._after(self._give_reason, line[1:].strip())
            return
        found = re.fullmatch(r"(.+?)\s+(\d+)(?: points?)?", line)
        if not found:
            raise ValueError("a rule ends with its points: `summary before close   2`")
        pattern, _, condition = re.sub(r"\s+", " ", found[1]).partition(" if ")
        self._after(self._rule, self.sheet.handled, pattern, condition, int(found[2]), "")

    def _give_reason(self, text: str) -> None:
        if not self.sheet.handled:
            raise ValueError("a reason (`>`) needs a rule above it")
        rule = self.sheet.handled.pop()
        self.sheet.handled.append(Rule(rule.pattern, rule.condition, rule.points, text))

    def _mistakes(self, line: str) -> None:
        parts = re.split(r"\s{2,}", line, maxsplit=1)
        if len(parts) < 2:
            raise ValueError("a mistake is its sentence, two spaces or more, and its pattern")
        pattern, _, condition = re.sub(r",? if ", " if ", parts[1]).partition(" if ")
        self._after(self._rule, self.sheet.mistakes, pattern, condition, 0, parts[0])

    def _rule(self, into: list[Rule], pattern: str, condition: str, points: int, message: str) -> None:
        names = self.sheet.words.moves
        known = {*self.sheet.facts, *self.sheet.draws} - set(names)
        rule = Rule(patterns.parse(pattern, names, known), self.sheet.condition(condition), points, message)
        into.append(rule)

    def _paths(self, line: str) -> None:
        before, colon, moves = line.partition(" :")
        ending = next((e for e in sorted(ENDINGS, key=len, reverse=True) if before.startswith(e)), None)
        if not colon or not ending:
            raise ValueError("a path is `solved  days=8 mood=upset : greet, ask name`, with one of the endings")
        self._after(self._path, ending, before.removeprefix(ending), moves)

    def _path(self, ending: str, fixed: str, moves: str) -> None:
        values = {}
        for name, value in re.findall(r"(\w+)=(\"[^\"]*\"|\S+)", fixed):
            if name not in self.sheet.draws and name != "name":
                raise ValueError(f"“{name}” is not drawn")
            text = value.strip('"')
            values[name] = self.sheet.draws[name].read(text) if name in self.sheet.draws else text
        found = []
        for move in moves.split(","):
            text, _, times = move.strip().partition(" x ")
            if self.sheet.vocabulary.read(text).move is None or not self.sheet.vocabulary.read(text).exact:
                raise ValueError(f"“{text}” is no move")
            found += [text] * int(times or 1)
        self.sheet.paths.append(Path(ending, values, tuple(found), self.at))

    # --- the whole ---

    def _complete(self) -> Sheet:
        sheet = self.sheet
        self.at = len(self.lines)
        mood = sheet.draws.get("mood")
        missing = [name for name in ("opening", "actions", "handled") if not getattr(sheet, name)]
        if not mood or not {word for word, _ in mood.choices} <= set(MOODS):
            self._fail(ValueError(f"the sheet must draw a mood of these: {', '.join(MOODS)}"))
        if missing:
            self._fail(ValueError(f"the sheet has no section {missing[0]}"))
        if set(sheet.heard) - set(sheet.draws):
            self._fail(ValueError(f"`heard` names what is not drawn: {', '.join(set(sheet.heard) - set(sheet.draws))}"))
        if unknown := [w for w in sheet.heat if w not in MOODS and not (w in sheet.draws and sheet.draws[w].is_flag)]:
            self._fail(ValueError(f"`heat` names “{unknown[0]}”, which is neither a mood nor drawn as yes or no"))
        if unknown := [name for name in sheet.says if not _can_say(name, sheet)]:
            self._fail(ValueError(f"“{unknown[0]}” in `## says` is no move and no event"))
        sheet.heard = tuple(dict.fromkeys(("mood", *sheet.heard)))
        if not sheet.outcomes:
            sheet.outcomes = [("solved", ALWAYS)]
        return sheet


def _can_say(name: str, sheet: Sheet) -> bool:
    return name in sheet.words.moves or name in ENDINGS or name in (*patterns.EVENTS, "insult", "back", "other")


def fields_of(text: str) -> list[str]:
    """The names in braces: "{order, spelled} is {days} late" -> order, days."""
    return re.findall(r"\{(\w+)(?:, spelled)?\}", text)


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _weighted(text: str) -> tuple[str, int]:
    found = WEIGHTED.fullmatch(text.strip())
    if not found:
        raise ValueError(f"“{text.strip()}” needs a whole number after it")
    return found[1], int(found[2])
