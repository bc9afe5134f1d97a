"""Reads a caller's sheet from plain lines (docs/simulator.md says what each may say).

    sheet = reader.parse(path.read_text(), "late_parcel")

Every fault names its line: `SheetFault: late_parcel, line 12: “gold” is nothing that this caller has ...`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache, partial

from exercises_lib.simulator import header, patterns
from exercises_lib.simulator.conditions import ALWAYS
from exercises_lib.simulator.header import listed
from exercises_lib.simulator.moves import SPOKEN
from exercises_lib.simulator.sheet import ENDINGS, MOODS, Action, Line, Path, Rule, Sheet, SheetFault
from exercises_lib.simulator.speech import fields_of

SECTIONS = ("opening", "history", "facts", "says", "actions", "outcome", "handled", "mistakes", "paths")
MAX_BYTES = 60_000


@lru_cache(maxsize=64)
def parse(text: str, name: str) -> Sheet:
    """The sheet in a text. Raises SheetFault, which names the line."""
    return _Reader(text, name).read()


def released(text: str) -> str:
    """The sheet as learners get it: without its tried paths, which are solutions."""
    return re.sub(r"(?ms)^## paths\b.*?(?=^## |\Z)", "", text).rstrip() + "\n"


HEAD = re.compile(r"(?P<head>[^(>]*?)\s*(?:\((?P<cond>[^)]*)\))?\s*(?P<heat>heat \+?-?\d+)?\s*(?:>\s*(?P<text>.*))?")


class _Reader:
    """Reads twice: what can be named (draws, facts, actions) first, then the conditions that name it."""

    def __init__(self, text: str, name: str):
        self.sheet = Sheet(name)
        self.at = 0
        self.later: list[tuple[int, Callable[[], object]]] = []
        self._last, self._condition, self._heat = "", "", 0  # of the name above the line that is read
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
        for number, action in self.later:
            self.at = number
            try:
                action()
            except (ValueError, KeyError) as fault:
                self._fail(fault)
        return self._complete()

    def _fail(self, fault: Exception) -> None:
        text = fault.args[0] if fault.args else fault
        raise SheetFault(f"{self.sheet.name}, line {self.at}: {text}") from None

    def _section(self, line: str) -> str:
        section = line[3:].split()[0] if line[3:].split() else ""
        if section not in SECTIONS:
            raise ValueError(f"there is no section “{section}”; the sections are {', '.join(SECTIONS)}")
        self._last = ""
        return section

    def _after(self, action: Callable[..., object], *given: object) -> None:
        self.later.append((self.at, partial(action, *given)))

    def _header(self, line: str) -> None:
        header.read(self.sheet, line, self._after)

    # --- the sections ---

    def _opening(self, line: str) -> None:
        self._spoken(self.sheet.opening, line)

    def _history(self, line: str) -> None:
        if line.startswith("tells "):
            names, _, condition = line[6:].partition(" if ")
            self._after(
                lambda: self.sheet.history_tells.append(
                    (self.sheet.condition(condition), tuple(self._known(listed(names))))
                )
            )
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
            if not self._last:
                raise ValueError("a line of speech (`>`) needs a name above it")
            self._add(into.setdefault(self._last, []), self._condition, self._heat, line[1:].strip())
            return
        head, condition, heat, text = self._head(line)
        words = listed(head)
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

        def finish() -> None:
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
        parts: dict[str, tuple[str, ...]] = {"needs": (), "shows": ()}
        right: str | None = None
        for word, what in re.findall(r"\b(needs|shows|right)\b\s*(.*?)(?=\s+(?:needs|shows|right)\b|$)", rest):
            if word == "right":
                right = what.strip().removeprefix("if ").strip()
            else:
                parts[word] = tuple(listed(what))
        self._last = name
        lines = self._screens.setdefault(name, [])
        self.sheet.actions[name] = Action(name, int(seconds), meaning=meaning or "")

        def finish() -> None:
            condition = None if right is None else self.sheet.condition(right)
            for needed in parts["needs"]:
                if needed not in self.sheet.facts and needed not in self.sheet.actions and needed not in SPOKEN:
                    raise ValueError(f"“{needed}” is neither a fact nor an action")
            self.sheet.actions[name] = Action(
                name, int(seconds), parts["needs"], tuple(self._known(parts["shows"])), condition, lines, meaning or ""
            )

        self._after(finish)

    @cached_property
    def _screens(self) -> dict[str, list[Line]]:
        return {}

    def _known(self, names: Iterable[str]) -> list[str]:
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
