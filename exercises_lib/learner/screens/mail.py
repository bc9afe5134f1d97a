"""A mailbox: a list as mail programs show it, each mail to open, each link to look at without following it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from exercises_lib.learner.screens.screen import Screen, facts, opened

HOW = "Press a line to open the mail. Press a link to read where it leads; nothing opens."


def mail_screen(mails: Iterable[Mapping[str, str]]) -> Screen:
    """Show mails, each with id, name, address, subject, body, link_text, link and attachment.

    What a mail does not have is an empty text. As in a real list, the sender's address and the end of a link are seen
    only by who looks.
    """
    mails = list(mails)
    body = f'<p style="margin:.4em .6em">{HOW}</p>' + "".join(
        opened(f"{mail['id']} · {mail['name']} · {mail['subject']}", _mail(mail)) for mail in mails
    )
    lines = (" | ".join(value for value in mail.values() if value) for mail in mails)
    return Screen("Mailbox", body, "\n".join(["Mailbox", *lines]))


def _mail(mail: Mapping[str, str]) -> str:
    parts = facts({"From": f"{mail['name']} <{mail['address']}>", "Subject": mail["subject"]})
    parts += f'<p style="margin:.5em 0">{escape(mail["body"])}</p>'
    if mail["link"]:
        parts += opened(f"Link: {mail['link_text']}", facts({"It leads to": mail["link"]}))
    if mail["attachment"]:
        parts += facts({"Attached": mail["attachment"]})
    return parts
