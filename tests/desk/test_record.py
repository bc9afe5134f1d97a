"""Records of completion: who gets one, what it says, and that nobody can change or forge one."""

from __future__ import annotations

import base64
import json
import stat
import subprocess
import sys
from datetime import date, datetime
from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier
from typer.testing import CliRunner

from exercises_lib import course_folder
from exercises_lib.cli import app
from exercises_lib.desk.marks import Mark, Marks, ModuleMarks
from exercises_lib.desk.record import badge, content, signed_page, trainer_key
from exercises_lib.printable import printable
from tests.desk.gradebooks import FULL, NOT_GRADED, ONE, TWO, Given, course

ROOT = Path(__file__).parents[2]
TRAINER, SOMEBODY = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (1, 2))
NAMES = {"ama": {"first_name": "Ama", "last_name": "Mensah"}}
CLASS = {
    "ama": FULL,
    "bashir": {ONE: FULL[ONE], TWO: Given({"kinds": 4, "reply": 2})},  # an answer waits for a reader
    "chen": {ONE: Given({"csat": 4, "nps": 1}), TWO: NOT_GRADED},
}


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    """A trainer's own folder, in which there is no key yet."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    return tmp_path / "home" / "bpo-course"


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    return course(tmp_path_factory.mktemp("record") / "course", CLASS, NAMES)


def bpo(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["record", *map(str, arguments)])
    return done.exit_code, done.output


def full_content(name: str = "Ama Mensah") -> signed_page.Content:
    """What the record of somebody says who passed every module of the real course."""
    wanted = course_folder.syllabus(ROOT)
    when = datetime(2026, 11, 20)
    marks = [ModuleMarks(m.id, m.title, {"all": 40}, None, {"ama": Mark(36.5, handed_in=when)}) for m in wanted]
    return content.make(Marks({}, marks, [], []), "ama", name, wanted, "Ines Duarte", date(2026, 11, 27))


@cache
def page() -> str:
    return signed_page.sign(full_content(), TRAINER)


def is_valid(text: str) -> bool:
    verdict = signed_page.verify(text, TRAINER.public_key())
    return verdict.signer is not None and not verdict.problem


# --- who gets one, and what it says ----------------------------------------------------------


def test_who_passed_gets_a_record_and_the_others_read_what_is_missing(root, home, tmp_path):
    code, said = bpo("ama", "--course", root)
    assert code == 1 and "there is no key to sign records with" in said and "bpo record key" in said
    assert bpo("key", "-o", tmp_path / "trainer.pem")[0] == 0
    code, said = bpo("--all", "--course", root, "-o", tmp_path / "records")
    assert code == 0 and [path.name for path in (tmp_path / "records").iterdir()] == ["ama.html"]
    assert f"bashir: no record yet. {TWO}: waiting for a reader." in said
    assert f"chen: no record yet. {ONE}: Still missing: 2. {TWO}: not graded." in said
    code, said = bpo("verify", tmp_path / "records" / "ama.html", "--key", tmp_path / "trainer.pem")
    assert code == 0 and "VALID. Nothing was changed" in said and "Ama Mensah (ama)" in said


def test_a_record_of_some_modules_needs_only_those(root, home, tmp_path):
    bpo("key")
    code, said = bpo("bashir", "chen", "dina", "--module", ONE, "--course", root, "-o", tmp_path)
    assert code == 0 and (tmp_path / "bashir.html").exists() and not (tmp_path / "chen.html").exists()
    assert "dina: is not in the gradebook" in said
    shown = BeautifulSoup((tmp_path / "bashir.html").read_text(), "html.parser")
    assert [cell.text for cell in shown.select("tbody th")] == ["Numbers, on one page"]


def test_the_page_says_all_and_that_it_certifies_nothing():
    shown = BeautifulSoup(page(), "html.parser")
    text = " ".join(shown.body.text.split())
    assert content.CERTIFIES_NONE in text and "Ama Mensah" in text and "Issued on 2026-11-27 by Ines Duarte" in text
    modules = course_folder.syllabus(ROOT)
    assert f"planned for {sum(m.hours for m in modules):g} hours" in text and "401.5 of 440 points" in text
    for module in modules:
        assert all(part in text for part in (module.title, *module.objectives, *module.standards))
    assert not shown.select("[src], [href]")  # nothing comes from elsewhere


@given(st.text())
@settings(max_examples=40)
def test_any_name_is_shown_as_it_is_and_can_be_verified(name):
    text = signed_page.sign(full_content(name), TRAINER)
    shown = BeautifulSoup(text, "html.parser")
    assert shown.select_one(".name").text == printable(name)
    assert {script["type"] for script in shown("script")} == {"application/json", "text/plain"}
    assert len(shown("script")) == 2 and is_valid(text)


# --- the key -------------------------------------------------------------------------------


def test_the_key_is_the_trainers_alone_and_is_made_once(home):
    assert bpo("key")[0] == 0
    (path,) = home.iterdir()
    before = path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    code, said = bpo("key")
    assert code == 0 and "Your key is" in said and path.read_bytes() == before
    assert trainer_key.fingerprint(trainer_key.private().public_key()) in said and "PRIVATE" not in said


@pytest.mark.parametrize("written", [b"", b"no key", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_a_damaged_key_is_told_and_kept(home, written):
    bpo("key")
    (path,) = home.iterdir()
    path.write_bytes(written)
    code, said = bpo("key")
    assert code == 1 and "is damaged or no Ed25519 key" in said and path.read_bytes() == written


def test_a_key_that_others_may_read_does_not_sign(home, root, tmp_path):
    bpo("key")
    (path,) = home.iterdir()
    path.chmod(0o644)
    code, said = bpo("ama", "--course", root, "-o", tmp_path / "records")
    assert code == 1 and "chmod 600" in said and not (tmp_path / "records").exists()


def test_a_badge_says_the_same_and_an_open_badge_verifier_takes_it(root, home, tmp_path):
    said = bpo("key")[1]
    assert bpo("ama", "--course", root, "-o", tmp_path, "--badge", "--by", "Ines Duarte")[0] == 0
    token = (tmp_path / "ama.badge.jwt").read_text()
    issuer = badge.issuer_id(trainer_key.private().public_key())
    found = OB3Verifier.for_issuer_did(issuer).verify(token)
    assert issuer in said and found.issuer.name == "Ines Duarte"
    assert "certifies no occupational standard" in found.achievement.description
    assert "Numbers, on one page: 10 of 10 points" in found.evidence[0].narrative
    head, payload, signature = token.split(".")
    forged = ".".join([head, payload[:-4] + ("AAAA" if payload[-4:] != "AAAA" else "BBBB"), signature])
    with pytest.raises(OB3VerificationError):
        OB3Verifier.for_issuer_did(issuer).verify(forged)
    with pytest.raises(OB3VerificationError):
        OB3Verifier.for_issuer_did(issuer).verify(badge.sign(full_content(), "ama@example.org", SOMEBODY))


def test_a_badge_shows_no_address():
    token = badge.sign(full_content(), "ama@example.org", TRAINER)
    assert "ama@example.org" not in base64.urlsafe_b64decode(token.split(".")[1] + "==").decode()


# --- nobody can change or forge one ----------------------------------------------------------


def test_what_is_as_it_was_made_is_valid_whatever_a_mail_program_does_to_its_lines():
    assert is_valid(page()) and is_valid("\ufeff" + page().replace("\n", "\r\n"))


def test_who_verifies_needs_none_of_a_trainers_packages(tmp_path):
    page_, key = tmp_path / "ama.html", tmp_path / "trainer.pem"
    page_.write_text(page())
    key.write_text(trainer_key.public_pem(TRAINER.public_key()))
    without = "import sys; sys.modules |= dict.fromkeys(['nbgrader', 'sqlalchemy', 'pandas', 'openbadgeslib'])"
    command = f"{without}; from exercises_lib.cli import app; app(['record', 'verify', *sys.argv[1:]])"
    done = subprocess.run([sys.executable, "-c", command, page_, "--key", key], capture_output=True, text=True)
    assert done.returncode == 0 and "VALID." in done.stdout, done.stderr


@given(st.data())
@settings(max_examples=150)
def test_no_sign_of_the_file_can_be_changed(data):
    place = data.draw(st.integers(0, len(page()) - 1))
    sign = data.draw(st.sampled_from("0123456789<>&\"' \nabA=") | st.characters(codec="utf-8"))
    assume(sign != page()[place])
    changed = page()[:place] + data.draw(st.sampled_from(["", sign, sign + page()[place]])) + page()[place + 1 :]
    assume(changed.removeprefix("\ufeff").replace("\r\n", "\n") != page())
    assert not is_valid(changed)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("36.5 of 40", "40 of 40"), ('"points":36.5', '"points":40'), ("Ama Mensah", "Kofi Mensah"),
        ("2026-11-27", "2025-11-27"), ("One shift", "Two shifts"), ("certifies none", "certifies all"),
        ("</main>", "<p>With honours</p></main>"), ("</style>", "main { display: none }</style>"),
        ("<body>", "<body><!-- -->"), ("</script>", " </script>"),
    ],
)  # fmt: skip
def test_a_change_is_refused_with_the_reason(before, after, tmp_path):
    assert before in page()
    path = tmp_path / "ama.html"
    path.write_text(page().replace(before, after))
    key = tmp_path / "trainer.pem"
    key.write_text(trainer_key.public_pem(TRAINER.public_key()))
    code, said = bpo("verify", path, "--key", key)
    assert code == 1 and said.startswith("NOT VALID. ") and "VALID. Nothing" not in said


def test_who_signs_anew_with_another_key_is_found_out(tmp_path, home):
    better = full_content()
    better["modules"][0]["points"] = 40
    path, key = tmp_path / "ama.html", tmp_path / "trainer.pem"
    path.write_text(signed_page.sign(better, SOMEBODY))
    key.write_text(trainer_key.public_pem(TRAINER.public_key()))
    code, said = bpo("verify", path, "--key", key)
    assert code == 1 and "signed with another key" in said
    assert trainer_key.fingerprint(TRAINER.public_key()) in said
    code, said = bpo("verify", path)  # no key is known here: unchanged, but by whom?
    assert code == 2 and "WHO signed it is not known" in said and "\nVALID" not in said
    bpo("key")
    assert bpo("verify", path)[0] == 2  # nor does a key of one's own say who signed it


def test_the_trainers_key_put_beside_another_signature_does_not_help():
    forged = signed_page.sign(full_content() | {"issued_by": "Somebody"}, SOMEBODY)
    keys = [base64.b64encode(one.public_key().public_bytes_raw()).decode() for one in (SOMEBODY, TRAINER)]
    prints = [trainer_key.fingerprint(one.public_key()) for one in (SOMEBODY, TRAINER)]
    assert not is_valid(forged.replace(keys[0], keys[1]).replace(prints[0], prints[1]))


JSON = st.recursive(st.none() | st.floats() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(
    st.sampled_from(["learner", "id", "name", "modules", "issued", "issued_by", "page", "key"]), inner))  # fmt: skip


@given(JSON)
@settings(max_examples=60)
def test_whatever_somebody_signs_is_no_record_and_stops_nothing(anything):
    key = base64.b64encode(TRAINER.public_key().public_bytes_raw()).decode()
    anything = anything | {"key": key} if isinstance(anything, dict) else anything
    signed = json.dumps(anything, sort_keys=True, separators=(",", ":")).replace("<", "\\u003c").replace(">", "\\u003e")
    signature = base64.b64encode(TRAINER.sign(signed.encode())).decode()
    slots = signed_page._slot("record", signed) + signed_page._slot("signature", signature)
    assert not is_valid(f"<html>{slots}</html>")


@given(st.text() | st.just(signed_page._slot("record", "{}") + signed_page._slot("signature", "")))
def test_another_file_is_no_record(text):
    assert signed_page.verify(text).problem
