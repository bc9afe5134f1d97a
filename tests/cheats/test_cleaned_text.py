"""Whatever a learner writes in Markdown or HTML, no page made of it runs, loads or names anything.

Tried with random text. A page is made as nbgrader makes it: what was cleaned is rendered as Markdown once more.
"""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from nbconvert.filters import markdown2html, strip_files_prefix

from exercises_lib.grading import safe_html
from exercises_lib.grading.bounds import Bounds
from exercises_lib.grading.outputs import safe_outputs
from exercises_lib.grading.process.channel import Ran
from exercises_lib.grading.safe_html import MAX_HTML, MAX_MARKDOWN, MAX_PLAIN, MAX_TAGS, Cleaner

MARKUP = r"""
< > </ /> " ' ` ``` ~~~ \ $ $$ \\( \\[ \\] [ ] ]( ) ![ ]: &#10; &#13; &#x0a;&#x0a; &lt; &gt; &quot;
&amp;#60; # - 1. | |-|-|
*** --- === <!-- --> <![CDATA[ ]]> <? ?> <! <script> </script> <svg/onload=alert(1)> <math> <style> </style> <title>
<textarea> <noscript> <pre> </pre> <div> </div> <details> <summary> <table> <td>
<form/action=/api> <input/name=x>
javascript:alert(1) JaVaScRiPt&colon;alert(1) files/javascript:alert(1) src="files/ href="/files/ href= src= style=
data:text/html,<script> data:image/svg+xml;base64,PHN2Zz4= data:image/png;base64,AAAA data:image/png;base64,0
//evil.example/x.png https://evil.example/x.png http:/evil.example attachment:a.png \begin{a} \end{a}
\href{javascript:x}{y} \cssId{calls_today}{x} word é 日本
""".split()  # noqa: SIM905  (a list of so many would fill a page)
SPACED = [
    " ",
    "    ",
    "\t",
    "\n",
    "\n\n",
    "\r",
    "\v",
    "\f",
    "\x85",
    "\u2028",
    "\x00",
    "\x1b[31m",
    "\ud800",
    "# calls_today\n",
    "> ",
    ": ",
    " onerror=alert(1) ",
    "<img src=x onerror=alert(1)>",
    '<img src="x" alt="a&#10; &#10;b">',
    '<i title=" onerror=alert(1) x=">c</i>',
    "<p id=calls_today>",
    "<a name=calls_today>",
    "<p class=score>",
]
TEXTS = st.lists(st.one_of(st.sampled_from(MARKUP + SPACED), st.text(max_size=4)), max_size=25).map("".join)


def again(block: str) -> str:
    """As the formgrader and the feedback page render it."""
    return markdown2html(block)


@pytest.mark.parametrize("form", ["markdown", "html", "plain"])
@settings(max_examples=350)
@given(text=TEXTS)
def test_what_is_shown_is_inert(form, text):
    block = getattr(Cleaner(), form)(text)
    assert "\n" not in block
    page = again(block)
    assert page.strip() == block  # Markdown took nothing apart
    page = strip_files_prefix(page)
    assert not active(page)
    inside = block.removeprefix(safe_html.AROUND[:-8]).removesuffix("</div>")
    if form != "plain":  # a browser's parser finds nothing more to remove
        assert Cleaner().html(inside).replace("&#10;", "") == block.replace("&#10;", "")


FORMS = [
    "text/html",
    "text/markdown",
    "text/latex",
    "text/plain",
    "image/png",
    "image/jpeg",
    "image/svg+xml",
    "application/javascript",
    "application/vnd.jupyter.widget-view+json",
    "text/x",
    "text/html;",
    "TEXT/HTML",
]
DISPLAYS = st.fixed_dictionaries(
    {
        "output_type": st.sampled_from(["display_data", "execute_result"]),
        "data": st.dictionaries(st.sampled_from(FORMS), TEXTS),
        "metadata": st.dictionaries(st.sampled_from(FORMS), TEXTS),
    }
)


