"""Pictures that learners paste into text cells stay in the text, and fill no memory."""

from course_for_tests.odd import PIXEL

from exercises_lib.grading.pictures import embedded

HERE = f"data:image/png;base64,{PIXEL}"


def test_a_pasted_picture_is_in_the_text():
    pasted = {"my call.png": {"image/png": PIXEL}, "b.svg": {"image/svg+xml": "PHN2Zz4="}}
    text = "![me](attachment:my%20call.png) ![b](attachment:b.svg) ![c](attachment:c.png)"
    assert embedded(text, pasted) == f"![me]({HERE}) ![b](picture-is-missing) ![c](picture-is-missing)"


def test_a_picture_that_is_asked_for_often_is_there_once():
    pasted = {"a b": {"image/png": "iVBO" * 250_000}}
    for name in ("a%20b", "a%20%62"):
        text = f"![x](attachment:{name})" * 2000 + "![x](attachment:a%20b)"
        assert len(embedded(text, pasted)) < 1_100_000
