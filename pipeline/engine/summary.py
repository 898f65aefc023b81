"""What a run did: `run.json` for machines, a few lines for people, and the scores of a run on annotated articles."""

from __future__ import annotations

import csv
import json
import platform
import tempfile
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from pipeline import __version__, scores
from pipeline.base.errors import UserError
from pipeline.base.files import digest, write_text
from pipeline.engine.flow import Flow, Run
from pipeline.engine.running import make_all
from pipeline.engine.stages import MODELS, RESOURCES, STAGES

PACKAGES = ("camel-tools", "igraph", "networkx", "numpy", "onnxruntime", "pandas", "pyarrow", "stanza")


def write_run(run: Run) -> None:
    """Write `run.json`: versions, hashes of models and input, counts, coverage in characters, seconds a stage."""
    flow = Flow(run)
    meta = flow.read("meta")
    characters = int(meta.characters.sum())
    bodies = int((meta.body_end - meta.body_start).sum())
    about = {
        "shabaka": __version__,
        "python": platform.python_version(),
        "packages": {name: _version(name) for name in PACKAGES},
        "options": {"tagger": run.tagger, "min_score": run.min_score, "mentions": str(run.mentions or "")},
        "models": {r.path: digest(MODELS / r.path) for r in RESOURCES.values() if not r.of_user},
        "input": digest((run.stages / "input.json").read_bytes()),
        "rows": {s.csv or name: flow.record(name)["rows"] for name, s in STAGES.items() if s.csv or name == "claims"},
        "coverage": {"characters": characters, "read": bodies, "boilerplate": characters - bodies},
        "seconds": {name: flow.record(name)["seconds"] for name in STAGES if name != "given_mentions"},
    }
    write_text(run.outputs / "run.json", json.dumps(about, ensure_ascii=False, indent=1) + "\n")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def summary(run: Run) -> str:
    """A few lines for the end of a run: what was read, what was found, where it lies.

    Raises:
        UserError: there has been no whole run.
    """
    path = run.outputs / "run.json"
    if not path.exists():
        raise UserError(f"{path} is not there: run `make all` first.")
    about = json.loads(path.read_text(encoding="utf-8"))
    rows, coverage = about["rows"], about["coverage"]
    found = ", ".join(f"{rows[t]:,} {t}" for t in ("mentions", "entities", "relations", "quotes", "cooccurrences"))
    share = coverage["read"] / (coverage["characters"] or 1)
    lines = [
        f"{rows['articles']:,} articles read, {rows['skipped']:,} files or rows skipped"
        + (f" (why: {run.outputs}/tables/skipped.csv)" if rows["skipped"] else "")
        + f"; {share:.0%} of their text is body, the rest boilerplate",
        found,
    ]
    lines += [f"  {run.outputs / place}: {text}" for place, text in PLACES]
    return "\n".join(lines)


PLACES = (
    (Path("report.html"), "the network to look at: open it in a browser"),
    (Path("graph/cooccurrence.gexf"), "for Gephi; relations.gexf beside it is who did what"),
    (Path("graph/graph.png"), "the network as a picture, for print; graph.svg beside it"),
    (Path("tables/entities.csv"), "for pandas and spreadsheets; all tables beside it"),
    (Path("tables.xlsx"), "the same as a workbook"),
)


def score_gold(gold: Path, tagger: str, given: bool) -> dict[str, Any]:
    """Run the whole flow on the texts of annotated articles and score what comes out.

    Args:
        gold: folder of annotated articles (see `scores`).
        tagger: which tagger.
        given: put the gold's own mentions in the tagger's place.
    """
    articles = scores.load_gold(gold)
    with tempfile.TemporaryDirectory(prefix="shabaka-score-") as folder:
        seeds, outputs = Path(folder) / "seeds", Path(folder) / "outputs"
        for article_id, article in articles.items():
            write_text(seeds / f"{article_id}.txt", article["text"])
        run = Run(seeds=seeds, outputs=outputs, tagger=tagger)
        if given:
            run = replace(run, mentions=_write_mentions(Path(folder) / "mentions.csv", articles))
        make_all(run, last="tables")
        return scores.score(gold, outputs / "tables")


def _write_mentions(path: Path, articles: dict[str, dict[str, Any]]) -> Path:
    with open(path, "w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["article_id", "start", "end", "type"])
        for article_id, article in articles.items():
            rows.writerows([article_id, m["start"], m["end"], m["type"]] for m in article["mentions"])
    return path
