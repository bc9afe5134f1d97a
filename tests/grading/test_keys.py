"""Keys are made by running the solution, and kept until something that they follow from changes."""

from __future__ import annotations

import tempfile
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from exercises_lib.authoring.key_run import in_forks_on
from exercises_lib.faults import KeyFault
from exercises_lib.grading import keys
from tests.checks.verdicts import make


@pytest.fixture(scope="module")
def module(tmp_path_factory):
    """A module of one exercise, whose solution leaves a letter in a file each time it runs."""
    folder = tmp_path_factory.mktemp("keys")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("BPO_SECRET_SEED", "of these tests")
        environment.setenv("XDG_DATA_HOME", str(folder / "data"))
        yield Tiny(folder / "course", folder / "runs.txt")


class Tiny:
    def __init__(self, root: Path, runs: Path):
        self.root, self._runs = root, runs
        self.path = root / "source" / "tiny" / "tiny.ipynb"
        self.path.parent.mkdir(parents=True)
        self.notes = self.path.parent / "notes.txt"
        self.notes.write_text("given to learners")

    def write(self, solution: str, check: str = 'check("answer")') -> None:
        note = f"from exercises_lib import check\nopen({str(self._runs)!r}, 'a').write('x')"
        meta = {
            "schema_version": 3,
            "grade_id": "answer",
            "grade": True,
            "solution": False,
            "locked": True,
            "task": False,
            "points": 2,
        }
        cells = [
            new_code_cell(note, id="a"),
            new_code_cell(solution, id="b"),
            new_code_cell(check, id="c", metadata={"nbgrader": meta}),
        ]
        nbformat.write(new_notebook(cells=cells), self.path)

    def load(self) -> keys.Keys:
        """As `keys.load`, but the solution runs in forks of this process: a new Python takes a second or two."""
        return keys.keys_of(nbformat.read(self.path, 4), *keys.both_samples(self.root, self.path, in_forks_on))

    def load_in_new_python(self) -> keys.Keys:
        return keys.load(self.root, self.path)

    @property
    def runs(self) -> int:
        return len(self._runs.read_text()) if self._runs.exists() else 0


def value_of(found: keys.Keys) -> str:
    [form] = found.fresh["answer"].answer.facets["value"]
    return form


def test_keys_are_made_once_and_found_again(module):
    module.write("answer = 6 * 7")
    made, runs = module.load(), module.runs
    found = module.load()
    assert module.runs == runs > 0
    assert value_of(found) == value_of(made) == "42.00"
    assert found.by_grade_id == made.by_grade_id == {"answer": "answer"}
    assert (found.files / "notes.txt").read_text() == "given to learners"


def test_what_a_solution_or_a_compiled_library_prints_is_no_part_of_them(module):
    """The solver of module 09 introduces itself past `sys.stdout`, where the keys are printed."""
    printed = "os.write(1, b'Running a solver'); print('from a cell', flush=True); os.system('echo from a program')"
    module.write(f"import os\n{printed}\nanswer = 6 * 7")
    assert value_of(module.load_in_new_python()) == "42.00"


def test_a_fault_leaves_no_folder_behind(module, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    module.write("1 / 0")
    with pytest.raises(KeyFault):
        module.load()
    assert list(tmp_path.iterdir()) == []


def test_a_changed_notebook_gives_new_keys(module):
    module.write("answer = 6 * 7")
    assert value_of(module.load()) == "42.00"
    module.write("answer = 7 * 7")
    assert value_of(module.load()) == "49.00"
    module.write("answer = 6 * 7")
    assert value_of(module.load()) == "42.00"


def test_a_changed_file_gives_new_keys(module):
    module.write("answer = len(open('notes.txt').read())")
    assert value_of(module.load()) == "17.00"
    module.notes.write_text("other")
    assert value_of(module.load()) == "5.00"
    module.notes.write_text("given to learners")


def test_another_seed_gives_new_keys(module, monkeypatch):
    module.write("answer = 1", 'answer = int(key.rng.integers(10**6))\ncheck("answer")')
    first = value_of(module.load())
    monkeypatch.setenv("BPO_SECRET_SEED", "another")
    assert value_of(module.load()) != first


def test_half_made_keys_are_not_found(module):
    """A grader that is killed while it makes keys leaves nothing that is taken for keys."""
    module.write("answer = 6 * 7")
    kept = module.load().files.parent / "keys.json"
    kept.unlink()
    assert value_of(module.load()) == "42.00"


@pytest.mark.parametrize(
    "solution, check, names",
    [
        ("1 / 0", 'check("answer")', "cell 2: ZeroDivisionError"),
        ("pass", 'check("answer")', "exercise answer: the solution does not create `answer`"),
        (
            "answer = 1",
            'key.number("answer", mistakes={"No.": 1 / 0})\ncheck("answer")',
            "exercise answer: ZeroDivisionError",
        ),
    ],
)
def test_a_fault_names_the_exercise(module, solution, check, names):
    module.write(solution, check)
    with pytest.raises(KeyFault, match=names):
        module.load()


def test_a_solution_that_ends_its_process_is_a_fault_of_the_notebook(module):
    module.write("import os\nos._exit(1)")
    with pytest.raises(KeyFault, match="tiny.ipynb could not be run"):
        module.load_in_new_python()


def test_a_fault_is_not_kept(module):
    module.write("1 / 0")
    for _ in range(2):
        with pytest.raises(KeyFault):
            module.load()
    module.write("answer = 6 * 7")
    assert value_of(module.load()) == "42.00"


def test_a_card_does_not_tell_which_options_change():
    practice, fresh = (make("choice", right, options=["a", "b", "c"]) for right in ("a", "b"))
    assert keys.told(practice, fresh) == ["option a", "option b", "option c"]
    assert keys.told(practice, practice) == []
    practice, fresh = (make("fields", {"n": n, "same": 1}) for n in (1, 2))
    assert keys.told(practice, fresh) == ["1 n: value"]
    assert keys.told(make("number", 1, by_eye=True), make("number", 2, by_eye=True)) == []


def test_a_solution_is_read_without_the_line_of_the_empty_answer_cell(tmp_path):
    source = Path(__file__).parents[2] / "source" / "02_billing_queries" / "02_billing_queries.ipynb"
    [found] = keys.run(source, [(tmp_path, 0)], False, lambda *_: [{"keys": {"bill_total": {}, "causes_plot": {}}}])
    assert found["bill_total"]["solution"] == 'bill_total = one_bill["amount_cents"].sum()'
    assert found["causes_plot"]["solution"].startswith("plt.figure()\nby_kind = ")
