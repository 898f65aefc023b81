"""Makes the models of `models/linking`: `python -m training.linking CORPORA [--gold DIR]`."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.base.letters import key
from pipeline.comparing.editmodel import EditModel
from pipeline.comparing.namewords import MODELS
from pipeline.comparing.wordmodel import WordModel
from training.linking import align, bearers, counts, edits, gold, joint, latin, negatives, origin, places, weights
from training.linking.pairs import by_latin, held_out, load, plausible

# Arabic given names that no foreign name is written like; what stands beside them is part of an Arabic name.
_GIVEN_LATIN = (
    *("muhammad", "ahmad", "ali", "hasan", "husayn", "khalid", "mahmud", "ibrahim", "umar", "salih", "said"),
    *("abdullah", "yusuf", "mustafa", "salim", "jamal", "nasir", "faysal", "tariq", "walid", "adil", "fahd"),
)
_PARTS = ("places", "words", "latin", "bearers")


def main() -> None:
    """Reads the corpora, learns and writes all models of names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path, help="folder with names/latin-arabic.tsv and raw/")
    parser.add_argument("--gold", type=Path, help="folder of annotated articles; their kept tenth is not read")
    parser.add_argument("--out", type=Path, default=MODELS, help="folder to write to")
    parser.add_argument(
        "--parts", nargs="+", choices=_PARTS, default=_PARTS, help="what to make; all of it if left out"
    )
    options = parser.parse_args()
    everything = load(options.corpora / "names" / "latin-arabic.tsv")
    aligner = align.train([p for p in everything if not held_out(p[0])], least=3.0, rounds=6)
    pairs = plausible(everything, aligner)
    train = [p for p in pairs if not held_out(p[0])]
    if "places" in options.parts:
        places.build(options.out / "places.npz", everything)
    if "words" in options.parts:
        compare(options, pairs, train)
    if "latin" in options.parts:
        transliterate(options, pairs, aligner)
    if "bearers" in options.parts:
        bearers.write(bearers.learn(*bearers.neighbours(counts.texts(options.corpora))), options.out / "bearers.npz")


def transliterate(options: argparse.Namespace, pairs: list[align.Pair], aligner: align.Aligner) -> None:
    """The transliterator; it reads the memory of words, and all pairs: benchmarks/latin.py measures it on a tenth."""
    seen = counts.latin(counts.texts(options.corpora))
    joint.write(latin.learn(pairs, aligner, WordModel.load(options.out), seen), options.out / "latin.npz")


def compare(options: argparse.Namespace, pairs: list[align.Pair], train: list[align.Pair]) -> None:
    """The edit model, the memory of words, and the weights."""
    variants = edits.spellings(by_latin(pairs))
    learned = [(x, y) for latin, x, y in variants if not held_out(latin)]
    odds, letters = edits.learn(learned, [key(arabic) for _, arabic in train])
    edits.write(odds, letters, options.out / "edits.npz")
    forms = weights.latin_forms(pairs)
    given = frozenset(w for w, names in forms.items() if set(names) & set(_GIVEN_LATIN))
    seen, beside = counts.count(counts.texts(options.corpora), given)
    lore = weights.Lore(forms, seen, origin.learn(forms, seen, beside))
    data = weights.examples(
        lore,
        EditModel.load(options.out / "edits.npz"),
        variants,
        negatives.near(forms, seen),
        gold.words(options.gold) if options.gold else ([], []),
    )
    weights.write(lore, weights.learn(data), options.out / "words.npz")


if __name__ == "__main__":
    main()
