"""A learner's day by mouse: fetch, open, answer, check, validate, hand in."""


def test_nothing_stands_in_the_way(learners_day):
    assert learners_day.dialogs == []


def test_the_first_page_explains_itself(learners_day):
    assert "Your first calls" in learners_day.first_page
    assert "You will be able to" in learners_day.first_page


def test_an_untouched_exercise_reads_not_attempted(learners_day):
    assert "Not attempted · csat · 0 of 3 points" in learners_day.untouched
    assert "You have not created csat yet." in learners_day.untouched


def test_a_wrong_answer_reads_its_own_message(learners_day):
    assert "Not yet · csat · 0 of 3 points" in learners_day.wrong
    assert "This is the mean rating. CSAT is the share of 4s and 5s." in learners_day.wrong


def test_a_right_answer_reads_right(learners_day):
    assert "Right · csat · 3 of 3 points" in learners_day.right


def test_validate_says_what_is_unfinished(learners_day):
    assert "Success" not in learners_day.unfinished
    assert "This is the mean rating." in learners_day.unfinished
    assert "You have not created `first_step` yet." in learners_day.unfinished


def test_validate_is_content_with_a_finished_notebook(learners_day):
    assert "Success" in learners_day.finished


def test_a_long_reply_wraps(learners_day):
    assert learners_day.beyond_the_edge == 0


def test_progress_after_restart_and_run_all(learners_day):
    assert "2 of 2 exercises right, 4 of 4 points." in learners_day.progress


def test_it_is_handed_in(learners_day, places):
    assert "91_first_calls" in learners_day.submitted
    assert list(places.exchange.glob("bpo/inbound/*"))


def test_the_browser_has_nothing_to_complain_about(learners_day):
    assert learners_day.troubles == []
