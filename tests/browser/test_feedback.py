"""What the learner reads after grading."""

from .days import COMMENT


def test_points_and_messages_for_each_exercise(feedback):
    assert "5.5 of 6 points." in feedback.text
    assert "Right · csat · 3 of 3 points" in feedback.text
    assert "Right · first_step · 1 of 1 point" in feedback.text


def test_what_the_trainer_wrote(feedback):
    assert COMMENT in feedback.text


def test_nothing_hidden_is_in_it(feedback):
    page = feedback.path.read_text()
    assert "HIDDEN" not in page and "key.number" not in page and "Another survey does not end" not in page
