"""The README says what a run says."""

import re

import pytest

from tests import readme


@pytest.mark.parametrize("name", ["output", "pandas", "columns"])
def test_the_readme_shows_what_a_run_makes(name, outputs):
    made = readme.parts(outputs, (outputs / "printed.txt").read_text())
    shown = readme.part(readme.README.read_text(), name)
    assert unnumbered(shown) == unnumbered(made[name]), "run: python -m tests.readme"


def unnumbered(text):
    """Without the counts: another processor's arithmetic may move a mention across the line."""
    return re.sub(r"[\d,]+", "N", text)
