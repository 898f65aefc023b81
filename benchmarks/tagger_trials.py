"""Every teaching of the embedded tagger that was tried, with its figures: `python -m benchmarks.tagger_trials`.

Prints those that the work folder remembers; `python -m training.tagger --trials NAME` teaches one again, after what it goes
on from. The feature CRF stands in `benchmarks.tagger_crf`.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from training.tagger.recipes import RECIPES


def table(trials: Path) -> str:
    """The remembered trials as Markdown, each name's last one."""
    remembered = {row["name"]: row for row in map(json.loads, trials.read_text(encoding="utf-8").splitlines())}
    lines = ["| trial | what | dev | kept tenth | ANERcorp's last twelfth | minutes |", "| --- | --- | --- | --- | --- | --- |"]
    for name, row in remembered.items():
        figures = " | ".join(f"{row['f1'][side]['all']:.3f}" for side in ("dev", "kept", "anercorp"))
        lines.append(f"| {name} | {RECIPES[name].what} | {figures} | {row['minutes']} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--work", type=Path, default=Path("build/tagger"))
    print(table(parser.parse_args().work / "trials.jsonl"))


if __name__ == "__main__":
    main()
