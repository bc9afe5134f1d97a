"""The rules of the three clients, as articles of a knowledge base tell them: one for each topic and client.

A client has only rules that its trade needs: a bank blocks a debit card, a telecom company a SIM card, a shop a gift
card. Each rule has a forerunner, with a reason why it was given up.
"""

from typing import NamedTuple


class Rule(NamedTuple):
    """What a caller says, and the article that answers: its title, the rule now, the rule before."""

    said: str
    title: str
    now: str
    before: str


Words = tuple[str, str]  # what to search for; both stand in every rule of the topic

RULES: dict[Words, dict[str, Rule]] = {
    ("card", "lost"): {
        "bank": Rule(
            "I have lost my debit card and I am worried that somebody uses it.",
            "Lost debit card",
            "Block the lost card first, with the customer on the line. Then order a new one to the address on file. "
            "It arrives in five working days.",
            "Send the customer with the lost card to a branch. The branch blocks the card. This took too long, so "
            "cards are blocked on the phone now.",
        ),
        "telecom": Rule(
            "My phone is lost, and my SIM card was in it.",
            "Lost SIM card",
            "Block the SIM card of the lost phone at once. Order a new SIM card with the same number. It is free once "
            "a year.",
            "Block the SIM card of the lost phone and charge 10.00 for a new card. The price was dropped in 2026.",
        ),
        "shop": Rule(
            "I lost the gift card that my aunt gave me.",
            "Lost gift card",
            "Ask for the receipt. With the receipt, block the lost gift card and send its value by mail as a code.",
            "A lost gift card is like lost money and is not replaced. This cost the shop customers, so it changed.",
        ),
    },
    ("refund", "missing"): {
        "bank": Rule(
            "A shop sent me a refund a week ago, and it is missing in my account.",
            "Refund to a card is missing",
            "A refund to a card takes up to ten working days. After that it counts as missing: open a case with the "
            "name of the shop and the day.",
            "Open a case for a missing refund on the first call. Most of them came a day after, so we wait now.",
        ),
        "telecom": Rule(
            "I paid my bill twice. You promised a refund, and it is missing.",
            "Refund of a double payment is missing",
            "The refund stands on the next bill. If it is missing there, take both payments down and send them to "
            "Billing.",
            "The refund is sent by cheque. If it is missing, wait for 30 days. Cheques are no longer written.",
        ),
        "shop": Rule(
            "I sent the shoes back, and my refund is missing.",
            "Refund for returned goods is missing",
            "Look whether the parcel is back. From that day a refund takes five working days. After that, report it "
            "as missing.",
            "A refund takes 30 days from the day of the order. Nobody calls it missing before. The time was cut.",
        ),
    },
    ("password", "reset"): {
        "bank": Rule(
            "I cannot sign in to my account, and the reset does not work.",
            "Password reset for online banking",
            "Send the reset letter with a code to the address on file. Never ask for the password, and never give a "
            "code on the phone.",
            "Give a reset code on the phone after three questions. Callers tricked us with stolen answers, so the "
            "password is set by letter now.",
        ),
        "telecom": Rule(
            "I cannot sign in to my bills, and the reset mail does not come.",
            "Password reset for online bills",
            "Send the reset link by text message to the number of the contract. The customer chooses the password.",
            "Set a password for the customer and read it out. Then ask for a reset at the first sign in. Nobody but "
            "the customer may know a password now.",
        ),
        "shop": Rule(
            "I want to order, but the reset mail for my password does not come.",
            "Password reset for the shop",
            "Ask the customer to look into the junk folder. If the mail is not there, send the reset mail again.",
            "Close the account and open a new one with a new password, as a reset is not possible. It is now.",
        ),
    },
    ("address", "change"): {
        "bank": Rule(
            "I have moved and want to change my address.",
            "Change of address for an account",
            "Verify the customer in full. Then change the address, read it back, and send a letter to the old one.",
            "Change the address when the caller gives name and account. Thieves used this, so we verify in full now.",
        ),
        "telecom": Rule(
            "I am moving. Please change my address, and my line should come along.",
            "Change of address for a line",
            "Look whether the new address has a line. Change it two weeks before the move, or offer a mobile box.",
            "Cancel the line and open a new one after the change of address. Customers lost their number that way.",
        ),
        "shop": Rule(
            "My parcel is on its way, but I want to change the address.",
            "Change of address for a parcel",
            "Before the parcel is packed, change the address yourself. After that, the customer asks the carrier.",
            "The address of an order cannot change. Cancel the order and write a new one. Orders can be changed now.",
        ),
    },
    ("late", "fee"): {
        "bank": Rule(
            "There is a late fee on my credit card, and I paid on time.",
            "Late fee on a credit card",
            "Compare the day of the payment with the day it was due. If it came in time, take the late fee off.",
            "Take the first late fee of a year off, whoever asks. This was not fair to those who do not call.",
        ),
        "telecom": Rule(
            "I paid on time, and still there is a late fee on my bill.",
            "Late fee on a bill",
            "Look at the day when the money came. Three days after the due date are still in time: take the fee off.",
            "A late fee is due from the first day. Take no fee off. Banks need up to three days, so the rule changed.",
        ),
        "shop": Rule(
            "I pay in three parts, and now there is a late fee.",
            "Late fee when paying in parts",
            "The first reminder is free. Take the fee off if no reminder was sent before the late payment.",
            "The fee for a late part is 5.00, with no reminder. Customers did not know the day, so we remind now.",
        ),
    },
}

# of each word: an article that has it, and not the other word of its topic
NEARBY: dict[str, tuple[str, str]] = {
    "card": ("Paying by card on the phone", "Pass the caller to the payment line. Never note a number or a code."),
    "lost": ("Line to the caller is lost", "Call back once. If nobody answers, leave a short message."),
    "refund": ("Who may approve a refund", "Up to 50.00 you may, up to 200.00 your team lead, above that the client."),
    "missing": ("Missing notes of a call", "Write them down before your next call, and say in them when you did."),
    "password": ("Your own password", "Nobody at the service desk will ask for it. Report whoever does."),
    "reset": ("Reset of the desk phone", "Hold the red key for five seconds. The phone starts again in a minute."),
    "address": ("How to spell an address", "Spell each name with the list of letters, and read numbers one by one."),
    "change": ("Change of shift", "Ask in the planner, at the earliest two weeks before. Your team lead agrees."),
    "late": ("Late for your shift", "Call the desk of the planners before it begins, and say when you will come."),
    "fee": ("Fee for paper bills", "A bill on paper costs 1.50 a month. By mail it is free."),
}

# what has none of the words
OTHERS: tuple[tuple[str, str], ...] = (
    ("Greeting on the phone", "Give the name of the client, then your own name. Ask how you can help."),
    ("Holidays", "The lines are open on all days but one. The hours are on the first page."),
    ("Calls in another language", "Ask for a colleague in the list of languages. Stay on the line until then."),
    ("Noise on the line", "Ask whether you may call back on the same number. Note the time."),
    ("Praise for a colleague", "Write it down in the customer's own words and send it to the team lead."),
)
