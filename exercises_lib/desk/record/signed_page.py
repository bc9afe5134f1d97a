"""A record of completion as one HTML file that can be verified offline.

The file holds what the record says as JSON, and an Ed25519 signature of exactly those bytes. The JSON has a digest of
all the rest of the file, so what is shown is signed as well: nothing in the file can change without being noticed.

Verifying needs nothing of nbgrader, so that an employer can do it with a learner's packages and `cryptography`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from importlib import resources

import jinja2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from markupsafe import Markup

from exercises_lib.desk.record.trainer_key import fingerprint
from exercises_lib.learner.feedback import number
from exercises_lib.printable import printable

Content = dict  # what a record says, as JSON of plain types; content.py makes it

SLOT = '<script type="{kind}" id="{name}">{text}</script>'
SLOTS = {"record": "application/json", "signature": "text/plain"}


@dataclass(frozen=True)
class Verdict:
    """What a file turned out to be.

    `problem`: why the file must not be trusted; empty if nothing in it was changed since `signer` signed it. `told`:
    what was signed, line by line, where a signature fits it.
    """

    problem: str = ""
    signer: Ed25519PublicKey | None = None
    told: tuple[str, ...] = ()


NO_RECORD = "This file is no record of completion, or a part of it is missing. Ask for the file as the trainer made it."
CHANGED = (
    "What this record says was changed after it was signed: a name, a date, points, a module, or who signed it. It is "
    "not valid. Ask for the file as the trainer made it."
)
PAGE_CHANGED = (
    "What this file shows is not what was signed. It is not valid as it is; saving it anew from a browser does that as "
    "well. Ask for the file as the trainer made it."
)
OTHER_KEY = (
    "This record was signed with another key than the one you know. It is not valid as a record of that trainer.\n"
    "  signed with  {signer}\n  you know     {known}"
)


def sign(content: Content, key: Ed25519PrivateKey) -> str:
    """The record as an HTML page, signed."""
    public = key.public_key()
    signed = content | {"key": _base64(public.public_bytes_raw())}
    page = _page(signed, public)
    record = canonical(signed | {"page": _digest(page)})
    texts = {"record": record, "signature": _base64(key.sign(record.encode()))}
    for name, text in texts.items():
        page = page.replace(_slot(name), _slot(name, text))
    return page


def verify(page: str, known: Ed25519PublicKey | None = None) -> Verdict:
    """Whether a file is a record that nobody changed since it was signed; by the `known` key, if one is given."""
    page = page.removeprefix("\ufeff").replace("\r\n", "\n")  # a mail program may change how lines end
    found = {name: _found(name, page) for name in SLOTS}
    record, signature = found["record"], found["signature"]
    if record is None or signature is None:
        return Verdict(NO_RECORD)
    try:
        content = json.loads(record)
        signer = Ed25519PublicKey.from_public_bytes(base64.b64decode(content["key"], validate=True))
        signer.verify(base64.b64decode(signature, validate=True), record.encode("utf-8", "replace"))
        if canonical(content) != record or _base64(base64.b64decode(signature)) != signature:
            return Verdict(CHANGED)  # the same content, or signature, in another spelling is no spelling of ours
        told = _told(content)
    except (InvalidSignature, ValueError, TypeError, KeyError, RecursionError):
        return Verdict(CHANGED)
    if known is not None and known.public_bytes_raw() != signer.public_bytes_raw():
        return Verdict(OTHER_KEY.format(signer=fingerprint(signer), known=fingerprint(known)))
    for name, text in found.items():
        page = page.replace(_slot(name, text), _slot(name))
    return Verdict("" if _digest(page) == content.get("page") else PAGE_CHANGED, signer, told)


def canonical(content: Content) -> str:
    """JSON of which there is one spelling, and which ends no HTML element."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _page(content: Content, signer: Ed25519PublicKey) -> str:
    template = resources.files(__package__).joinpath("page.html.j2").read_text(encoding="utf-8")
    surroundings = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    surroundings.filters["number"] = number
    slots = Markup("\n".join(_slot(name) for name in SLOTS))
    return surroundings.from_string(template).render(**content, fingerprint=fingerprint(signer), slots=slots)


def _told(content: Content) -> tuple[str, ...]:
    lines = [
        f"name      {content['learner']['name']} ({content['learner']['id']})",
        f"issued    {content['issued']} {content['issued_by']}".rstrip(),
        *(f"passed    {one['id']}, {one['points']} of {one['of']} points" for one in content["modules"]),
    ]
    return tuple(map(printable, lines))


def _slot(name: str, text: str | None = "") -> str:
    return SLOT.format(kind=SLOTS[name], name=name, text=text)


def _found(name: str, page: str) -> str | None:
    """What stands in a slot of the page; None unless there is just one."""
    start, end = re.escape(SLOT.format(kind=SLOTS[name], name=name, text="")).split("></")
    found = re.findall(f"{start}>([^<]*)</{end}", page)
    return found[0] if len(found) == 1 else None


def _digest(page: str) -> str:
    return hashlib.sha256(page.encode("utf-8", "replace")).hexdigest()


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
