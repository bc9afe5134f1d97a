"""Kept importable: JupyterLab settings of released courses name this path."""

from exercises_lib.learner.beginner_errors import *  # noqa: F403
