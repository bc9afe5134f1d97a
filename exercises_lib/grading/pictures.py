"""Pictures that a learner pasted into a text cell."""

from __future__ import annotations

import re
from urllib.parse import unquote

TYPES = ("image/png", "image/jpeg", "image/gif", "image/webp")  # a drawing in SVG can hold scripts
# as in Markdown, a name may hold brackets that are closed again, such as `image%20(1).png`
NAMED = re.compile(r"""attachment:((?:[^\s()"'<>]|\([^\s()"'<>]*\))+)""")


def embedded(text: str, attachments: object) -> str:
    """Markdown with its pasted pictures (`attachment:NAME`) in the text itself, where they cannot get lost.

    `attachments`: a cell's own, name -> type -> base64, as read from the file. A picture that is not there, or is no
    picture that a page may show, leaves its description; so does one that was put in already, or a text that asks for
    one picture a thousand times would fill the memory.
    """
    left = dict(attachments) if type(attachments) is dict else {}

    def data_of(found: re.Match[str]) -> str:
        name = found[1] if found[1] in left else unquote(found[1])
        return _data(left.pop(name, None)) or "picture-is-missing"

    return NAMED.sub(data_of, text) if "attachment:" in text else text


def _data(kept: object) -> str:
    for kind in TYPES:
        content = kept.get(kind) if type(kept) is dict else None
        if type(content) is str and re.fullmatch(r"[A-Za-z0-9+/=\s]+", content):
            return f"data:{kind};base64,{''.join(content.split())}"
    return ""