@settings(max_examples=150)
@given(st.lists(DISPLAYS, max_size=3))
def test_what_a_cell_displays_is_inert(displays):
    for output in safe_outputs(Ran("ok", displays), Cleaner(), Bounds()):
        assert set(output.data) <= {"text/html", "text/plain", "image/png", "image/jpeg"}  # what a page knows to escape
        assert not output.metadata
        assert not active(output.data.get("text/html", ""))
        assert not re.search(r"[^A-Za-z0-9+/=\s]", output.data.get("image/png", "") + output.data.get("image/jpeg", ""))


def active(page: str) -> list[str]:
    """All in a page that could run, load, submit or be taken for a field of the page itself."""
    found = []
    for number, tag in enumerate(BeautifulSoup(page, "html.parser").find_all(True)):
        if tag.name not in safe_html.TAGS | {"div"}:
            found.append(tag.name)
        for name, value in tag.attrs.items():
            if name in ("id", "name", "style", "href", "cite") or name.startswith("on") or (name == "class" and number):
                found.append(f"{tag.name} {name}={value}")
            if name == "src" and not (tag.name == "img" and value.startswith("data:image/png;base64,")):
                found.append(f"{tag.name} {name}={value}")
    return found


@pytest.mark.parametrize(
    ("form", "text", "kept"),
    [
        ("markdown", "# Calls\n\nShe *waits* **9** s.\n\n- one\n- two", ["h1", "p", "em", "strong", "ul", "li", "li"]),
        ("markdown", "|a|b|\n|-|-|\n|1|2|", ["table", "thead", "tr", "th", "th", "tbody", "tr", "td", "td"]),
        ("markdown", "![me](data:image/png;base64,iVBORw0KGgo=)", ["p", "img"]),
        ("html", "<details><summary>more</summary><b>x</b></details>", ["details", "summary", "b"]),
        ("html", "<a href=https://a.example>her mail</a>", ["a"]),  # its text stays
        ("plain", "<b>\n1 < 2", ["pre"]),
    ],
)
def test_what_is_harmless_stays(form, text, kept):
    page = BeautifulSoup(again(getattr(Cleaner(), form)(text)), "html.parser")
    assert [tag.name for tag in page.div.find_all(True)] == kept


def test_a_pasted_picture_keeps_its_content():
    content = "iVBORw0KGgo" * 100_000
    assert f'src="data:image/png;base64,{content}"' in Cleaner().markdown(f"![me](data:image/png;base64,{content})")


def test_a_picture_asked_for_often_is_shown_once():
    content = "iVBORw0KGgo" * 100_000
    block = Cleaner().markdown(f"[a]: data:image/png;base64,{content}\n\n" + "![a] " * 1000)
    assert len(block) < 2 * len(content)


def test_line_breaks_of_printed_text_stay():
    assert BeautifulSoup(again(Cleaner().plain("a\n\n  b")), "html.parser").pre.string == "a\n\n  b"


TOO_MUCH = {
    "long text": ("markdown", "word " * MAX_MARKDOWN),
    "environments": ("markdown", "[ " + r"\begin{a}" * 8000),
    "nested": ("html", "<div>" * 70_000),
    "long": ("html", "x" * (MAX_HTML + 1)),
    "many from one": ("markdown", f"[a]: http://{'x' * 9000}\n\n" + "[a] " * 2000),
    "renderer stops": ("markdown", "![x](attachment:none)"),
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_what_is_too_much_is_shown_as_plain_text(name):
    form, text = TOO_MUCH[name]
    page = BeautifulSoup(again(getattr(Cleaner(), form)(text)), "html.parser")
    assert [tag.name for tag in page.div.find_all(True)] == ["pre"]
    assert page.pre.string.startswith(text[:1000]) and len(page.pre.string) <= MAX_PLAIN + 30


def test_a_notebook_of_many_displays_has_one_limit_for_all():
    cleaner, table = Cleaner(), "<i>x</i>" * (MAX_TAGS // 2)
    forms = ["<pre>" in cleaner.html(table) for _ in range(50)]
    assert forms == sorted(forms) and 5 <= forms.count(False) <= 15  # the first ones keep their form
