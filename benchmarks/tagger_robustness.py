"""How well names are found in text as other outlets write it: `python -m benchmarks.tagger_robustness ../shared/gold/dev`.

The annotated articles are rewritten letter by letter, the annotation with them, and their mentions scored (exact span without
proclitics and type; of a folder `train` the kept tenth). No rewriting is to cost more than a point of F1.
"""

from __future__ import annotations

import argparse
import json
import random
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from benchmarks.tagger_usage import MODELS, read_gold, scored, word_table
from pipeline.base.cores import threads
from pipeline.mentions import mentions
from pipeline.scores import Score
from pipeline.taggers.embedded import EmbeddedTagger
from pipeline.taggers.usage import read_usage

Found = set[tuple[str, int, int, str]]
Piece = tuple[str, str, str]  # what comes before a character, what stands for it, what comes after
Rewriting = Callable[[str, random.Random], list[Piece]]
_SEED = 7
_JOINING = frozenset("بتثجحخسشصضطظعغفقكلمنهيئ")  # letters that join the next one, where tatweel may stand
_QUOTES = frozenset("\"«»“”")
_WIDTH = 80


def _is_arabic(letter: str) -> bool:
    return "\u0621" <= letter <= "\u064a" and letter.isalpha()


def _context(text: str) -> Iterator[tuple[str, str, str]]:
    """Each character with those before and after it, spaces at the ends."""
    return zip(" " + text[:-1], text, text[1:] + " ", strict=True)


def _replaced(pairs: dict[str, str]) -> Rewriting:
    return lambda text, _: [("", pairs.get(letter, letter), "") for letter in text]


def _final_ya(text: str, _: random.Random) -> list[Piece]:
    return [("", "ى" if letter == "ي" and not _is_arabic(after) else letter, "") for _, letter, after in _context(text)]


def _inside(marks: str, share: float, joining: bool = False) -> Rewriting:
    """Marks after a share of the letters, between two that join or after any."""

    def rewrite(text: str, chance: random.Random) -> list[Piece]:
        return [
            ("", letter + (chance.choice(marks) if fits and chance.random() < share else ""), "")
            for _, letter, after in _context(text)
            for fits in [_is_arabic(letter) and (not joining or (letter in _JOINING and _is_arabic(after)))]
        ]

    return rewrite


def _around(text: str, chance: random.Random) -> list[Piece]:
    """Direction marks, byte-order marks and soft hyphens at the edges of words."""
    pieces = []
    for before, letter, after in _context(text):
        first, last = _is_arabic(letter) and not _is_arabic(before), _is_arabic(letter) and not _is_arabic(after)
        mark = chance.choice("\u200f\u202b\u2067\ufeff") if first and chance.random() < 0.2 else ""
        pieces.append((mark, letter, chance.choice("\u200f\u202c\u2069\u00ad") if last and chance.random() < 0.2 else ""))
    return pieces


def _quoted(opening: str, closing: str) -> Rewriting:
    def rewrite(text: str, _: random.Random) -> list[Piece]:
        return [
            ("", letter if letter not in _QUOTES else opening if after.isalnum() else closing, "")
            for _, letter, after in _context(text)
        ]

    return rewrite


def _presented(text: str, _: random.Random) -> list[Piece]:
    """Letters in the shape they have in their place, as text taken out of old PDF files."""
    pieces, joined = [], False
    for _, letter, after in _context(text):
        joins = letter in _JOINING and _is_arabic(after) and after != "ء"
        shape = ("MEDIAL" if joins else "FINAL") if joined else ("INITIAL" if joins else "ISOLATED")
        joined = joins
        name = f"{unicodedata.name(letter, '')} {shape} FORM"
        pieces.append(("", _SHAPES.get(name, letter), ""))
    return pieces


_SHAPES = {unicodedata.name(chr(code), ""): chr(code) for code in range(0xFE80, 0xFEF5)}


def _conjunction_apart(text: str, _: random.Random) -> list[Piece]:
    """A space after the conjunction, where the tokens stage finds it before a word without another proclitic."""
    table = word_table(pd.DataFrame([("a", text, 0, len(text))], columns=["article_id", "text", "body_start", "body_end"]))
    starts = set(table.start[table.proclitics == "و"])
    return [("", letter, " " if i in starts else "") for i, letter in enumerate(text)]


