"""nbgrader's settings for this course: the reasons stand in ``maillon.grading.config``."""

from pathlib import Path

from maillon.grading.config import configure

configure(get_config(), Path(__file__).resolve().parent)  # type: ignore[name-defined]  # noqa: F821
