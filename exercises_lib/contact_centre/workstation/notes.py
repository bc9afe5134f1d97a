"""Notes for a new colleague, six of them, the same in every sample: each learner gets one and leaves what is safe.

Each has eight sentences on the same eight matters, told in one of three ways, in an order of its own.
"""

import json

_MATTERS = (
    (
        "You need not lock the screen for one minute. We know each other here.",
        "Leave the screen open when you fetch water. Nobody looks at it.",
        "If you are back before the screen locks itself, there is no need to lock it.",
    ),
    (
        "Report a false mail with the button, also when you have clicked on it. Then call the service desk.",
        "If you clicked on something odd, tell the service desk at once. Nobody is blamed.",
        "Whoever opened a false mail reports it in the same minute, and the sooner the better.",
    ),
    (
        "If a card number must go to a colleague, paste it into the chat and delete it afterwards.",
        "Card numbers may stand in the chat, as long as you delete them in the evening.",
        "Send a card number by chat rather than aloud, and take it out again later.",
    ),
    (
        "Lock the screen whenever you get up, at home too.",
        "When you stand up, lock the screen first. That goes for your kitchen table as well.",
        "Nobody leaves an open screen behind, not even for a minute, and not even at home.",
    ),
    (
        "If your account is not ready, work with mine today. I will change my password tonight.",
        "Until you have an account, a colleague signs in for you in the morning.",
        "Share the account of the person beside you in the first week. It saves a form.",
    ),
    (
        "In the chat, write the ticket number. Names, card numbers and passwords stay out of it.",
        "Ask in the chat by ticket number. Whoever may see the customer can open the ticket.",
        "Names and cards of customers do not belong in the chat. The number of the ticket is enough.",
    ),
    (
        "Choose one very long password and use it everywhere.",
        "Take a strong password and use it for all systems, so that you never forget it.",
        "One good password for everything is safer than many that you mix up.",
    ),
    (
        "Use a long passphrase of its own for each system, and keep them in the company's password manager.",
        "Each system gets its own passphrase. The company's password manager keeps them for you.",
        "Let the company's password manager make and keep a password for each system.",
    ),
)
_ORDERS = ("04617352", "63270541", "25714036", "71405263", "16052734", "50326417")  # of the matters, from line a on


def notes(seed: int | str) -> bytes:
    """Six notes: its number and its text, a line for each sentence, from "a)" to "h)"."""
    made = [{"note": number, "text": _text(number, order)} for number, order in enumerate(_ORDERS, 1)]
    return (json.dumps(made, indent=1) + "\n").encode("ascii")


def _text(number: int, order: str) -> str:
    said = [_MATTERS[int(matter)][(number + int(matter)) % 3] for matter in order]
    return "".join(f"{letter}) {sentence}\n" for letter, sentence in zip("abcdefgh", said, strict=True))
