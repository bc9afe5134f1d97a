"""The pages in a real browser: nobody is kept out, light or dark, on a phone and on paper; nothing is loaded."""

import pytest
from browser.accessibility import COLOURS, barriers
from course_for_tests.handing_in import MODULE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("pages")]
PHONE = {"viewport": {"width": 360, "height": 740}}
PAGES = ("index.html", f"modules/{MODULE}.html", "learners/0003-chen.html")


@pytest.mark.parametrize(
    ("window", "rules"), [({}, ()), ({"color_scheme": "dark"}, COLOURS), (PHONE, ())], ids=["light", "dark", "phone"]
)
def test_no_barrier_and_no_network(reported, new_page, window, rules):
    page = new_page(**window)
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    for name in PAGES:
        page.goto((reported / name).as_uri())
        assert barriers(page, "html", rules) == []
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{name} is {wider} pixels wider than the window"
    assert {url.partition(":")[0] for url in asked} <= {"file", "data"}
    assert said == []


def test_on_paper_nothing_is_cut_off(reported, new_page):
    page = new_page(viewport={"width": 700, "height": 1000})  # about A4
    page.emulate_media(media="print", color_scheme="dark")
    for name in PAGES:
        page.goto((reported / name).as_uri())
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{name} is {wider} pixels wider than the paper"
    assert page.pdf(format="A4")[:4] == b"%PDF"


def test_the_picture_says_what_it_shows(reported, new_page):
    page = new_page()
    page.goto((reported / PAGES[1]).as_uri())
    label = page.get_by_role("img").get_attribute("aria-label")
    assert label.startswith("6 learners. Half of them have ")
    assert page.locator("figure svg text").count() > 5  # text, not drawn letters
