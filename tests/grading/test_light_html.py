"""A page is what nbconvert would write, pictures without a text included."""

from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from exercises_lib.grading import light_html

NAMES = st.sampled_from(["src", "alt", "title", "data-alt", "class"])
WORDS = st.text("ab <>='alt/", max_size=9)
ATTRIBUTES = st.lists(st.tuples(NAMES, WORDS), max_size=4, unique_by=lambda pair: pair[0])


@given(st.lists(ATTRIBUTES, max_size=3))
def test_a_picture_without_a_text_gets_one_as_from_nbconvert(pictures):
    page = "".join(f"<p>a &lt;img&gt; b<img {written(picture)}></p>" for picture in pictures)
    expected = BeautifulSoup(page, "html.parser")
    for picture in expected.select("img:not([alt])"):
        picture["alt"] = light_html.NO_TEXT
    found = BeautifulSoup(light_html.described(page), "html.parser")
    assert [one.attrs for one in found.select("img")] == [one.attrs for one in expected.select("img")]
    assert found.get_text() == expected.get_text()


def written(attributes):
    return " ".join(f'{name}="{value}"' for name, value in attributes)


def test_the_page_is_nbconverts():
    png = new_output("display_data", {"image/png": "iVBORw0KGgo="})
    named = new_output("display_data", {"text/html": "<img alt='a > b' src='x.png'><b>bold</b>"})
    cells = [new_markdown_cell("# A *title*\n\n![a chart](x.png)"), new_code_cell("1 < 2", outputs=[png, named])]
    notebook = new_notebook(cells=cells)
    ours, _ = light_html.LightHTMLExporter(template_name="classic").from_notebook_node(notebook)
    theirs, _ = HTMLExporter(template_name="classic").from_notebook_node(notebook)
    assert str(BeautifulSoup(ours, "html.parser")) == theirs and light_html.NO_TEXT in theirs


TEXTS = st.text("# *_<>&`[]()\n x1", max_size=12)
CODE = st.text("x =1#%\n'<>&()", max_size=12)


@settings(max_examples=8)  # each makes four pages
@given(st.lists(st.tuples(st.booleans(), TEXTS, CODE, st.sampled_from(["python", "r", None])), min_size=2, max_size=6))
def test_what_is_remembered_of_one_page_is_right_on_the_next(drawn):
    """One page after the other, in one process: equal texts under other circumstances, and others."""
    cells = []
    for is_text, text, code, magics in drawn:
        cells.append(new_markdown_cell(text) if is_text else new_code_cell(code))
        cells[-1].metadata |= {"magics_language": magics} if magics and not is_text else {}
    for language in ("python", "r"):
        notebook = new_notebook(cells=cells, metadata={"language_info": {"name": language}})
        ours, _ = light_html.LightHTMLExporter(template_name="classic").from_notebook_node(notebook)
        theirs, _ = HTMLExporter(template_name="classic").from_notebook_node(notebook)
        assert BeautifulSoup(ours, "html.parser") == BeautifulSoup(theirs, "html.parser")


def test_a_picture_in_a_text_is_its_own_cells():
    """The same text, with another picture attached."""
    pages = []
    for picture in ("AAAA", "BBBB"):
        cell = new_markdown_cell("![a chart](attachment:x.png)", attachments={"x.png": {"image/png": picture}})
        page, _ = light_html.LightHTMLExporter(template_name="classic").from_notebook_node(new_notebook(cells=[cell]))
        pages.append([name for name in ("AAAA", "BBBB") if f"base64,{name}" in page])
    assert pages == [["AAAA"], ["BBBB"]]
