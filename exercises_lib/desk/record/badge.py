"""A record of completion as an Open Badge 3.0: a verifiable credential that a learner's digital wallet reads.

The library `openbadgeslib` makes it: a JSON Web Token signed with the trainer's Ed25519 key (VC-JWT, EdDSA). The issuer
is that key itself (`did:key`), so it is verified offline and needs no web site; who accepts it must know the
fingerprint of the key. The learner's address is in it as a salted hash only.
"""

from __future__ import annotations

import secrets
import uuid
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from openbadgeslib.ob3 import Achievement, Evidence, IdentityObject, Issuer, OB3Signer, OpenBadgeCredential
from openbadgeslib.ob3.did import did_key_from_pem

from exercises_lib.desk.record.signed_page import Content
from exercises_lib.desk.record.trainer_key import public_pem
from exercises_lib.learner.feedback import number, plural

NO_STANDARD = "It certifies no occupational standard."


def issuer_id(key: Ed25519PublicKey) -> str:
    """The trainer's key as an issuer of badges."""
    return did_key_from_pem(public_pem(key))


def sign(content: Content, email: str, key: Ed25519PrivateKey) -> str:
    """The badge of what a record says, as a compact JWT. `email`: the learner's address; else the id stands for it."""
    issuer = Issuer(issuer_id(key.public_key()), content["issued_by"] or "The trainer of this course")
    kind = "emailAddress" if email else "ext:courseId"
    who = IdentityObject.create(email or content["learner"]["id"], secrets.token_hex(16), kind)
    points = [f"{one['title']}: {number(one['points'])} of {number(one['of'])} points" for one in content["modules"]]
    badge = OpenBadgeCredential(
        issuer, None, _achievement(content), identifiers=[who], evidence=[Evidence(narrative="; ".join(points))],
        issuance_date=datetime.fromisoformat(content["issued"]).replace(tzinfo=UTC),
    )  # fmt: skip
    return OB3Signer(key, "EdDSA").sign(badge)


def _achievement(content: Content) -> Achievement:
    """What was achieved; the same, with the same id, for all who passed the same modules."""
    modules = content["modules"]
    ids = "+".join(module["id"] for module in modules)
    hours = plural(sum(module["hours"] for module in modules), "planned hour")
    return Achievement(
        id=uuid.uuid5(uuid.NAMESPACE_URL, f"{content['course']}/{ids}").urn,
        name=content["course"],
        description=f"{hours}: {'; '.join(module['title'] for module in modules)}. {NO_STANDARD}",
        criteria_narrative="Each module was passed by the course's own rule, on data drawn anew for the marks.",
        achievement_type="CertificateOfCompletion",
    )