def _wrapped(text: str, _: random.Random) -> list[Piece]:
    """Lines broken before the word that does not fit, as in e-mail and in files of fixed width."""
    pieces, width = [], 0
    for i, letter in enumerate(text):
        word = len(text[i + 1 : i + 1 + _WIDTH].split(" ", 1)[0].split("\n", 1)[0])
        broken = letter == "\n" or (letter == " " and width + 1 + word > _WIDTH)
        width = 0 if broken else width + 1
        pieces.append(("", "\n" if broken else letter, ""))
    return pieces


REWRITINGS: dict[str, Rewriting] = {
    "as it is": _replaced({}),
    "final ya without dots": _final_ya,
    "final ya with dots": _replaced({"ى": "ي"}),
    "no hamza on alef": _replaced(dict.fromkeys("أإآ", "ا")),
    "ha for ta marbuta": _replaced({"ة": "ه"}),
    "Persian kaf, ya and ha": _replaced({"ك": "ک", "ي": "ی", "ه": "ہ"}),
    "tatweel inside words": _inside("ـ", 0.15, joining=True),
    "all vowel marks": _inside("\u064e\u064f\u0650\u0652", 1.0),
    "some vowel marks": _inside("\u064e\u064f\u0650\u0652\u0651", 0.1),
    "joiners inside words": _inside("\u200c\u200d", 0.05, joining=True),
    "direction marks around words": _around,
    "shapes of letters in their place": _presented,
    "guillemets": _quoted("«", "»"),
    "typewriter quotation marks": _quoted('"', '"'),
    "single quotation marks": _quoted("‘", "’"),
    "two apostrophes": _quoted("''", "''"),
    "no quotation marks": _quoted("", ""),
    "Arabic-Indic digits": _replaced(dict(zip("0123456789", "٠١٢٣٤٥٦٧٨٩", strict=True))),
    "Latin comma, semicolon, question mark": _replaced({"،": ",", "؛": ";", "؟": "?"}),
    "no commas": _replaced({"،": "", ",": ""}),
    "no-break spaces": _replaced({" ": "\u00a0"}),
    "two spaces": _replaced({" ": "  "}),
    "conjunction apart": _conjunction_apart,
    "long dashes": _replaced({"-": "–"}),
    "lines of 80 characters": _wrapped,
}


def rewritten(articles: pd.DataFrame, names: Found, rewriting: Rewriting) -> tuple[pd.DataFrame, Found]:
    """The articles as a rewriting writes them, and their names where they now stand.

    Args:
        articles: article_id, text, body_start, body_end.
        names: article, start, end, type of each name.
        rewriting: what stands for each character of a text.
    """
    chance, rows, moved = random.Random(_SEED), [], set()
    for article, text, start, end in articles.itertuples(index=False):
        pieces = rewriting(text, chance)
        before, after, length = [], [], 0
        for left, letter, right in pieces:
            before.append(length + len(left))
            after.append(length + len(left) + len(letter))
            length += len(left) + len(letter) + len(right)
        rows.append((article, "".join(part for piece in pieces for part in piece), before[start] if start else 0, after[end - 1]))
        moved |= {(a, before[s], after[e - 1], kind) for a, s, e, kind in names if a == article}
    return pd.DataFrame(rows, columns=list(articles.columns)), moved


def measured(
    articles: pd.DataFrame, names: Found, tagger: Any, only: Iterable[str] = REWRITINGS
) -> Iterator[tuple[str, Score]]:
    """The score of the mentions of articles in each rewriting."""
    usage = read_usage(MODELS / "mentions")
    for rewriting in only:
        texts, gold = rewritten(articles, names, REWRITINGS[rewriting])
        yield rewriting, scored(mentions(texts, word_table(texts), tagger, usage=usage), gold)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="+", help="folders of annotated articles")
    parser.add_argument("--json", type=Path, help="also write the F1 of each folder and rewriting here")
    options = parser.parse_args(arguments)
    tagger, found = EmbeddedTagger(MODELS / "tagger", threads()), {}
    for folder in options.gold:
        articles, names = read_gold(folder)
        print(f"\n### {folder.name}: {len(articles)} articles\n")
        print("| written | P | R | F1 | against as it is |\n| --- | --- | --- | --- | --- |")
        for rewriting, score in measured(articles, names, tagger):
            f1 = found.setdefault(folder.name, {})
            f1[rewriting] = round(score.f1, 4)
            change = score.f1 - f1["as it is"]
            print(f"| {rewriting} | {score.precision:.3f} | {score.recall:.3f} | {score.f1:.3f} | {change:+.3f} |", flush=True)
    if options.json:
        options.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
