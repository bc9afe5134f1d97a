"""The whole path of a learner without a mouse: fetch, open, take a hint, answer, check, validate, hand in."""


def test_hints_open(keyboard_day):
    assert "Count them first." in keyboard_day.hint


def test_answers_are_checked(keyboard_day):
    assert "This is the mean rating." in keyboard_day.wrong
    assert "Right · csat · 3 of 3 points" in keyboard_day.right


def test_restart_and_run_all_then_progress(keyboard_day):
    assert "2 of 2 exercises right, 4 of 4 points." in keyboard_day.progress


def test_validate(keyboard_day):
    assert "Success" in keyboard_day.finished


def test_it_is_handed_in(keyboard_day):
    assert "91_first_calls" in keyboard_day.submitted


def test_the_browser_has_nothing_to_complain_about(keyboard_day):
    assert keyboard_day.troubles == []
