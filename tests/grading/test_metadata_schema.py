"""A cell's metadata are judged as `jsonschema` judges them, with the same words."""

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbgrader.nbgraderformat.v3 import MetadataValidatorV3

from exercises_lib.grading import metadata_schema

SCHEMA = MetadataValidatorV3().schema
SOUND = {
    "grade_id": "csat", "grade": True, "solution": False, "locked": True, "task": False, "points": 3,
    "schema_version": 3,
}  # fmt: skip
VALUES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=3) | st.just([])
METADATA = st.dictionaries(st.sampled_from([*SOUND, "other"]), VALUES).map(lambda drawn: SOUND | drawn)


def said(validate, instance) -> str:
    try:
        validate(instance, SCHEMA)
    except jsonschema.ValidationError as error:
        return str(error)
    return "sound"


@given(instance=METADATA, left_out=st.sets(st.sampled_from([*SOUND]), max_size=2))
def test_the_same_verdict_and_words(instance, left_out):
    for name in left_out:
        instance = {key: value for key, value in instance.items() if key != name}
    assert said(metadata_schema.validate, instance) == said(jsonschema.validate, instance)


def test_both_verdicts_are_met():
    assert said(metadata_schema.validate, SOUND) == "sound"
    assert said(metadata_schema.validate, SOUND | {"points": "many"}) != "sound"


def test_a_schema_that_is_none_is_refused():
    with pytest.raises(jsonschema.SchemaError):
        metadata_schema.validate({}, {"type": 5})
