"""The workstation's files: the same bytes each time, other faults with each seed, one clear answer in each of them."""

import hashlib
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import openpyxl
import pandas as pd
import pytest

from exercises_lib.contact_centre import FILES, PRACTICE_SEED, TABLES, file_name, generated_in, write
from exercises_lib.contact_centre.workstation import FILES as WORKSTATION
from exercises_lib.contact_centre.workstation import articles, desk, logs, mail, rules, sheet, tools

ROOT = Path(__file__).parents[2]
SEEDS = (PRACTICE_SEED, *range(18), "class of May")
WRITE = """
import sys
from pathlib import Path
from exercises_lib.contact_centre import write
from exercises_lib.contact_centre.workstation import FILES
write("two processes", Path(sys.argv[1]), FILES)
"""
SAME_FOR_ALL = ("mailboxes.json", "notes.json", *logs.TICKET_EXPORTS, *sheet.HANDOVERS, *desk.DESKS)
# As in test_files.py: these change only when the practice sample is meant to change.
PRACTICE_DIGESTS = {
    "headset.log": "43991485c6f314f4",
    "softphone.log": "cca5cebdc56fcce3",
    "vpn.log": "b324da38468fbb23",
    "ticket_export_1.csv": "b1a41553ddf68368",
    "ticket_export_2.csv": "26edf6d8901835da",
    "ticket_export_3.csv": "2b363b173970b353",
    "ticket_export_4.csv": "6a6b044eec044778",
    "ticket_export_5.csv": "1307d845b1836856",
    "ticket_export_6.csv": "d4038ce81159c011",
    "fix_history.csv": "4b870a60926d48ee",
    "ping_home.txt": "7d203fa045d230f9",
    "ping_office.txt": "cec3ca8ad3525a52",
    "tracert.txt": "f25ad7566c089a0d",
    "speedtest.csv": "8431e29987543e48",
    "customers.sqlite": "14701917ca644bbf",
    "half_a_name.json": "8ea2ccdb14a4af43",
    "caller.json": "5ff0993bb6ce62db",
    "knowledge_base/KB-01.md": "9d7243e194c9ffa1",
    "knowledge_base/KB-02.md": "7de6b661b7895788",
    "knowledge_base/KB-03.md": "0b1696ead453ee16",
    "knowledge_base/KB-04.md": "b66bdae5cabb5f92",
    "knowledge_base/KB-05.md": "3f682ae40bc35e3f",
    "knowledge_base/KB-06.md": "73cced1c4811a471",
    "knowledge_base/KB-07.md": "1099387a5d67e608",
    "knowledge_base/KB-08.md": "c34b4bc4442ce289",
    "knowledge_base/KB-09.md": "6c5618ecc7c4a9cc",
    "knowledge_base/KB-10.md": "dae84e9df51d4786",
    "handover_1.xlsx": "40805e00bc197bca",
    "handover_2.xlsx": "ba1e99b51f4969ae",
    "handover_3.xlsx": "8ab191cf714c4d38",
    "handover_4.xlsx": "7c6316206ce2b635",
    "handover_5.xlsx": "663d85f4fbab0f83",
    "handover_6.xlsx": "a6bc506e2ee78958",
    "desk_1.zip": "5a6bf1bb1ad61e5f",
    "desk_2.zip": "0a4d31feb314174b",
    "desk_3.zip": "2a12e3ac24c95266",
    "desk_4.zip": "6f873cc8519aee1f",
    "desk_5.zip": "4e7d09954261279e",
    "desk_6.zip": "7099aa8e90109bcb",
    "mailboxes.json": "28f886c2b967f54e",
    "notes.json": "b7e735d401906658",
}


