"""What the learner reads after grading."""

from .days import COMMENT


def test_feedback(feedback_page, new_page):
    page = new_page()
    page.goto(feedback_page.as_uri())
    text = page.locator("body").inner_text()
    assert "Right · csat · 3 of 3 points" in text
    assert "Right · first_step · 1 of 1 point" in text
    assert "5.5 / 6" in text
    assert COMMENT in text


def test_nothing_hidden_is_in_it(feedback_page):
    text = feedback_page.read_text()
    assert "HIDDEN" not in text and "key.number" not in text and "Another survey does not end" not in text
