"""The workstation: files of one shift that are no tables of the company.

Logs, network tests, a customer database, a spreadsheet, a mailbox, a knowledge base and a folder
with loose files. Everything happens on Tuesday 2026-03-31, the shift of module 05. The seed decides
which part is at fault, since when, and all numbers and names. What comes in six variants is the same for every seed,
because it is judged by eye or changed by a learner, and graded as handed in. ``tools.py`` reads the files again, and
``learner/screens`` shows some of them as a program would.
"""

from .articles import ARTICLES, caller
from .customers import customers, half_a_name
from .desk import DESKS
from .fixes import fix_history
from .logs import TICKET_EXPORTS, headset, softphone, vpn
from .mail import mailboxes
from .network import ping_home, ping_office, speedtest, tracert
from .notes import notes
from .sheet import HANDOVERS

# file name -> function of the seed that gives the file's bytes
FILES = {
    "headset.log": headset,
    "softphone.log": softphone,
    "vpn.log": vpn,
    **TICKET_EXPORTS,
    "fix_history.csv": fix_history,
    "ping_home.txt": ping_home,
    "ping_office.txt": ping_office,
    "tracert.txt": tracert,
    "speedtest.csv": speedtest,
    "customers.sqlite": customers,
    "half_a_name.json": half_a_name,
    "caller.json": caller,
    **ARTICLES,
    **HANDOVERS,
    **DESKS,
    "mailboxes.json": mailboxes,
    "notes.json": notes,
}