@pytest.fixture(scope="session", params=SEEDS)
def folder(request, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("workstation")
    write(request.param, path, WORKSTATION)
    return path


def test_two_processes_write_the_same_bytes(tmp_path):
    for number in (1, 2):
        subprocess.run(
            [sys.executable, "-c", WRITE, str(tmp_path / str(number))],
            check=True,
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": str(number), "PYTHONPATH": str(ROOT)},
        )
    for name in WORKSTATION:
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes(), name


def test_the_practice_sample_is_what_it_always_was():
    made = {name: hashlib.sha256(make(PRACTICE_SEED)).hexdigest()[:16] for name, make in WORKSTATION.items()}
    assert made == PRACTICE_DIGESTS


@pytest.mark.parametrize("name", [name for name in WORKSTATION if name not in SAME_FOR_ALL])
def test_the_seed_decides_and_files_are_small(name):
    made = {WORKSTATION[name](seed) for seed in range(12)}
    assert len(made) > 5
    assert max(map(len, made)) < 300_000


def test_tables_and_files_are_written_and_found_by_name(tmp_path):
    write(1, tmp_path, ["agents", "headset.log", "knowledge_base/KB-03.md"])
    assert set(generated_in(tmp_path)) == {"agents", "headset.log", "knowledge_base/KB-03.md"}
    assert file_name("agents") == "agents.csv"
    assert file_name("headset.log") == "headset.log"
    assert not set(TABLES) & set(FILES)
    with pytest.raises(ValueError, match="headset.txt"):
        write(1, tmp_path, ["headset.txt"])


def test_one_setting_of_the_headset_stays_wrong_and_it_is_not_the_first(folder):
    good = {setting: facts[0] for setting, facts in logs.HEADSET.items()}
    said = tools.read_settings(folder / "headset.log")
    now = said.groupby("name")["value"].last()
    wrong = [name for name in good if now[name] != good[name]]
    assert len(wrong) == 1
    odd = said[said["value"] != said["name"].map(good)]
    assert odd["name"].iloc[0] != wrong[0]
    assert (odd["name"] == wrong[0]).sum() >= 2  # it came and went before
    assert said["time"].is_monotonic_increasing
    log, phone = tools.read_log(folder / "headset.log"), tools.read_log(folder / "softphone.log")
    assert (log["level"] == "WARN").sum() > (phone["level"] == "WARN").sum()
    assert log["text"].str.contains("WARN").sum() >= 1


def test_the_softphone_is_in_order(folder):
    now = tools.read_settings(folder / "softphone.log").groupby("name")["value"].last()
    assert now.to_dict() == {"account": "signed in", "server": "main", "state": "ready"}


def test_one_error_of_the_vpn_is_the_most_frequent_and_not_the_first(folder):
    vpn = tools.read_log(folder / "vpn.log")
    codes = vpn[vpn["level"] == "ERROR"]["text"].str.split().str[0]
    counts = codes.value_counts()
    assert counts.iloc[0] > counts.iloc[1]
    assert codes.iloc[0] != counts.index[0]


@pytest.mark.parametrize("name", logs.TICKET_EXPORTS)
def test_counting_all_tickets_gives_another_priority(name):
    reports = pd.read_csv(io.BytesIO(WORKSTATION[name](1)))
    assert reports["ticket_no"].is_unique and reports["colleague"].is_unique
    assert set(reports["can_work"]) <= {"yes", "slower", "no"}
    vpn = reports[reports["system"] == "vpn"]
    assert 1 <= len(vpn) < 10 <= len(reports) - len(vpn)
    assert set(vpn["can_work"]) & {"slower", "no"}
    assert (reports["can_work"] == "no").sum() > (vpn["can_work"] == "no").sum()  # other faults stop people too


def test_the_order_of_steps_is_clear(folder):
    fixes = pd.read_csv(folder / "fix_history.csv")
    worth = (fixes["mended"] / fixes["minutes"]).sort_values(ascending=False)
    assert (worth.shift(1) / worth).min() >= 1.15
    for column, ascending in (("minutes", True), ("mended", False)):
        assert fixes.sort_values(column, ascending=ascending).index.tolist() != worth.index.tolist()


def test_home_is_worse_than_the_office(folder):
    home, office = tools.read_ping(folder / "ping_home.txt"), tools.read_ping(folder / "ping_office.txt")
    assert len(home) == len(office) == 120
    assert home.isna().mean() > 0.01 > office.isna().mean()
    jitter = home.dropna().diff().abs().mean()
    assert jitter > 3 * office.dropna().diff().abs().mean()
    assert abs(jitter - home.diff().abs().mean()) > 0.005, "blanks left in must matter"
    assert abs(jitter - home.std()) > 0.005
    assert home.isna().sum() * 100 % 120, "a whole percent would hide that ping cuts off"


def test_the_route_has_one_start_one_busy_hop_and_one_that_is_silent(folder):
    hops = tools.read_tracert(folder / "tracert.txt")
    quick = hops[hops["ms"] < 50]
    start = quick["hop"].max() + 1
    slow = hops[hops["ms"] >= 50]
    assert not hops["ms"].between(45, 75).any()
    assert slow["hop"].iloc[0] < start - 1  # the busy one comes first, with quick ones behind it
    assert hops["ms"].isna().sum() == 1
    assert hops[hops["hop"] == start]["ms"].notna().all()
    assert hops["hop"][hops["ms"].idxmax()] == len(hops) > start
    assert hops[hops["hop"] == start]["host"].iloc[0].split(".")[1] in ("provider", "carrier", "samplecentre")


def test_in_some_hours_the_line_is_shared(folder):
    upload = pd.read_csv(folder / "speedtest.csv").groupby("hour")["upload_mbit"].mean()
    assert (upload < 2).sum() == 3
    assert (upload > 8).sum() == len(upload) - 3


def test_customers(folder):
    db = sqlite3.connect(f"file:{folder}/customers.sqlite?mode=ro", uri=True)
    table = pd.read_sql_query("SELECT * FROM customers", db)
    assert len(table) == 600
    assert table["customer_no"].is_unique
    assert table["customer_name"].str.contains("'").sum() >= 12
    found = pd.read_sql_query("SELECT customer_no FROM customers WHERE customer_name LIKE ?", db, params=["%o'n%"])
    assert len(found) >= 2
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    db.close()


def test_half_a_name_and_the_postcode_find_one_of_several(folder):
    said = json.loads((folder / "half_a_name.json").read_text())
    db = sqlite3.connect(f"file:{folder}/customers.sqlite?mode=ro", uri=True)
    found = db.execute("SELECT postcode FROM customers WHERE customer_name LIKE ?", [f"%{said['heard']}%"]).fetchall()
    db.close()
    assert len(found) >= 3
    assert found.count((said["postcode"],)) == 1


def test_one_article_answers(folder):
    known = tools.read_articles(folder / "knowledge_base")
    question = json.loads((folder / "caller.json").read_text())
    hits = sum(known["text"].str.contains(word).astype(int) for word in question["words"])
    own, current = known["client"] == question["client"], known["status"] == "current"
    for which in (own & current, own & ~current, ~own & current, ~own & ~current):
        assert (which & (hits == 2)).sum() == 1
    assert (own & current & (hits == 1)).sum() >= 2
    assert known["id"].tolist() == list(articles.IDS)


@pytest.mark.parametrize("words", rules.RULES)
def test_each_client_has_rules_of_its_own_trade(words):
    by_client = rules.RULES[words]
    assert set(by_client) == {"telecom", "bank", "shop"}
    for rule in by_client.values():
        for text in (rule.now, rule.before):
            assert all(word in f"{rule.title} {text}".lower() for word in words)
    assert len({rule.title for rule in by_client.values()}) == 3
    for word, other in (words, words[::-1]):
        nearby = " ".join(rules.NEARBY[word]).lower()
        assert word in nearby and other not in nearby
    strangers = [" ".join(article).lower() for article in rules.OTHERS]
    assert not any(word in text for word in words for text in strangers)


def test_no_shop_and_no_telecom_company_speaks_of_accounts_and_cards_of_a_bank():
    of_a_bank = ("debit card", "credit card", "branch", "online banking")
    for by_client in rules.RULES.values():
        for client in ("telecom", "shop"):
            text = " ".join(by_client[client]).lower()
            assert not any(word in text for word in of_a_bank), text


@pytest.mark.parametrize("name", sheet.HANDOVERS)
def test_the_total_of_the_sheet_is_too_low_until_it_is_mended(tmp_path, name):
    (tmp_path / name).write_bytes(WORKSTATION[name](1))
    book = openpyxl.load_workbook(tmp_path / name)
    cells = book["Callbacks"]
    labels = [cell.value for cell in cells["A"]]
    row = labels.index("Total minutes") + 1
    minutes = [cells.cell(at, 3).value for at in range(4, row - 1)]
    before = tools.sheet_report(tmp_path / name)
    assert before["total"] < sum(minutes) - max(minutes)
    shown = openpyxl.load_workbook(tmp_path / name, data_only=True)["Callbacks"]
    assert shown.cell(row, 3).value == before["total"]
    assert minutes[0] != minutes[-1]
    shutil.copy(tmp_path / name, tmp_path / "mended.xlsx")
    tools.type_into(tmp_path / "mended.xlsx", f"C{row}", f"=SUM(C4:C{row - 2})")
    mended = {"total": sum(minutes), "mean": sum(minutes) / len(minutes), "formula": "yes"}
    assert tools.sheet_report(tmp_path / "mended.xlsx") == mended


@pytest.mark.parametrize("name", desk.DESKS)
def test_the_newest_list_is_no_other_list_that_one_might_take(tmp_path, name):
    (tmp_path / name).write_bytes(WORKSTATION[name](1))
    desk = tools.lay_out(tmp_path / name, tmp_path / "desk")
    lists = sorted(desk.glob("callbacks*.csv"), key=lambda path: path.stat().st_mtime)
    assert len(lists) == 5
    assert max(lists) not in (lists[0], lists[-1])
    assert "final" not in lists[-1].name
    assert len(list(desk.glob("New Text Document*"))) == 1
    assert len(list(desk.glob("screenshot*.png"))) >= 3
    assert max(desk.glob("*"), key=lambda path: path.stat().st_mtime).name == "menu.pdf"
    for name in desk.glob("*.png"):
        assert name.read_bytes().startswith(b"\x89PNG")


HURRY = re.compile("urgent|important|hurry|at once|act now|read this first", re.IGNORECASE)


@pytest.mark.parametrize("box", mail.MAILBOXES)
def test_each_mailbox_holds_the_same_cases(box):
    """Of each, two can be reported by what is seen: a link and an address that only look like ours."""
    linked = [one for one in box if one.link and not is_known(urlsplit(one.link).hostname)]
    forged = [one for one in box if not is_known(one.address.split("@")[1])]
    rest = [one for one in box if one not in (*linked, *forged)]
    assert (len(linked), len(forged), len(rest)) == (1, 1, 4)
    assert is_known(linked[0].address.split("@")[1])  # a sender can be forged
    assert any(name in linked[0].link for name in mail.KNOWN)  # and a link may begin or end like us
    assert "password" in forged[0].body and not any("password" in one.body for one in rest)
    assert sum(bool(HURRY.search(one.subject)) for one in rest) == 1  # hurry is no proof
    assert not HURRY.search(forged[0].subject + linked[0].subject)


def is_known(host: str) -> bool:
    return any(host == known or host.endswith(f".{known}") for known in mail.KNOWN)


def test_what_comes_in_six_variants_is_the_same_for_every_seed():
    made = {name: {WORKSTATION[name](seed) for seed in range(3)} for name in SAME_FOR_ALL}
    assert {len(files) for files in made.values()} == {1}
    assert len(set.union(*made.values())) == len(SAME_FOR_ALL)  # and no two are alike
    boxes, notes = (json.loads(WORKSTATION[name](1)) for name in ("mailboxes.json", "notes.json"))
    assert [len(box["mails"]) for box in boxes] == [6] * 6
    assert len({note["text"] for note in notes}) == 6
    for note in notes:
        assert [line[:2] for line in note["text"].splitlines()] == [f"{letter})" for letter in "abcdefgh"]


def test_letters_left(tmp_path):
    note = tmp_path / "note.txt"
    with pytest.raises(FileNotFoundError, match="Run the cell that lays it out again"):
        tools.letters_left(note)
    note.write_bytes(b"\xef\xbb\xbfa) Lock it.\r\n\r\n C) Report it.\r\n(see b)\r\n")
    assert tools.letters_left(note) == ["a", "c"]


def test_every_fault_and_every_owner_turns_up():
    faults, owners = set(), set()
    for seed in range(80):
        log = WORKSTATION["headset.log"](seed).decode().splitlines()
        said = (line.split()[-1] for line in log if " setting " in line)
        now = dict(setting.split("=") for setting in said)
        faults |= {name for name, value in now.items() if value != logs.HEADSET[name][0]}
        lines = [line.split() for line in WORKSTATION["tracert.txt"](seed).decode().splitlines() if " ms " in line]
        quick = [place for place, line in enumerate(lines) if int(line[1]) < 50]
        owners.add(lines[quick[-1] + 1][-1].split(".")[1])
    assert faults == set(logs.HEADSET)
    assert owners == {"provider", "carrier", "samplecentre"}


def test_listing_says_what_is_not_there(tmp_path):
    assert tools.listing(tmp_path / "to_send") == "there is no to_send"
    (tmp_path / "to_send").mkdir()
    assert tools.listing(tmp_path / "to_send") == "nothing"
    (tmp_path / "to_send" / "a.csv").write_text("12")
    assert tools.listing(tmp_path / "to_send") == "a.csv 2"


def test_lay_out_begins_anew(tmp_path):
    (tmp_path / "desk.zip").write_bytes(WORKSTATION["desk_1.zip"](3))
    desk = tools.lay_out(tmp_path / "desk.zip", tmp_path / "desk")
    first = tools.listing(desk)
    (desk / "menu.pdf").rename(desk / "lunch.pdf")
    (desk / "to_send").mkdir()
    assert tools.listing(tools.lay_out(tmp_path / "desk.zip", desk)) == first
    assert not (desk / "to_send").exists()


UNREADABLE, CIRCULAR = "#ERROR: the formula cannot be read", "#CIRCULAR: the formula uses its own cell"


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        (60, 60),
        ("=SUM(A1:A3)", 60),
        ("=sum(A1:A3)", 60),
        ("=SUM( A1:A3 )", 60),
        ("=A1+A2*2", 50),
        ("=SUM(A1:A2)+A3", 60),
        ("=SUM(A1,A2,A3)", 60),
        ("=AVERAGE($A$1:$A$3)", 20),
        ("=COUNT(A1:A4)", 3),
        ("=MAX(A1:A3)/2", 15),
        ("=+SUM(A1:A3)", 60),
        ("=SUM(A1 : a3)", 60),
        ("=SUM('Sheet'!A1:Sheet!A3)", 60),
        ("=SUM(A:A)", 60),
        ("=SUBTOTAL(9,A1:A3)", 60),
        ("=SUBTOTAL(109,A1:A3)", 60),
        ("=SUMPRODUCT(A1:A3)", 60),
        ("=ROUND(A1/3,1)", 3.3),
        ("=SUBTOTAL(2,A1:A3)", UNREADABLE),
        ("=ROUND(A1)", UNREADABLE),
        ("=SUM(A1;A3)", UNREADABLE),
        ("=SUM(C:C)", CIRCULAR),
        ("=NOW()", UNREADABLE),
        ("=-A1+70", 60),
        ("=A5+1", 1),
        ("=(A1+A3)/A5", "#DIV/0!"),
        ("=AVERAGE(A4:A5)", "#DIV/0!"),
        ("=C1", CIRCULAR),
        ("=SUM(A1:C1)", CIRCULAR),
        ("=", UNREADABLE),
        ("=A1.B", UNREADABLE),
        ("=SUM(A1:A3", UNREADABLE),
        ("=__import__('os')", UNREADABLE),
        ('=A4*2*"x"', UNREADABLE),
        ("=SUM(A3:A1)", 60),
        ("=SUM($A$3:$A$1)", 60),
        ("=AVERAGE(B3:A1)", 20),
        ("=SUM(A:A)", 60),
        ('=SUMIF(A1:A4,">0")', 60),
        ('=sumif(a1:a3,">=20")', 50),
        ("=SUMIF(A1:A3,20)", 20),
        ('=SUMIF(A1:A4,"Text",A1:A4)', 0),
        ('=SUMIF(A1:A3,"<>20",A3:A1)', 40),
        ('=COUNTIF(A1:A4,"text")', 1),
        ('=COUNTIF(A1:A5,"<>text")', 4),
        ('=AVERAGEIF(A1:A4,">15")', 25),
        ('=AVERAGEIF(A1:A4,">99")', "#DIV/0!"),
        ("=SUMIF(A1:A3)", UNREADABLE),
        ('=SUMIF(A1:A3,">0",A1:A2)', UNREADABLE),
        ('=SUMIF(A1:A3;">0")', UNREADABLE),
    ],
)
def test_the_calculator(formula, shown):
    book = openpyxl.Workbook()
    sheet = book.active
    for row, value in enumerate((10, 20, 30, "text"), 1):
        sheet.cell(row, 1).value = value
    sheet["C1"] = formula
    try:
        value = tools.value_of(sheet, "C1")
    except tools.FormulaFault as fault:
        value = str(fault)
    assert value == shown


