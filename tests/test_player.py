"""The player in a browser: captions that come and go, a button that counts hearings, keyboard and axe."""

from pathlib import Path

import pytest

from exercises_lib import listen, listen_by
from tests.browser.accessibility import barriers

AUDIO = Path(__file__).parents[1] / "source" / "03_attentive_listening" / "audio"
FAST = "document.querySelector('audio').defaultPlaybackRate = document.querySelector('audio').playbackRate = 8"
HEAD = "<!doctype html><html lang=en><title>t</title>"
ENDED = "document.querySelector('audio').ended"
KEPT = """() => {
    const words = document.querySelector(".bpo-words");
    window.kept = [];
    new MutationObserver(() => kept.push(words.innerText)).observe(words, {childList: true, subtree: true});
}"""

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(new_page, monkeypatch, tmp_path):
    """A function that shows a player on a page of its own."""
    monkeypatch.delenv("BPO_GRADING", raising=False)
    pages = []

    def show(way: str, **options):
        listen_by(way)
        page = new_page()
        pages.append(page)
        shown = listen(str(AUDIO / "message_02.mp3"), "Message 2", **options).html()
        path = tmp_path / f"{len(pages)}.html"
        path.write_text(f"{HEAD}<main><h1>t</h1>{shown}</main>", encoding="utf-8")
        page.goto(path.as_uri())
        return page

    yield show
    listen_by("sound")
    for page in pages:
        page.close()


def test_captions_come_word_by_word_and_go_with_their_phrase(opened):
    page = opened("captions")
    assert page.evaluate("document.querySelector('audio').muted")
    page.wait_for_function("document.querySelector('audio').readyState > 2")
    page.evaluate(KEPT)
    page.evaluate(f"{FAST}; document.querySelector('audio').play()")
    page.wait_for_function(ENDED)
    page.wait_for_function("document.querySelector('.bpo-words').innerText == ''")
    kept = page.evaluate("kept")
    assert any("Sahboh" in words for words in kept)
    assert any("zed." in words for words in kept)
    longest = max(kept, key=len)
    assert len(longest) < 90  # never more than a phrase or two
    assert not any("Good morning" in words and "zed" in words for words in kept)
    assert not any("Szabo" in words for words in kept)


def test_paused_captions_stay_where_they_are(opened):
    page = opened("captions")
    page.evaluate("document.querySelector('audio').currentTime = 1")
    page.wait_for_function("document.querySelector('.bpo-words').innerText.startsWith('Caller: Good')")


def test_the_button_plays_so_many_times_and_says_how_many_are_left(opened):
    page = opened("captions", hearings=2)
    status = page.locator("[role=status]")
    assert "You hear it twice" in status.inner_text()
    assert page.locator("audio").get_attribute("controls") is None
    page.evaluate(FAST)
    for text in ("1 of 2 hearings left", "On the phone this was it"):
        if page.evaluate("document.activeElement.tagName") != "BUTTON":
            page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.wait_for_function(ENDED)
        page.get_by_text(text).wait_for()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "BUTTON"
    assert page.evaluate("document.querySelector('audio').paused")


@pytest.mark.parametrize("way", ["sound", "captions"])
@pytest.mark.parametrize("options", [{}, {"hearings": 1}], ids=["free", "once"])
def test_nothing_is_in_the_way_of_people_with_disabilities(opened, way, options):
    assert barriers(opened(way, **options), inside="main") == []


def test_another_way_than_these_two_is_said_plainly():
    with pytest.raises(ValueError, match='Write "sound" or "captions"'):
        listen_by("subtitles")


def test_a_recording_without_captions_says_so(tmp_path, opened):
    listen_by("captions")
    (tmp_path / "bare.mp3").write_bytes((AUDIO / "message_02.mp3").read_bytes())
    assert "This recording has no captions" in listen(str(tmp_path / "bare.mp3"), "Bare").html()


def test_hearing_by_sound_puts_no_words_into_the_page(opened):
    page = opened("sound")
    assert page.locator(".bpo-words").count() == 0
    assert page.locator("figure").get_attribute("data-captions") == ""
