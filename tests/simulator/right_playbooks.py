"""The callers of the course, and a right playbook for each. It lies here, because a release must not hold it."""

PLAYBOOKS = {
    "first_call": [
        ["always", "greet"], ["worried", "acknowledge"], ["always", "ask name"], ["always", "ask order"],
        ["always", "look up"], ["van", "tell the hour"], ["shop", "tell the shop"], ["lost", "resend"],
        ["always", "close"],
    ],
    "late_parcel": [
        ["always", "greet"], ["called before", "history"], ["upset or worried", "acknowledge"],
        ["always", "ask name"], ["not called before", "ask order"], ["always", "hold 45"], ["always", "look up"],
        ["days 7+, amount up to refund", "refund"], ["days 7+, amount over refund", "hold 30"],
        ["days 7+, amount over refund", "team lead"], ["days under 7", "resend"], ["always", "summary"],
        ["always", "promise by friday"], ["always", "close"],
    ],
    "round_again": [
        ["always", "greet"], ["called before", "history"], ["upset or worried", "acknowledge"],
        ["always", "ask name"], ["not called before", "ask account"], ["always", "ask reason"], ["always", "hold 45"],
        ["always", "look up"], ["always", "explain"], ["price", "smaller plan"], ["moving", "move the line"],
        ["abroad", "pause"], ["always", "summary"], ["always", "promise by friday"], ["always", "close"],
    ],
    "house_move": [
        ["always", "greet"], ["called before", "history"], ["upset or worried", "acknowledge"], ["always", "agenda"],
        ["always", "ask name"], ["not called before", "ask account"], ["always", "ask address"],
        ["always", "hold 60"], ["always", "look up"], ["always", "hold 300"], ["always", "check the flat"],
        ["always", "hold 300"], ["ready", "move the line"], ["dead", "engineer"], ["always", "summary"],
        ["always", "hold 300"], ["always", "new papers"], ["always", "hold 300"], ["always", "close the old line"],
        ["always", "summary"], ["always", "hold 300"], ["always", "read the bills"], ["always", "hold 300"],
        ["double", "refund"], ["correct", "show the bill"], ["always", "summary"], ["always", "hold 300"],
        ["always", "ask the number team"], ["always", "hold 300"], ["free", "port the number"],
        ["bound", "reserve the number"], ["always", "summary"], ["always", "hold 300"], ["always", "box label"],
        ["always", "hold 300"], ["always", "notice"], ["always", "summary"], ["always", "promise by monday"],
        ["always", "close"],
    ],
    "quiet_line": [
        ["always", "greet"], ["always", "listen"], ["called before", "history"], ["worried", "acknowledge"],
        ["always", "ask name"], ["not called before", "ask account"], ["always", "ask light"], ["always", "explain"],
        ["always", "hold 60"], ["always", "line test"], ["red", "engineer"], ["orange", "reset"],
        ["off", "new cable"], ["always", "summary"], ["always", "promise by tomorrow"], ["always", "close"],
    ],
    "double_charge": [
        ["always", "greet"], ["angry", "listen"], ["called before", "history"], ["angry or upset", "acknowledge"],
        ["always", "ask name"], ["not called before", "ask card"], ["always", "ask shop"], ["always", "hold 60"],
        ["always", "look up"], ["knows the shop, amount up to refund", "refund"],
        ["knows the shop, amount over refund", "hold 30"], ["knows the shop, amount over refund", "team lead"],
        ["always", "summary"], ["always", "promise by today"], ["not knows the shop", "hand over"],
        ["always", "close"],
    ],
    "late_return": [
        ["always", "greet"], ["angry", "listen"], ["called before", "history"], ["angry or upset", "acknowledge"],
        ["always", "ask name"], ["not called before", "ask order"], ["always", "ask torn"], ["always", "hold 45"],
        ["always", "look up"], ["days up to return", "take it back"], ["days over return", "explain"],
        ["days over return, the coat is torn", "repair"], ["days over return, not torn", "voucher"],
        ["always", "summary"], ["always", "promise by friday"], ["always", "close"],
    ],
    "rude_caller": [
        ["danger", "hand over"], ["insult, warnings 2+", "end call"], ["insult", "warn"], ["insult", "warn"],
        ["loud", "acknowledge"], ["always", "ask name"], ["always", "ask account"], ["always", "ask paid"],
        ["always", "hold 45"], ["always", "look up"], ["has paid", "unblock"], ["not paid", "pay in parts"],
        ["always", "summary"], ["always", "promise by today"], ["always", "close"],
    ],
    "outage_caller": [
        ["always", "greet"], ["called before", "history"], ["upset or worried", "acknowledge"], ["always", "ask ill"],
        ["somebody is ill", "hand over"], ["not called before", "ask area"], ["harbour or park", "message"],
        ["elsewhere", "hold 60"], ["elsewhere", "line test"], ["elsewhere", "restart"],
        ["always", "promise by 10:45"], ["always", "close"],
    ],
}
