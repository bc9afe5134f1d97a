"""The seven skills that the course is about: each has a group in the syllabus, and exercises that are graded."""

from collections import Counter

import nbformat
from course_for_tests.modules import ROOT

from exercises_lib.authoring import course
from exercises_lib.cells import check_cells
from exercises_lib.course_folder import skill_groups, source_path, syllabus
from exercises_lib.learner import pass_rule

SEVEN = {
    "analytical": "surveys, team performance, bills",
    "listening": "",
    "empathy": "",
    "computer": "",
    "patience": "",
    "cool_head": "confidence, clarity, a cool head",
    "leading": "leading, strategy, growth, incentives",
}
FEWEST = 3  # graded exercises of each


def served() -> Counter:
    """How many graded exercises each group has, over all modules."""
    found, groups = Counter(), skill_groups(ROOT)
    for module in syllabus(ROOT):
        notebook = nbformat.read(source_path(ROOT, module.id), 4)
        for check, name in check_cells(notebook):
            points = check.metadata.nbgrader.points
            assert points > 0, f"{module.id}, {name}"
            found[course.skill_of(module.id, check, groups)] += 1
    return found


def test_the_syllabus_has_the_seven_groups():
    assert list(skill_groups(ROOT)) == list(SEVEN)


def test_each_module_but_the_last_is_of_one_group():
    named = [module for group in skill_groups(ROOT).values() for module in group.modules]
    known = [module.id for module in syllabus(ROOT)]
    assert len(set(named)) == len(named)
    assert set(known) - set(named) == {"10_capstone"} and set(named) - set(known) <= {"09_leading"}


def test_each_group_has_graded_exercises_and_each_exercise_a_group():
    found = served()
    assert found.keys() == SEVEN.keys()
    assert {skill: count for skill, count in found.items() if count < FEWEST} == {}


def test_each_group_says_three_things_once():
    groups = skill_groups(ROOT).values()
    said = [text for group in groups for text in (group.below, group.enough, group.full)]
    assert len(set(said)) == 3 * len(SEVEN) and len({group.title for group in groups}) == len(SEVEN)
    assert all(text.endswith(".") and text.count(". ") == 0 for text in said)  # one sentence each


def test_the_capstone_asks_for_half_of_each_of_the_seven():
    rule = pass_rule.found(nbformat.read(source_path(ROOT, "10_capstone"), 4).metadata)
    assert [skill.title for skill in rule.skills] == [group.title for group in skill_groups(ROOT).values()]
    assert all(skill.needed >= skill.points / 2 > skill.needed - 0.5 for skill in rule.skills)
    assert sum(skill.points for skill in rule.skills) == rule.points == 40
    every = {name: 99 for skill in rule.skills for name in skill.exercises}
    for skill in rule.skills:
        assert not rule.passed(40, 0, every | dict.fromkeys(skill.exercises, 0))
