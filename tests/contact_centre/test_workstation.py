"""The workstation's files: the same bytes each time, other faults with each seed, one clear answer in each of them."""

import hashlib
import io
import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from exercises_lib.contact_centre import FILES, PRACTICE_SEED, TABLES, file_name, generated_in, write
from exercises_lib.contact_centre.workstation import FILES as WORKSTATION
from exercises_lib.contact_centre.workstation import articles, logs, mail, tools

ROOT = Path(__file__).parents[2]
SEEDS = (PRACTICE_SEED, *range(18), "class of May")
WRITE = """
import sys
from pathlib import Path
from exercises_lib.contact_centre import write
from exercises_lib.contact_centre.workstation import FILES
write("two processes", Path(sys.argv[1]), FILES)
"""
# As in test_files.py: these change only when the practice sample is meant to change.
PRACTICE_DIGESTS = {
    "headset.log": "43991485c6f314f4",
    "softphone.log": "cca5cebdc56fcce3",
    "vpn.log": "b324da38468fbb23",
    "ticket_export.csv": "bdea7242dc819821",
    "fix_history.csv": "4b870a60926d48ee",
    "ping_home.txt": "7d203fa045d230f9",
    "ping_office.txt": "cec3ca8ad3525a52",
    "tracert.txt": "f25ad7566c089a0d",
    "speedtest.csv": "8431e29987543e48",
    "customers.sqlite": "14701917ca644bbf",
    "caller.json": "4a52ab6088ac4ef7",
    "knowledge_base/KB-01.md": "308e98bebd7e48b2",
    "knowledge_base/KB-02.md": "9a1350c152940cf4",
    "knowledge_base/KB-03.md": "012c5f80ae8e2419",
    "knowledge_base/KB-04.md": "a88473970d9a7f0c",
    "knowledge_base/KB-05.md": "2b203ee8e583e6f1",
    "knowledge_base/KB-06.md": "bce3b42bac794933",
    "knowledge_base/KB-07.md": "cb3ca069ff91c794",
    "knowledge_base/KB-08.md": "209c07446e4883ff",
    "knowledge_base/KB-09.md": "c84c3922cfbb295b",
    "knowledge_base/KB-10.md": "74cbf6940228f7eb",
    "handover.xlsx": "35f4cb3af20f295f",
    "desk.zip": "4bf73a52508c2ba1",
    "inbox.json": "7307832e811f745d",
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


@pytest.mark.parametrize("name", WORKSTATION)
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


def test_several_have_the_vpn_fault_and_one_at_most_is_stopped(folder):
    reports = pd.read_csv(folder / "ticket_export.csv")
    assert reports["ticket_no"].is_unique
    vpn = reports[reports["system"] == "vpn"]
    assert len(vpn) >= 3
    assert (vpn["can_work"] == "no").sum() <= 1
    assert (reports["can_work"] == "no").sum() >= 2  # other faults stop people too
    assert reports["colleague"].is_unique


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


def test_one_article_answers(folder):
    known = tools.read_articles(folder / "knowledge_base")
    question = json.loads((folder / "caller.json").read_text())
    both = known
    for word in question["words"]:
        both = both[both["text"].str.contains(word)]
    own, current = both["client"] == question["client"], both["status"] == "current"
    for which in (own & current, own & ~current, ~own & current, ~own & ~current):
        assert which.sum() == 1
    assert known["title"].str.startswith("About the word").sum() == 2
    assert known["id"].tolist() == list(articles.IDS)


def test_the_total_of_the_sheet_is_too_low_until_it_is_mended(folder, tmp_path):
    book = openpyxl.load_workbook(folder / "handover.xlsx")
    sheet = book["Callbacks"]
    labels = [cell.value for cell in sheet["A"]]
    row = labels.index("Total minutes") + 1
    minutes = [sheet.cell(at, 3).value for at in range(4, row - 1)]
    before = tools.sheet_report(folder / "handover.xlsx")
    assert before["total"] < sum(minutes) - max(minutes)
    shown = openpyxl.load_workbook(folder / "handover.xlsx", data_only=True)["Callbacks"]
    assert shown.cell(row, 3).value == before["total"]
    assert minutes[0] != minutes[-1]
    sheet.cell(row, 3).value = f"=SUM(C4:C{row - 2})"
    book.save(tmp_path / "mended.xlsx")
    mended = {"total": sum(minutes), "mean": sum(minutes) / len(minutes), "formula": "yes"}
    assert tools.sheet_report(tmp_path / "mended.xlsx") == mended


def test_the_newest_list_is_no_other_list_that_one_might_take(folder, tmp_path):
    desk = tools.lay_out(folder / "desk.zip", tmp_path / "desk")
    lists = sorted(desk.glob("callbacks*.csv"), key=lambda path: path.stat().st_mtime)
    assert len(lists) == 5
    assert max(lists) not in (lists[0], lists[-1])
    assert "final" not in lists[-1].name
    assert len(list(desk.glob("New Text Document*"))) == 1
    assert len(list(desk.glob("screenshot*.png"))) >= 3
    assert max(desk.glob("*"), key=lambda path: path.stat().st_mtime).name == "menu.pdf"
    for name in desk.glob("*.png"):
        assert name.read_bytes().startswith(b"\x89PNG")


def test_mails_have_the_signs_that_they_should(folder):
    mails = json.loads((folder / "inbox.json").read_text())
    found = [verdict(one) for one in mails]
    assert Counter(found) == {"fine": 4, "sender": 2, "link": 2, "reply": 1, "attachment": 1}
    assert [one["id"] for one in mails] == [f"M{number:02d}" for number in range(1, 11)]
    bad_links = [one["link"] for one, sign in zip(mails, found, strict=True) if sign == "link"]
    assert sum(any(name in host(link) for name in mail.KNOWN) for link in bad_links) == 1
    assert all(any(name in link for name in mail.KNOWN) for link in bad_links)


def verdict(one: dict) -> str:
    if not is_known(one["from"].split("@")[1]):
        return "sender"
    if one["link"] and not is_known(host(one["link"])):
        return "link"
    if not is_known(one["reply_to"].split("@")[1]):
        return "reply"
    return "attachment" if one["attachment"].endswith(mail.DANGEROUS) else "fine"


def host(link: str) -> str:
    return link.split("//")[1].split("/")[0]


def is_known(name: str) -> bool:
    return any(name == known or name.endswith(f".{known}") for known in mail.KNOWN)


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
    (tmp_path / "desk.zip").write_bytes(WORKSTATION["desk.zip"](3))
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
    (tmp_path / "sheet.xlsx").write_bytes(WORKSTATION["handover.xlsx"](3))
    book = openpyxl.load_workbook(tmp_path / "sheet.xlsx")
    sheet = book["Callbacks"]
    row = [cell.value for cell in sheet["A"]].index("Total minutes") + 1
    sheet.cell(row, 3).value = total.format(last=row - 2, total=row) if isinstance(total, str) else total
    book.save(tmp_path / "sheet.xlsx")
    report = tools.sheet_report(tmp_path / "sheet.xlsx")
    assert report["formula"] == what
    assert (report["total"] is None) == (what in ("text", "own cell", "unreadable") or total is None)


def test_a_book_that_was_not_saved_is_missed_in_plain_words(tmp_path):
    with pytest.raises(FileNotFoundError, match="Save the book under this name first"):
        tools.sheet_report(tmp_path / "handover_mended.xlsx")


def test_packed_files_hold_no_trace_of_a_library(tmp_path):
    for name in ("desk.zip", "handover.xlsx"):
        with zipfile.ZipFile(io.BytesIO(WORKSTATION[name](1))) as archive:
            assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}
