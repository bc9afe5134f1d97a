"""The workstation: files of one shift that are no tables of the company.

Logs, network tests, a customer database, a spreadsheet, a mailbox, a knowledge base and a folder
with loose files. Everything happens on Tuesday 2026-03-31, the shift of module 05. The seed decides
which part is at fault, since when, and all numbers and names. ``tools.py`` reads them again.
"""

from .articles import ARTICLES, caller
from .customers import customers
from .desk import desk
from .fixes import fix_history
from .logs import headset, softphone, ticket_export, vpn
from .mail import inbox
from .network import ping_home, ping_office, speedtest, tracert
from .sheet import handover

# file name -> function of the seed that gives the file's bytes
FILES = {
    "headset.log": headset,
    "softphone.log": softphone,
    "vpn.log": vpn,
    "ticket_export.csv": ticket_export,
    "fix_history.csv": fix_history,
    "ping_home.txt": ping_home,
    "ping_office.txt": ping_office,
    "tracert.txt": tracert,
    "speedtest.csv": speedtest,
    "customers.sqlite": customers,
    "caller.json": caller,
    **ARTICLES,
    "handover.xlsx": handover,
    "desk.zip": desk,
    "inbox.json": inbox,
}
