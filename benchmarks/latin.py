"""How well the transliterator spells words that it has not learned from, and how fast.

`python -m benchmarks.latin CORPORA` makes it anew without every tenth Latin form (training/linking/pairs.py) and spells all
Arabic words of the forms left out. A word is right if it comes out as one of the Latin forms that it is paired with; character
error is the edit distance to the nearest of them. "Seen" words are also paired with another form, which was learned from.
"In brackets" are the names that Wikipedia's and the newspapers' articles give in Latin letters in brackets, each pair of words
once: names as texts have them. They are learned from only where the pairs have them too, and Latin words of the texts are
known only where another article has them. "Unseen, listed" are the unseen words once more, where the Latin forms left out stay
known as words if places of GeoNames or the texts have them: no pair tells, as with a new name.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import regex
from rapidfuzz.distance import Levenshtein

from pipeline.base.letters import clean
from pipeline.comparing.namewords import MODELS
from pipeline.comparing.transliterator import Transliterator
from pipeline.comparing.wordmodel import WordModel
from training.linking import align, counts, geonames, latin, latinwords, usual
from training.linking.align import Aligner, Pair
from training.linking.pairs import held_out, load, plain_latin, plausible

_BRACKETS = regex.compile(r"((?:[\p{Arabic}ـ\-]+[ ]){1,4})\(\s*([A-Z][\p{Latin}.'\- ]{3,50})\)")
_LIKELY = -4.2  # mean log-probability a letter from which words in brackets are a name's; stricter than among names


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


def bracketed(text: str, aligner: Aligner) -> set[Pair]:
    """(plain Latin, cleaned Arabic) words of an article's names that are as many in brackets as before them."""
    found: set[Pair] = set()
    for before, within in _BRACKETS.findall(text) if "(" in text else ():
        forms = [form for word in within.replace("-", " ").split() if len(form := plain_latin(word)) > 2]
        words = clean(before.replace("-", " ")).split()[-len(forms) :] if forms else []
        pairs = [pair for pair in zip(forms, words, strict=False) if len(pair[1]) > 2]
        if len(words) == len(forms) == len(pairs) and plausible(pairs, aligner, _LIKELY) == pairs:
            found.update(pairs)
    return found


def texts_apart(texts: Iterable[str], aligner: Aligner) -> tuple[set[Pair], Counter[str]]:
    """All names in brackets, and how often each Latin word is seen in articles that don't give it in brackets."""
    pairs: set[Pair] = set()
    seen: Counter[str] = Counter()
    for text in texts:
        found = bracketed(text, aligner)
        pairs |= found
        given = {form for form, _ in found}
        seen.update({form: times for form, times in counts.latin([text]).items() if form not in given})
    return pairs, seen


def main() -> None:
    """Prints a row each for seen, unseen and all words, and for names in brackets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    corpora = parser.parse_args().corpora
    everything = load(corpora / "names" / "latin-arabic.tsv")
    aligner = align.train([p for p in everything if not held_out(p[0])], least=3.0, rounds=6)
    pairs = plausible(everything, aligner)
    brackets, seen = texts_apart(counts.texts(corpora), aligner)
    words = WordModel.load(MODELS)
    arrays = latin.models(pairs, aligner, words, seen, held_out)
    forms: dict[str, set[str]] = {}
    for form, arabic in everything:
        forms.setdefault(arabic, set()).add(form)
    for kind, some, right in kinds(pairs, forms, brackets):
        asked = set(some)
        learned = [p for p in pairs if p[1] in asked and not held_out(p[0])]
        memory = usual.learn(learned, words, seen, Transliterator(arrays, words.origin))
        print_errors(kind, Transliterator(arrays | memory, words.origin), some, right)
        if kind == "unseen":
            names = {form for form, _ in pairs if not held_out(form)} | set(geonames.cities())
            listed = latinwords.learn(names, geonames.villages(), seen)
            print_errors("unseen, listed", Transliterator(arrays | listed, words.origin), some, right)
    speed(Transliterator(arrays, words.origin), sorted({word for _, word in brackets}))


def print_errors(kind: str, model: Transliterator, words: list[str], forms: Mapping[str, set[str]]) -> None:
    """Prints a row."""
    print(f"| {kind} | " + " | ".join(f"{n} {v:.3f}" for n, v in errors(model, words, forms).items()) + " |")


def kinds(
    pairs: list[Pair], forms: Mapping[str, set[str]], brackets: Iterable[Pair]
) -> Iterator[tuple[str, list[str], Mapping[str, set[str]]]]:
    """(name, words, right forms of each) of what is measured."""
    known = {arabic for form, arabic in pairs if not held_out(form)}
    words = sorted({arabic for form, arabic in pairs if held_out(form) and " " not in arabic})
    yield "all", words, forms
    yield "unseen", [w for w in words if w not in known], forms
    yield "seen", [w for w in words if w in known], forms
    given: dict[str, set[str]] = {}
    for form, arabic in brackets:
        given.setdefault(arabic, set()).add(form)
    yield "in brackets", sorted(given), given
    yield "in brackets, unseen", sorted(set(given) - known), given


def speed(model: Transliterator, words: list[str]) -> None:
    """Prints the processor time of a word spelled for the first time, by a model that has spelled none."""
    start = time.process_time()
    for word in words:
        model.spell(word)
    print(f"{(time.process_time() - start) / len(words) * 1e3:.2f} ms a word")


if __name__ == "__main__":
    main()
