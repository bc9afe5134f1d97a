"""A newcomer's first minutes with `bpo lab` and the real modules 00 and 01."""


def test_nothing_stands_in_the_way(first_lesson):
    assert first_lesson.dialogs == []


def test_the_first_notebook_is_open(first_lesson):
    assert "Module 00" in first_lesson.first_page
    assert "You will be able to" in first_lesson.first_page
    assert "You cannot break anything here." in first_lesson.first_page


def test_the_first_exercise(first_lesson):
    assert "Right · calls_today · 2 of 2 points" in first_lesson.first_right


def test_a_cell_run_too_early_is_explained(first_lesson):
    assert "The cells above have not run since this notebook was opened" in first_lesson.before_running


def test_a_misspelt_name_is_explained(first_lesson):
    assert "Did you mean export?" in first_lesson.error


def test_a_known_mistake_reads_its_own_message(first_lesson):
    assert "Not yet · copies · 0 of 2 points" in first_lesson.wrong
    assert "This is the count for the small table visits." in first_lesson.wrong


def test_a_right_answer(first_lesson):
    assert "Right · copies · 2 of 2 points" in first_lesson.right


def test_progress(first_lesson):
    assert "1 of 14 exercises right, 2 of 40 points." in first_lesson.progress


def test_the_browser_has_nothing_to_complain_about(first_lesson):
    assert first_lesson.troubles == []
