"""How well the transliterator spells words that it has not learned from, and how fast.

`python -m benchmarks.latin CORPORA` makes it anew without every tenth Latin form (training/linking/pairs.py) and spells all
Arabic words of the forms left out. A word is right if it comes out as one of the Latin forms that it is paired with; character
error is the edit distance to the nearest of them. "Seen" words are also paired with another form, which was learned from.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from pipeline.comparing.namewords import MODELS
from pipeline.comparing.transliterator import Transliterator
from pipeline.comparing.wordmodel import WordModel
from training.linking import align, counts, latin
from training.linking.pairs import held_out, load, plausible


def errors(model: Transliterator, words: Iterable[str], forms: Mapping[str, set[str]]) -> dict[str, float]:
    """Shares of words whose first, or any of the first five spellings is right, and the character error of the first."""
    first = five = distance = letters = count = 0
    for word in words:
        spelled = model.spell(word)
        nearest = min(sorted(forms[word]), key=lambda form: Levenshtein.distance(form, spelled))
        count += 1
        first += spelled == nearest
        five += not forms[word].isdisjoint([spelled, *model.costs(word)][:5])
        distance += Levenshtein.distance(nearest, spelled)
        letters += len(nearest)
    return {"words": count, "exact": first / count, "among five": five / count, "character error": distance / letters}


def main() -> None:
    """Prints a row each for seen, unseen and all words."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    corpora = parser.parse_args().corpora
    everything = load(corpora / "names" / "latin-arabic.tsv")
    aligner = align.train([p for p in everything if not held_out(p[0])], least=3.0, rounds=6)
    pairs = plausible(everything, aligner)
    seen = counts.latin(counts.texts(corpora))
    arrays = latin.learn(pairs, aligner, WordModel.load(MODELS), seen, held_out)
    model = Transliterator(arrays)
    forms: dict[str, set[str]] = {}
    for form, arabic in everything:
        forms.setdefault(arabic, set()).add(form)
    known = {arabic for form, arabic in pairs if not held_out(form)}
    words = sorted({arabic for form, arabic in pairs if held_out(form) and " " not in arabic})
    kinds = {"all": words, "unseen": [w for w in words if w not in known], "seen": [w for w in words if w in known]}
    for kind, some in kinds.items():
        print(f"| {kind} | " + " | ".join(f"{n} {v:.3f}" for n, v in errors(model, some, forms).items()) + " |")
    speed(Transliterator(arrays), kinds["unseen"])


def speed(model: Transliterator, words: list[str]) -> None:
    """Prints the processor time of a word spelled for the first time, by a model that has spelled none."""
    start = time.process_time()
    for word in words:
        model.spell(word)
    print(f"{(time.process_time() - start) / len(words) * 1e3:.2f} ms a word")


if __name__ == "__main__":
    main()
