"""Make the embedded tagger: `python -m training.tagger --corpora DIR --gold DIR --out models/tagger`.

Each step leaves its product in the work folder and is not repeated when that is there; pretraining goes on from its last
checkpoint. On two cores: raw text and skip-gram vectors 4 minutes, pretraining as long as is said, the teachings of
`training.tagger.recipes` about 40.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import torch

from pipeline.taggers.words import Folding
from training.tagger.corpus import write_corpus
from training.tagger.net import Shape
from training.tagger.pretrain import pretrain
from training.tagger.recipes import RECIPES, SHIPPED
from training.tagger.silver import write_silver
from training.tagger.teach import Bench, teach
from training.tagger.vectors import write_vectors

FOLDING = Path("models/tagger/folding.json")


def read_folding(file: Path) -> Folding:
    """The letters that are made alike and the proclitics, written by hand."""
    settings = json.loads(file.read_text(encoding="utf-8"))
    return Folding(settings["letters"], settings["proclitics"])


def make_encoder(bench: Bench, minutes: float, begin: Path | None) -> None:
    """The steps before teaching: corpus, vectors, pretraining.

    Args:
        bench: where to read and write.
        minutes: of pretraining.
        begin: folder of a shipped tagger from whose weights pretraining goes on, instead of skip-gram vectors.
    """
    work = bench.work
    work.mkdir(parents=True, exist_ok=True)
    if not (work / "news.txt").exists():
        write_corpus(bench.corpora, bench.gold / "train", bench.folding, work)
    if (work / "pretrained").exists():
        return
    if not begin and not (work / "skipgram.words").exists():
        write_vectors(work, bench.shape.vector)
    pretrain(work, bench.folding, bench.shape, int((work / "news.txt").read_text()), minutes, begin)
    (work / "pretrained").touch()


def make_trial(bench: Bench, name: str, begin: Path | None = None) -> None:
    """Teach by one recipe, after what it goes on from; nothing if its network is there.

    Args:
        bench: where to read and write.
        name: of the recipe.
        begin: folder of a shipped tagger, which is a teacher too where raw news is read.
    """
    recipe = RECIPES[name]
    if bench.network(name).exists():
        return
    for before in (*recipe.average, *recipe.teachers, *([recipe.start] if recipe.start else [])):
        make_trial(bench, before, begin)
    if recipe.teachers and not bench.silver(name).exists():
        taggers = [*map(bench.tagger, recipe.teachers), *([begin] if begin else [])]
        words = write_silver(bench.corpora, bench.gold, taggers, bench.silver(name), recipe.seed)
        print(words, "words of silver", flush=True)
    print(f"# {name}: {recipe.what}", flush=True)
    teach(bench, name, recipe)


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="python -m training.tagger", description=__doc__.split("\n", maxsplit=1)[0])
    made.add_argument("--corpora", type=Path, default=Path("../shared/corpora"), help="holds raw/, ner/ and names/")
    made.add_argument("--gold", type=Path, default=Path("../shared/gold"), help="holds train/ and dev/")
    made.add_argument("--work", type=Path, default=Path("build/tagger"), help="where the steps leave their products")
    made.add_argument("--out", type=Path, help="where the last trial's tagger is copied; without it, it stays in WORK/trials")
    made.add_argument("--trials", nargs="+", choices=sorted(RECIPES), default=[list(SHIPPED)[-1]], help="what to teach")
    made.add_argument("--minutes", type=float, default=80, help="of pretraining")
    made.add_argument("--begin", type=Path, help="folder of a shipped tagger: its weights are pretrained on, and it teaches too")
    made.add_argument("--threads", type=int, default=2)
    return made


def main(arguments: Sequence[str] | None = None, shape: Shape = Shape()) -> None:  # noqa: B008 - it is frozen
    options = parser().parse_args(arguments)
    torch.set_num_threads(options.threads)
    bench = Bench(options.corpora, options.gold, options.work, read_folding(FOLDING), shape)
    make_encoder(bench, options.minutes, options.begin)
    for name in options.trials:
        make_trial(bench, name, options.begin)
    if options.out:
        shutil.copytree(bench.tagger(options.trials[-1]), options.out, dirs_exist_ok=True)


if __name__ == "__main__":
    main()
