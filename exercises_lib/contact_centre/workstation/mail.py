"""A mailbox of ten mails. Four are fine, six are not.

The false ones have one sign each: two senders, two links, one reply address, one attachment. (Where the sender is
false, so is the reply address.)
"""

import json

from ..draws import shuffled, stream
from .parts import one, some

KNOWN = ("samplecentre.example", "bluefern-telecom.example", "oakbridge-bank.example", "tealbasket-shop.example")
OURS, TELECOM, BANK, SHOP = KNOWN
DANGEROUS = (".exe", ".js", ".html", ".bat")  # what runs when it is opened

# name, address, subject, body, shown text of the link, link, attachment; what is missing is empty
_FINE = (
    (
        "Service desk",
        f"desk@{OURS}",
        "Urgent: password runs out on Friday",
        "Choose a new password on the intranet.",
        "Open the intranet",
        f"https://intranet.{OURS}/password",
    ),
    (
        "Samira Yusuf",
        f"samira.yusuf@{OURS}",
        "Team meeting moved",
        "We meet at 15:00 today. The plan is attached.",
        "",
        "",
        "team_plan.pdf",
    ),
    (
        "Rosa Aguinaldo",
        f"rosa.aguinaldo@{BANK}",
        "New wording for calls",
        "Please use the new wording from Monday.",
        "Read the wording",
        f"https://partners.{BANK}/wording/cards",
    ),
    (
        "Kofi Asante",
        f"kofi.asante@{TELECOM}",
        "Prices from April",
        "The price list is attached.",
        "",
        "",
        "prices_april.xlsx",
    ),
    (
        "Payroll",
        f"payroll@{OURS}",
        "Your pay slip is ready",
        "You find it on the intranet, as every month.",
        "Open pay slips",
        f"https://intranet.{OURS}/pay",
    ),
    ("Anjali Rao", f"anjali.rao@{SHOP}", "Late parcels in the north", "Please tell callers: two days late."),
)
_SENDER = (
    ("Service desk", f"desk@{OURS}.mail-check.example", "Mailbox almost full", "Answer this mail to get more room."),
    (
        "Samira Yusuf",
        "samira.yusuf@samplecentre-team.example",
        "Quick favour",
        "Are you at your desk? Write back, do not call.",
    ),
    ("Oakbridge Bank", "help@oakbrigde-bank.example", "List of callers needed", "Send us the callers of today."),
)
_LINK_MAIL = (
    ("Learning team", f"learning@{OURS}", "Course to finish today", "Sign in with the link below."),
    ("Payroll", f"payroll@{OURS}", "Extra pay for March", "Confirm your bank account with the link below."),
    ("Kofi Asante", f"kofi.asante@{TELECOM}", "New file for you", "The file is behind the link below."),
)
_LINK_STARTS_LIKE_OURS = (
    (f"{OURS} sign in", f"https://{OURS}.sign-in-page.example/start"),
    ("Confirm your account", f"https://{OURS}.confirm-now.example/account"),
)
_LINK_NAMES_US_LATER = (
    ("Open the intranet", f"https://intranet-help.example/{OURS}/password"),
    (f"https://intranet.{OURS}", f"https://files-share.example/?site=intranet.{OURS}"),
)
_REPLY = (
    (
        "Tomasz Wolski",
        f"tomasz.wolski@{OURS}",
        "Customer list",
        "Please send me the list of customers of today.",
        "tomasz.wolski@post-box.example",
    ),
    (
        "Anjali Rao",
        f"anjali.rao@{SHOP}",
        "Open orders",
        "Please answer with the open orders.",
        f"orders@{SHOP}.mail-desk.example",
    ),
)
_ATTACHED = (
    (
        "Front desk",
        f"front.desk@{OURS}",
        "Parcel for you",
        "The note from the carrier is attached.",
        "",
        "",
        "delivery_note.pdf.exe",
    ),
    ("Rosa Aguinaldo", f"rosa.aguinaldo@{BANK}", "New form", "Please fill in the form.", "", "", "form.html"),
    ("Kofi Asante", f"kofi.asante@{TELECOM}", "Voice message", "You have a new message.", "", "", "voice_0331.js"),
)


def inbox(seed: int | str) -> bytes:
    """Mails M01 to M10 in order of arrival. A mail without a link or an attachment has an empty text there."""
    rng = stream(seed, "workstation mail")
    links = (one(rng, _LINK_STARTS_LIKE_OURS), one(rng, _LINK_NAMES_US_LATER))
    *reply, reply_to = one(rng, _REPLY)
    mails = [
        *(_mail(*fine) for fine in some(rng, _FINE, 4)),
        *(_mail(*fake) for fake in some(rng, _SENDER, 2)),
        *(_mail(*mail, *link) for mail, link in zip(some(rng, _LINK_MAIL, 2), links, strict=True)),
        _mail(*reply) | {"reply_to": reply_to},
        _mail(*one(rng, _ATTACHED)),
    ]
    order = shuffled(rng, len(mails))
    ordered = [{"id": f"M{number:02d}"} | mails[place] for number, place in enumerate(order, 1)]
    return (json.dumps(ordered, indent=1) + "\n").encode("ascii")


def _mail(
    name: str, address: str, subject: str, body: str, link_text: str = "", link: str = "", attachment: str = ""
) -> dict[str, str]:
    return {
        "from_name": name,
        "from": address,
        "reply_to": address,
        "subject": subject,
        "body": body,
        "link_text": link_text,
        "link": link,
        "attachment": attachment,
    }
