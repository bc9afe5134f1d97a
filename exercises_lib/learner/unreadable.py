"""Text that Python cannot read, in plain words: what Python says of it, and what we say."""

from __future__ import annotations

import ast
import re
from typing import Any


def told_of_syntax(error: SyntaxError, cell: Any) -> str:
    if "incomplete input" in (error.msg or ""):  # how IPython puts it; Python itself says what has no end
        try:
            ast.parse(cell.source)
        except SyntaxError as plain:
            error = plain
    said, line = error.msg or "", error.lineno or 1
    for pattern, sentence in SYNTAX.items():
        if found := re.search(pattern, said):
            groups = [PARTNERS.get(group, group) for group in found.groups()]
            return sentence.format(*found.groups(), partner=groups[0] if groups else "", line=line)
    return f"Python cannot read line {line}. Look there and one line above for a missing quote, bracket or comma."


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
    r"expected ':'":
        "Line {line} needs a colon `:` at its end.",
    r"(?:meant|Maybe) '=='|cannot assign to":
        "In line {line} there is one `=`, which gives a name to a value: the name stands to the left. "
        "To compare two values, write `==`.",
    r"leading zeros":
        "A number cannot begin with 0. A day, an account number or a phone number is a text: put it in quotes.",
    r"unexpected indent|unindent does not match":
        "Line {line} begins with spaces that do not fit the lines around it. Make them begin at the same place.",
    r"expected an indented block":
        "The line above line {line} ends with a colon, so line {line} must begin with four spaces.",
    r"forgot a comma":
        "Something is missing in line {line}: a comma between two values, or the quotes around a text.",
    r"unexpected EOF|incomplete input":
        "The cell ends too early. Look for a bracket or a quote that has no partner.",
}
