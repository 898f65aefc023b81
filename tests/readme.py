"""The parts of the README that a run makes; `python -m tests.readme` writes them anew, a test holds them against a run."""

from __future__ import annotations

import contextlib
import io
import os
import re
import tempfile
from pathlib import Path

from pipeline.base.contract import columns_markdown
from tests.conftest import ROOT

README = ROOT / "README.md"


def parts(outputs: Path, printed: str) -> dict[str, str]:
    """The text between `<!-- name -->` and `<!-- /name -->`, by name.

    Args:
        outputs: what the pipeline made of the seeds.
        printed: what it printed.
    """
    shown = printed.strip().replace(str(outputs), "outputs")
    return {"output": f"```\n{shown}\n```", "pandas": pandas_part(outputs), "columns": columns_markdown().strip()}


def pandas_part(outputs: Path) -> str:
    """The README's own five lines, run where `outputs` is the outputs folder, with what they print."""
    code = re.search(r"<!-- pandas -->\n```python\n(.*?)```", README.read_text(), re.S)
    assert code, "the README has no five lines of pandas"
    out, here = io.StringIO(), os.getcwd()
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(out):
        os.symlink(outputs, Path(folder) / "outputs")
        os.chdir(folder)
        try:
            exec(code[1], {})
        finally:
            os.chdir(here)
    return f"```python\n{code[1]}```\n\n```\n{out.getvalue().rstrip()}\n```"


def part(text: str, name: str) -> str:
    found = re.search(f"<!-- {name} -->\n(.*?)\n?<!-- /{name} -->", text, re.S)
    assert found, f"the README has no part {name}"
    return found[1]


def main() -> None:
    import subprocess
    import sys

    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pipeline", "--outputs", folder]
        printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        text = README.read_text()
        for name, made in parts(Path(folder), printed).items():
            place = re.compile(f"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.S)
            text = place.sub(lambda found, made=made: f"{found[1]}{made}\n{found[2]}", text)
        README.write_text(text)


if __name__ == "__main__":
    main()
