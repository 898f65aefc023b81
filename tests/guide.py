"""The pages under docs/ whose answers a run makes; `python -m tests.guide` writes them anew, a test holds them against a run."""

from __future__ import annotations

import ast
import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline import read_tables
from pipeline.drawing import pictures
from pipeline.graph import cooccurrence
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "pandas.md"
NOTEBOOK = ROOT / "docs" / "pandas.ipynb"
EXAMPLE = ROOT / "docs" / "example"
# What stands between two answers is text; an answer is the block `text` after its code.
_BLOCK = re.compile(r"```python\n(?P<code>.*?)```\n(?:\n```text\n.*?```\n)?", re.S)


def pieces(page: str) -> list[tuple[str, str]]:
    """The page as ("text", …) and ("code", …) in order, without the answers."""
    found, at = [], 0
    for block in _BLOCK.finditer(page):
        found += [("text", page[at : block.start()]), ("code", block["code"])]
        at = block.end()
    return [*found, ("text", page[at:])]


def answers(page: str, outputs: Path, example: Path) -> list[dict[str, str]]:
    """What each code block's last line shows, the blocks run one after the other beside the two outputs folders."""
    names: dict[str, Any] = {}
    # the page sets these itself; here they are put back afterwards
    kept = pd.option_context("display.max_columns", 20, "display.width", 160, "display.max_colwidth", 60)
    with _beside({"outputs": outputs, "outputs-example": example}), kept:
        return [_shown(_run(code, names)) for kind, code in pieces(page) if kind == "code"]


@contextlib.contextmanager
def _beside(folders: dict[str, Path]) -> Iterator[None]:
    here = os.getcwd()
    with tempfile.TemporaryDirectory() as folder:
        for name, target in folders.items():
            os.symlink(target, Path(folder) / name)
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(here)


def _run(code: str, names: dict[str, Any]) -> Any:
    *lines, last = ast.parse(code).body
    assert isinstance(last, ast.Expr), f"the last line of a block is its answer: {code}"
    exec(compile(ast.Module(lines, []), str(PAGE), "exec"), names)
    return eval(compile(ast.Expression(last.value), str(PAGE), "eval"), names)


def markdown(page: str, given: list[dict[str, str]]) -> str:
    """The page with its answers."""
    left = (answer["text/plain"] for answer in given)
    filled = (
        part if kind == "text" else f"```python\n{part}```\n\n```text\n{next(left)}\n```\n"
        for kind, part in pieces(page)
    )
    return "".join(filled)


def notebook(page: str, given: list[dict[str, str]]) -> str:
    """The page as a Jupyter notebook (nbformat 4.5) with its answers."""
    left, cells, count = iter(given), [], 0
    for number, (kind, part) in enumerate(pieces(page)):
        cell: dict[str, Any] = {
            "id": f"cell-{number}",
            "metadata": {},
            "source": part.strip().splitlines(keepends=True),
        }
        if kind == "text" and part.strip():
            cells.append({"cell_type": "markdown", **cell})
        elif kind == "code":
            count += 1
            data = {kind: text.splitlines(keepends=True) for kind, text in next(left).items()}
            shown = [{"output_type": "execute_result", "execution_count": count, "metadata": {}, "data": data}]
            cells.append({"cell_type": "code", "execution_count": count, "outputs": shown, **cell})
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    made = {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _shown(answer: Any) -> dict[str, str]:
    plain = "\n".join(line.rstrip() for line in repr(answer).splitlines())
    return {"text/plain": plain} | (
        {"text/html": answer.to_html(max_rows=20)} if isinstance(answer, pd.DataFrame) else {}
    )


def _picture(tables: dict[str, pd.DataFrame]) -> bytes:
    read = ("entities", "articles", "mentions", "cooccurrences", "evidence")
    return pictures.png(pictures.svg(cooccurrence(*(tables[name] for name in read))))


def main() -> None:
    """Run the pipeline on the seeds and the example, and write page, notebook and picture."""
    with tempfile.TemporaryDirectory() as folder:
        outputs, example = Path(folder) / "seeds", Path(folder) / "example"
        for seeds, made in ((ROOT / "seeds", outputs), (EXAMPLE, example)):
            command = [sys.executable, "-m", "pipeline", "--seeds", seeds, "--outputs", made]
            subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
        page = PAGE.read_text(encoding="utf-8")
        given = answers(page, outputs, example)
        PAGE.write_text(markdown(page, given), encoding="utf-8")
        NOTEBOOK.write_text(notebook(page, given), encoding="utf-8")
        (ROOT / "docs" / "graph.png").write_bytes(_picture(read_tables(outputs)))


if __name__ == "__main__":
    main()
