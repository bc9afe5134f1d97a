"""Text that Python cannot read, in plain words: what Python says of it, and what we say."""

from __future__ import annotations

import ast
import keyword
import re
from typing import Any


def told_of_syntax(error: SyntaxError, cell: Any) -> str:
    if "incomplete input" in (error.msg or ""):  # how IPython puts it; Python itself says what has no end
        try:
            ast.parse(cell.source)
        except SyntaxError as plain:
            error = plain
    said, line = error.msg or "", error.lineno or 1
    if sentence := _of_line(cell.source, line):
        return sentence
    for pattern, sentence in SYNTAX.items():
        if found := re.search(pattern, said):
            groups = [PARTNERS.get(group, group) for group in found.groups()]
            return sentence.format(*found.groups(), partner=groups[0] if groups else "", line=line)
    return f"Python cannot read line {line}. Look there and one line above for a missing quote, bracket or comma."


def _of_line(source: str, line: int) -> str | None:
    """What the line itself tells, where Python's words are about something else."""
    lines = source.splitlines()
    text = lines[line - 1] if line <= len(lines) else ""
    for pattern, sentence in LINES.items():
        if found := re.search(pattern, _without_texts(text)):
            return sentence.format(*found.groups(), line=line)
    return None


def _without_texts(line: str) -> str:
    """A line without its comment, and with nothing in its quotes."""
    return re.sub(r"#.*", "", re.sub(r"(\"[^\"]*\"|'[^']*')", '""', line))


OWN_WORDS = "|".join(keyword.kwlist)
# fmt: off
LINES = {  # what stands in the line: what we say
    r"=<": "In line {line}, write `<=` for “at most”: the `=` comes second.",
    r"=>": "In line {line}, write `>=` for “at least”: the `=` comes second.",
    r"! =|<>": "In line {line}, write `!=` for “is not”, without a space.",
    r"= =":
        "In line {line} there is a space between two `=`. To compare, write `==`. To name a value, write one.",
    rf"^\s*({OWN_WORDS})\s*=(?!=)": "`{0}` is a word of Python's own, so it cannot be a name. Choose another name.",
    r"^\s*([A-Za-z_]\w*(?:-[A-Za-z_]\w*)+)\s*=(?!=)":
        "`{0}` has a minus in it, and Python would subtract. In a name write `_` in its place.",
    r"^\s*(?!(?:" + OWN_WORDS + r")\s)([A-Za-z_]\w*) ([A-Za-z_]\w*)\s*=(?!=)":
        "A name has no space in it. Write `{0}_{1}`, or exactly the name that the task gives.",
    r"[\[({][^\])}]*;": "Between two values stands a comma. Line {line} has a semicolon `;` in brackets.",
    r"[\[(]\s*\"\"\s*:": "A dictionary stands in curly brackets, `{{` and `}}`: look at line {line}.",
    r"{\s*\"\"\s*=(?!=)|{[^}]*,\s*\"\"\s*=(?!=)":
        "In a dictionary a colon `:` stands between a label and its value, not `=`: look at line {line}.",
    r"[<>=]\s*\d+\.([a-z]\w*)\(":
        "In line {line}, put the comparison in round brackets before the step: `(... >= 4).{0}()`.",
    r"\.\.\. ?\w": "The three dots in line {line} only keep the place for your answer. Take them away.",
    rf"=[\d\s.+*/-]*\b\d+ (?!(?:{OWN_WORDS})\b)([A-Za-z]+)\s*$":
        "A number stands alone, without a unit. Take away the word `{0}` behind it.",
    r"^\s*\d+[A-Za-z_]\w*\s*=(?!=)": "A name begins with a letter: the name in line {line} begins with a digit.",
}
PARTNERS = {"(": ")", "[": "]", "{": "}", ")": "(", "]": "[", "}": "{"}
SYNTAX = {  # what Python says: what we say
    r"unterminated triple-quoted|EOF while scanning triple":
        'A text that begins with three quotes has no end. Put three quotes `"""` where it ends.',
    r"unterminated|EOL while scanning":
        'A quote is missing in line {line}. A text begins and ends with the same sign, like `"bank"`. '
        "If there is an apostrophe in the text, put double quotes around it.",
    r"'(.)' was never closed":
        "The bracket `{0}` in line {line} has no partner. Put a `{partner}` where it ends.",
    r"unmatched '(.)'":
        "Line {line} has a `{0}` without a partner. Take it away, or put the missing `{partner}` before it.",
    r"closing parenthesis '(.)' does not match opening parenthesis '(.)'":
        "The bracket `{1}` is closed with `{0}` in line {line}. Brackets come in pairs: `( )`, `[ ]`, `{{ }}`.",
    r"invalid character '([“”„‘’«»])'":
        'Line {line} has a curly quote `{0}`, as a word processor makes it. Type it anew as a straight one: `"`.',
    r"invalid character '(.)'|invalid non-printable character":
        "Line {line} has a sign that Python does not know, perhaps pasted from elsewhere. Type that place anew.",
    r"Missing parentheses in call to '(\w+)'":
        "`{0}` needs round brackets around what it is given: `{0}(...)`.",
    r"'return' outside function":
        "`return` belongs inside a function: each line of it, below the line with `def`, begins with four spaces.",
    r"f-string: expecting '}'":
        "A curly bracket in the `f` text of line {line} has no partner. Put a `}}` where it ends.",
    r"expected ':'":
        "Line {line} needs a colon `:` at its end.",
    r"(?:meant|Maybe) '=='|cannot assign to":
        "In line {line} there is one `=`, which gives a name to a value: the name stands to the left. "
        "To compare two values, write `==`.",
    r"line continuation":
        "Line {line} has a `\\` outside of a text. To divide, write `/`.",
    r"leading zeros":
        "A number cannot begin with 0. A day, an account number or a phone number is a text: put it in quotes.",
    r"unexpected indent|unindent does not match":
        "Line {line} begins with spaces that do not fit the lines around it. Make them begin at the same place.",
    r"expected an indented block.* on line (\d+)":
        "Line {0} ends with a colon, so the line below it must begin with four spaces.",
    r"forgot a comma":
        "Something is missing in line {line}: a comma between two values, or the quotes around a text.",
    r"unexpected EOF|incomplete input":
        "The cell ends too early. Look for a bracket or a quote that has no partner.",
}
# fmt: on
