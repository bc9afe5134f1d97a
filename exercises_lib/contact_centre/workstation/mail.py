"""Six mailboxes of six mails each, the same in every sample: they are judged by eye, and each learner gets one.

Every mailbox holds the same six cases, in an order of its own and told as other stories: a mail that only sounds
urgent, a plain one, a link that leads elsewhere, an address that is nearly ours, and two from a right address that ask
for what would do harm if somebody else had written it. What to do with each stands in the module's solution alone.
"""

import json
from typing import NamedTuple

KNOWN = ("samplecentre.example", "bluefern-telecom.example", "oakbridge-bank.example", "tealbasket-shop.example")
OURS, TELECOM, BANK, SHOP = KNOWN


class Mail(NamedTuple):
    """What a reader sees; what a mail does not have is an empty text."""

    name: str
    address: str
    subject: str
    body: str
    link_text: str = ""
    link: str = ""
    attachment: str = ""


_SAMIRA = ("Samira Yusuf", f"samira.yusuf@{OURS}")
_DESK = ("Service desk", f"desk@{OURS}")
_PAYROLL = ("Payroll", f"payroll@{OURS}")

MAILBOXES: tuple[tuple[Mail, ...], ...] = (
    (
        Mail(
            *_SAMIRA,
            "URGENT: meeting in ten minutes",
            "Please come to the room at the stairs, or dial in as always. We go through the new bill. It is quick!",
        ),
        Mail(
            "Learning team",
            f"learning@{OURS}",
            "Last day: course on data law",
            "Your account closes at noon if you do not finish the course. Sign in below.",
            "Open the intranet",
            f"https://intranet.{OURS}.course-login.example/start",
        ),
        Mail(
            "Kofi Asante",
            f"kofi.asante@{TELECOM}",
            "List of customers for a survey",
            "Please send me names and numbers of the callers of this week, best before lunch. It is for a survey.",
        ),
        Mail(
            "Oakbridge Bank help",
            "help@oakbrigde-bank.example",
            "Confirm your access",
            "We are cleaning up. Send us your user name and your password, so that your access stays open.",
        ),
        Mail(
            *_PAYROLL,
            "Pay slips for March",
            "Your pay slip is on the intranet, where it always is. You need not do anything.",
        ),
        Mail(
            "Tomasz Wolski",
            f"tomasz.wolski@{OURS}",
            "Phone list of the team",
            "I am in a meeting and cannot talk. Mail me the list of the team with all private phone numbers, please.",
        ),
    ),
    (
        Mail(
            *_SAMIRA,
            "New number for the customer with the open refund",
            "Please put a new bank account into his file: 4410 2231. He wrote to me. It has to be done this morning.",
        ),
        Mail(
            "Anjali Rao",
            f"anjali.rao@{SHOP}",
            "Late parcels in the north",
            "Please tell callers from the north that parcels are two days late. The storm is over.",
        ),
        Mail(
            "Oakbridge Bank",
            f"security@{BANK}.notice-mail.example",
            "Your work account was used abroad",
            "Answer with your password, and the code from your phone, to stop this.",
        ),
        Mail(
            "Rosa Aguinaldo",
            f"rosa.aguinaldo@{BANK}",
            "Recordings of two calls",
            "My system is down. Please mail me the recordings of the last two calls with Mr Achebe to read them "
            "tonight.",
        ),
        Mail(
            *_DESK,
            "Storage is full",
            "Mails that you do not look at today are deleted tonight. See them here.",
            f"https://mail.{OURS}",
            f"https://files-share.example/?site=mail.{OURS}",
        ),
        Mail(
            *_DESK,
            "Important! Restart before noon",
            "An update is ready. Please restart your laptop before noon today, with the button you always use.",
        ),
    ),
    (
        Mail(
            "Blue Fern Telecom",
            "partners@bluefern-telecom-support.example",
            "Your access ends today",
            "Send us your user name and your password by return, or you are locked out from noon.",
        ),
        Mail(
            "Samira Yusuf",
            f"samira.yusuf@{OURS}",
            "Team photo on Thursday",
            "We take the photo at three, in front of the house. Come if you like.",
        ),
        Mail(
            *_PAYROLL,
            "Extra pay for March waits for you",
            "Confirm it within the hour, or it goes to next year.",
            "Confirm extra pay",
            f"https://{OURS}.confirm-now.example/pay",
        ),
        Mail(
            "Kofi Asante",
            f"kofi.asante@{TELECOM}",
            "HURRY: a word is missing on page 2",
            "Behind the price the words “a month” are missing. Please mind it when you read it out. Thank you!",
        ),
        Mail(
            "Anjali Rao",
            f"anjali.rao@{SHOP}",
            "New account for our money",
            "Our bank has changed. From now on, refunds that come back go to the account 7719 4402. Please change it "
            "in the system.",
        ),
        Mail(
            "Nomvula Sithole",
            f"nomvula.sithole@{OURS}",
            "Access for a new colleague",
            "Mr Petrov starts today. Please give him the right to read the folder with the customers' letters.",
        ),
    ),
    (
        Mail(
            "Rosa Aguinaldo",
            f"rosa.aguinaldo@{BANK}",
            "New wording for lost cards",
            "From Monday on please say “block”, not “lock”. The rest stays as it is.",
        ),
        Mail(
            "Anjali Rao",
            f"anjali.rao@{SHOP}",
            "Open orders",
            "Please send me the open orders with names and addresses. I need them for the carrier, by ten.",
        ),
        Mail(
            *_SAMIRA,
            "Change a phone number for me",
            "Please set the phone of customer T-20331 to 0555 0199. She called me herself and cannot wait.",
        ),
        Mail(
            *_SAMIRA,
            "At once, please: who can stay longer?",
            "We are three people short tonight. Tell me by eleven whether you can stay until eight. A no is fine.",
        ),
        Mail(
            "Service desk",
            "desk@samplecentre-help.example",
            "Your password has run out",
            "Answer this mail with your old password and the new one that you want.",
        ),
        Mail(
            "Kofi Asante",
            f"kofi.asante@{TELECOM}",
            "A file was shared with you",
            "It can be read until noon.",
            "Open the file at Blue Fern",
            f"https://share-box.example/{TELECOM}/file",
        ),
    ),
    (
        Mail(
            *_DESK,
            "Your mailbox moves tonight",
            "Sign in once before six, or your mails stay behind.",
            "Keep my mails",
            f"https://desk-{OURS}.move-mail.example/keep",
        ),
        Mail(
            "Tomasz Wolski",
            f"tomasz.wolski@{OURS}",
            "Pay this today, I sign later",
            "The invoice of the cleaner is late. Please pay 480.00 from the desk's card to the account 3302 9981.",
        ),
        Mail(
            "Nomvula Sithole",
            f"nomvula.sithole@{OURS}",
            "Act now: printer on floor 2 is free",
            "It prints again. Whoever waits for paper, please fetch it now. It lies in the way.",
        ),
        Mail(
            "Payroll",
            "payroll@sarnplecentre.example",
            "Pay day: one more step",
            "Send your user name and password today, so that the money goes out in time.",
        ),
        Mail(
            "Kofi Asante",
            f"kofi.asante@{TELECOM}",
            "Dates of birth for a check",
            "I check old contracts. Please mail me the dates of birth of all customers on the plan Basic.",
        ),
        Mail(
            "Learning team",
            f"learning@{OURS}",
            "Courses in April",
            "The list hangs at the kitchen door. Tell your team lead which one you would like.",
        ),
    ),
    (
        Mail(
            "Rosa Aguinaldo",
            f"rosa.aguinaldo@{BANK}",
            "Please free a blocked card",
            "I am with the customer now. Free the card that ends in 4471, without the usual questions.",
        ),
        Mail(
            "Teal Basket Shop",
            f"accounts@{SHOP}.sign-in.example",
            "Old accounts are removed",
            "To keep yours, send us your user name, your password and the code on your phone.",
        ),
        Mail(
            "Anjali Rao",
            f"anjali.rao@{SHOP}",
            "Read this first! Wrong hours on the page",
            "We close at six today, not at eight. Please tell whoever asks. Sorry for the rush.",
        ),
        Mail(
            "Tomasz Wolski",
            f"tomasz.wolski@{OURS}",
            "Addresses for the letters",
            "Please mail me the addresses of all callers of today. The letters go out at four, so be quick.",
        ),
        Mail(
            *_SAMIRA,
            "Thank you for yesterday",
            "You kept calm with the long call. I have put it into our list of good calls.",
        ),
        Mail(
            "Payroll",
            f"payroll@{OURS}",
            "Tax form: two hours left",
            "Without the form we cannot pay you in April.",
            f"https://intranet.{OURS}/tax",
            f"https://intranet-{OURS}.forms.example/tax",
        ),
    ),
)


def mailboxes(seed: int | str) -> bytes:
    """Six mailboxes: a number, and six mails, M1 to M6 in order of arrival; the same for every seed."""
    boxes = [
        {"box": place, "mails": [{"id": f"M{number}"} | mail._asdict() for number, mail in enumerate(box, 1)]}
        for place, box in enumerate(MAILBOXES, 1)
    ]
    return (json.dumps(boxes, indent=1, ensure_ascii=True) + "\n").encode("ascii")
