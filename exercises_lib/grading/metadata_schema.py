"""nbgrader's check of each cell's metadata, with a validator that is made once.

nbgrader hands its schema to `jsonschema.validate` for each cell, which looks first whether the schema itself is sound.
That took a tenth of an `nbgrader autograde`.
"""

from __future__ import annotations

import json
from functools import cache
from types import SimpleNamespace
from typing import Any

from jsonschema.exceptions import best_match
from jsonschema.protocols import Validator
from jsonschema.validators import validator_for
from nbgrader.nbgraderformat import common


def install() -> None:
    """For this process."""
    common.jsonschema = SimpleNamespace(validate=validate)


def validate(instance: Any, schema: dict[str, Any]) -> None:
    """As `jsonschema.validate`. Raises ValidationError."""
    if error := best_match(_validator(json.dumps(schema)).iter_errors(instance)):
        raise error


@cache
def _validator(schema: str) -> Validator:
    """A validator of a sound schema. Raises SchemaError."""
    made = json.loads(schema)
    kind = validator_for(made)
    kind.check_schema(made)
    return kind(made)
