"""Each prompt says how its exercise is graded; nobody types it."""

import pytest

from exercises_lib.authoring import course
from exercises_lib.authoring.prompts import BY_EYE, COMPUTED

MODULE = """\
### Exercise 1

Find it.

<details><summary>Hint 1</summary>

Look.

</details>

```{{code-cell}}
:tags: [answer]
### BEGIN SOLUTION
{solution}
### END SOLUTION
```

```{{code-cell}}
:points: 2
:objective: 1
### BEGIN HIDDEN TESTS
{key}
### END HIDDEN TESTS
check("found")
```
"""


def prompt(tmp_path, solution: str, key: str) -> str:
    twin = tmp_path / "module.md"
    twin.write_text(MODULE.format(solution=solution, key=key), encoding="utf-8")
    return course.read_twin(twin).cells[0].source


@pytest.mark.parametrize(
    ("solution", "key", "line"),
    [
        ("found = log['time'].iloc[0]", 'key.text("found")', COMPUTED),
        ("found = log['time'].iloc[0]", 'key.text("found", by_eye=True)', BY_EYE),
        ("found = ['b', 'd']", 'key.choice("found", options=["a", "b", "d"])', BY_EYE),
        ("found = {'a': 3, 'b': len(log)}", 'key.fields("found")', COMPUTED),
        ("def found(x):\n    return 2 * x", 'key.function("found", cases=[1])', COMPUTED),
    ],
)
def test_the_line_stands_before_the_hints(tmp_path, solution, key, line):
    assert prompt(tmp_path, solution, key) == (
        f"### Exercise 1\n\nFind it.\n\n{line}\n\n<details><summary>Hint 1</summary>\n\nLook.\n\n</details>"
    )


def test_a_call_is_played_so_nothing_is_said(tmp_path):
    said = prompt(tmp_path, "%%call found\ngreet", 'key.conversation("found", sheet="found")')
    assert BY_EYE not in said and COMPUTED not in said
