"""A report without names: no id and no name in any text, whatever a learner wrote around it."""

import re

from hypothesis import given
from hypothesis import strategies as st

from exercises_lib.desk.gradebook import Learner
from exercises_lib.desk.report.names import Names

CLASS = [
    Learner("ama_7", "Ama", "Mensah"),
    Learner("x1", "Nguyễn Văn", "An"),
    Learner("w", "小明", "王"),
    Learner("12"),
]
WITHOUT = Names(CLASS, known=False)


def test_names_are_found_as_words():
    assert WITHOUT.without("`csat` is “Ama Mensah”, by AMA_7.") == "`csat` is “[name] [name]”, by [name]."
    assert WITHOUT.without("Ama's sum") == "[name]'s sum"
    assert WITHOUT.without("ama_total, nguye\u0302\u0303n") == "[name]_total, [name]"
    assert WITHOUT.without("我是王小明。") == "我是[name]。"


def test_other_words_stay():
    text = "The amazing drama of 12 answers: and Mensahs, w."
    assert WITHOUT.without(text) == text


def test_with_names_texts_stay_as_they_are():
    names = Names(CLASS)
    assert names.without("Ama") == "Ama"
    assert names.of("ama_7") == "Ama Mensah (ama_7)"
    assert names.file("ama_7") == "0001-ama_7.html"


def test_numbers_are_drawn_anew():
    many = [Learner(f"id{number}") for number in range(50)]
    orders = {tuple(Names(many, known=False).order) for _ in range(3)}
    assert len(orders) == 3
    assert all(sorted(order) == sorted(one.id for one in many) for order in orders)


words = st.text(st.characters(categories=("Lu", "Ll", "Lo", "Nd")), min_size=2, max_size=8).map(lambda word: "q" + word)
learners = st.builds(Learner, words, words | st.just(""), words | st.just(""))
glue = st.text(st.characters(categories=("P", "S", "Zs")), min_size=1, max_size=3)


@given(st.lists(learners, min_size=1, max_size=5, unique_by=lambda one: one.id), st.data())
def test_no_name_is_left_between_any_signs(them, data):
    names = Names(them, known=False)
    one = data.draw(st.sampled_from(them))
    parts = data.draw(st.permutations([one.id, one.first, one.last, "the answer is 7"]))
    text = data.draw(glue).join(parts)
    left = names.without(text)
    tokens = {word.casefold() for word in re.findall(r"[^\W_]+", left)}
    for name in filter(None, (one.id, one.first, one.last)):
        assert name.casefold() not in tokens
    assert one.id not in names.of(one.id) + names.file(one.id) + names.id(one.id)


@given(learners)
def test_file_names_are_plain(one):
    assert re.fullmatch(r"\d{4}(-[A-Za-z0-9_-]+)?\.html", Names([one]).file(one.id))
    assert Names([one], known=False).file(one.id) == "0001.html"
