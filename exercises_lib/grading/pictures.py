"""Pictures that a learner pasted into a text cell."""

from __future__ import annotations

import re
from urllib.parse import unquote

TYPES = ("image/png", "image/jpeg", "image/gif", "image/webp")  # a drawing in SVG can hold scripts
# as in Markdown, a name may hold brackets that are closed again, such as `image%20(1).png`
NAMED = re.compile(r"""attachment:((?:[^\s()"'<>]|\([^\s()"'<>]*\))+)""")


def embedded(text: str, attachments) -> str:
    """Markdown with its pasted pictures (`attachment:NAME`) in the text itself, where they cannot get lost.

    `attachments`: a cell's own, name -> type -> base64, as read from the file. A picture that is not there, or is no
    picture that a page may show, leaves its description.
    """
    def data_of(found: re.Match) -> str:
        return _data(attachments, found[1]) or _data(attachments, unquote(found[1])) or "picture-is-missing"

    return NAMED.sub(data_of, text) if "attachment:" in text else text


def _data(attachments, name: str) -> str:
    kept = attachments.get(name) if type(attachments) is dict else None
    for kind in TYPES:
        content = kept.get(kind) if type(kept) is dict else None
        if type(content) is str and re.fullmatch(r"[A-Za-z0-9+/=\s]+", content):
            return f"data:{kind};base64,{''.join(content.split())}"
    return ""