@pytest.mark.parametrize(
    ("total", "what"),
    [
        ("=SUM(C4:C{last})", "yes"),
        ("=SUM($C$4:$C${last})", "yes"),
        ("=C4+SUM(C5:C{last})", "yes"),
        (60, "no"),
        ("=60", "no"),
        ("=30+30", "no"),
        (None, "no"),
        ("SUM(C4:C{last})", "text"),
        ("=SUM(C4:C{total})", "own cell"),
        ("=SUM(C:C)", "own cell"),
        ("=SUM(C4:C", "unreadable"),
        ("=SUM(C4:C{{last}})", "unreadable"),
    ],
)
def test_the_report_tells_a_formula_from_what_only_looks_like_one(tmp_path, total, what):
    (tmp_path / "sheet.xlsx").write_bytes(WORKSTATION["handover_1.xlsx"](3))
    book = openpyxl.load_workbook(tmp_path / "sheet.xlsx")
    sheet = book["Callbacks"]
    row = [cell.value for cell in sheet["A"]].index("Total minutes") + 1
    sheet.cell(row, 3).value = total.format(last=row - 2, total=row) if isinstance(total, str) else total
    book.save(tmp_path / "sheet.xlsx")
    report = tools.sheet_report(tmp_path / "sheet.xlsx")
    assert report["formula"] == what
    assert (report["total"] is None) == (what in ("text", "own cell", "unreadable") or total is None)


def test_a_book_that_was_not_saved_is_missed_in_plain_words(tmp_path):
    with pytest.raises(FileNotFoundError, match="Save the sheet under this name first"):
        tools.sheet_report(tmp_path / "handover_mended.xlsx")


def test_packed_files_hold_no_trace_of_a_library(tmp_path):
    for name in ("desk_1.zip", "handover_1.xlsx"):
        with zipfile.ZipFile(io.BytesIO(WORKSTATION[name](1))) as archive:
            assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}
