"""Every approach to the embedded tagger that was tried, with its figures: `python -m benchmarks.tagger_trials [--run]`.

`--run` teaches each again with `python -m training.tagger` (about 12 minutes each on two cores, after its pretraining);
without it the trials that the work folder remembers are printed. The feature CRF stands in `benchmarks.tagger_crf`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

RECIPES: dict[str, tuple[str, list[str]]] = {
    "taught": ("pretrained encoder, gold and corpora, 10 epochs", ["--epochs", "10"]),
    "seed2": (
        "the same, more names replaced, more dropout, 8 epochs",
        ["--seed", "2", "--epochs", "8", "--replace", "0.25", "--word-dropout", "0.2", "--dropout", "0.2"],
    ),
    "silver": (
        "taught, then 4 epochs with raw news that both of the above tag alike",
        ["--start", "taught", "--silver", "1", "--epochs", "4", "--rate", "3e-4", "--seed", "3"],
    ),
    "unpretrained": (
        "taught's recipe from random weights, without vectors or masked words, 4 epochs", ["--unpretrained", "--epochs", "4"],
    ),
    "anercorp": (
        "silver, then ANERcorp's own convention, 8 epochs",
        ["--convention", "anercorp", "--start", "silver", "--epochs", "8", "--rate", "3e-4", "--dropout", "0.2"],
    ),
    "final": (
        "anercorp, then the gold again, 4 epochs", ["--start", "anercorp", "--epochs", "4", "--rate", "3e-4", "--seed", "5"],
    ),
    "soup": ("the mean of taught, silver and final: shipped", ["--average", "taught", "silver", "final"]),
}  # fmt: skip


def run(name: str, work: Path) -> None:
    """Teach by one recipe; its figures are added to the work folder's trials."""
    out = work / "trials" / name
    if "--silver" in RECIPES[name][1]:
        folders = [str(work / "trials" / other) for other in ("taught", "seed2")]
        subprocess.run(
            [sys.executable, "-m", "training.tagger.silver", "--work", str(work), "--taggers", *folders], check=True
        )
    command = [sys.executable, "-m", "training.tagger", "--work", str(work), "--out", str(out), "--name", name]
    subprocess.run([*command, *RECIPES[name][1]], check=True)


def table(trials: Path) -> str:
    """The remembered trials as Markdown, each name's last one."""
    remembered = {row["name"]: row for row in map(json.loads, trials.read_text(encoding="utf-8").splitlines())}
    lines = ["| trial | what | dev | kept tenth | ANERcorp's last twelfth | minutes |", "| --- | --- | --- | --- | --- | --- |"]
    for name, row in remembered.items():
        figures = " | ".join(f"{row['f1'][side]['all']:.3f}" for side in ("dev", "kept", "anercorp"))
        lines.append(f"| {name} | {RECIPES.get(name, ('',))[0]} | {figures} | {row['minutes']} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--work", type=Path, default=Path("build/tagger"))
    parser.add_argument("--run", action="store_true")
    options = parser.parse_args()
    for name in RECIPES if options.run else ():
        run(name, options.work)
    print(table(options.work / "trials.jsonl"))


if __name__ == "__main__":
    main()
