"""Every module of the course proves what a module must prove; the same as `bpo check`."""

import pytest
from course_for_tests.modules import MODULES, ROOT, subject

from exercises_lib.authoring import proofs

each_module = pytest.mark.parametrize("module", [pytest.param(m, marks=pytest.mark.xdist_group(m)) for m in MODULES])


@pytest.mark.parametrize("proof", proofs.PROOFS, ids=lambda proof: proof.__name__)
@each_module
def test_module(module, proof):
    assert list(proof(subject(module))) == []


def test_every_module_is_in_the_syllabus():
    for folder in ("course", "source"):
        found = {path.name for path in (ROOT / folder).glob("[0-9][0-9]_*") if path.is_dir()}
        assert found == set(MODULES)


def test_every_module_has_its_design_page():
    for module in MODULES:
        page = (ROOT / "course" / module / "design.md").read_text(encoding="utf-8").lower()
        for heading in ("goal", "out of scope", "prerequisites", "standards", "trainer"):
            assert heading in page, f"{module}: {heading}"
