"""Every spelling of eight much-named people and places in a run's tables: brought together, left out, taken in.

`python -m benchmarks.eight_names OUTPUTS` prints a table for each name: the entity that most of its mentions belong to with
all its spellings, and the spellings elsewhere that look like the name. `--texts FILE` (JSON lines, also `.xz`) adds the
spellings in texts that were not tagged: runs of words that look like the name, counted, with what `compare` says.
`eight_names.md` is such a run with what a reader said of each spelling.
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import regex
from rapidfuzz import fuzz

from pipeline import read_tables
from pipeline.base.letters import key
from pipeline.linking.linking import MODELS, Linking, load
from pipeline.linking.twonames import judged

# Each name as it stands most often, its type, and the words of which a spelling has to resemble one.
NAMES = (
    ("كيم جونغ أون", "PER", ("جونغ", "اون", "جونغون")),
    ("بيونغ يانغ", "LOC", ("بيونغيانغ", "بيونغ", "يانغ")),
    ("دونالد ترامب", "PER", ("ترامب",)),
    ("أنطونيو غوتيريش", "PER", ("غوتيريش",)),
    ("مارك زوكربيرغ", "PER", ("زوكربيرغ",)),
    ("بنيامين نتنياهو", "PER", ("نتنياهو",)),
    ("رجب طيب أردوغان", "PER", ("اردوغان",)),
    ("محمد بن سلمان", "PER", ("سلمان",)),
)
# RapidFuzz ratio of a word and a name's from which a reader is shown the spelling; set low, so that what is left out shows.
ALIKE = 65.0
_WORD = regex.compile(r"\p{Arabic}+(?:[-_]\p{Arabic}+)*")
_PROCLITICS = regex.compile(r"^[وفبلك](?=\p{Arabic}{4})")
# Spellings in untagged texts that stand less often are slips of the pen, and too many to read.
_LEAST = 3


def resembles(spelling: str, words: tuple[str, ...]) -> bool:
    """Whether a word of a spelling is like one of the name's."""
    return any(
        fuzz.ratio(key(one).removeprefix("ال"), word) >= ALIKE for one in key(spelling).split() for word in words
    )


def in_tables(aliases: pd.DataFrame, name: str, words: tuple[str, ...], type_: str) -> pd.DataFrame:
    """The spellings of the entity that most mentions of `name` belong to, then those elsewhere that resemble it.

    Args:
        aliases: final table `aliases`.
        name: as it stands most often.
        words: see `NAMES`.
        type_: its type.

    Returns:
        where ("together" or the other entity's name), alias, mentions, articles; most mentions first.
    """
    typed = aliases[aliases.entity_id.str.startswith(type_)]
    own = typed[typed.alias.map(key) == key(name)].sort_values("mentions").entity_id.tail(1)
    here = typed.entity_id.isin(own)
    shown = typed[here | typed.alias.map(lambda alias: resembles(alias, words))].copy()
    shown["where"] = shown.entity_name.where(~shown.entity_id.isin(own), "together")
    shown["apart"] = shown["where"] != "together"
    return shown.sort_values(["apart", "mentions", "alias"], ascending=[True, False, True])[
        ["where", "alias", "mentions", "articles"]
    ]


def in_texts(path: Path) -> Counter[str]:
    """Counts of the words of a file of articles that resemble a word of a name, without a proclitic where they do so more."""
    written: Counter[str] = Counter()
    for text in _texts(path):
        written.update(_WORD.findall(text))
    wanted = tuple({word for _, _, words in NAMES for word in words})
    found: Counter[str] = Counter()
    for word, n in written.items():
        if n >= _LEAST:
            best = max(
                (word, _PROCLITICS.sub("", word)), key=lambda form: max(fuzz.ratio(key(form), w) for w in wanted)
            )
            found[best] += n if resembles(best, wanted) else 0
    return +found


def _texts(path: Path) -> Iterator[str]:
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def _table(rows: pd.DataFrame) -> str:
    head = "| " + " | ".join(rows.columns) + " |\n" + "| --- " * len(rows.columns) + "|\n"
    return head + "\n".join("| " + " | ".join(map(str, row)) + " |" for row in rows.itertuples(index=False))


def _words(counts: Counter[str], words: tuple[str, ...], type_: str, linking: Linking) -> str:
    """The spellings of a name's words in untagged texts by what `compare` says of them and the word."""
    lines = []
    for word in words:
        said: dict[str, list[str]] = {"same": [], "undecided": [], "different": []}
        for spelling, n in counts.most_common():
            if resembles(spelling, (word,)):
                said[judged(spelling, word, type_, linking).verdict].append(f"{spelling} {n}")
        lines += [f"{word}, {verdict}: {', '.join(some)}" for verdict, some in said.items() if some]
    return "\n\n".join(lines)


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("outputs", type=Path)
    parser.add_argument("--texts", type=Path)
    options = parser.parse_args()
    aliases = read_tables(options.outputs)["aliases"]
    counts, linking = (in_texts(options.texts), load(MODELS / "linking")) if options.texts else (None, None)
    for name, type_, words in NAMES:
        print(f"\n## {name}\n\n{_table(in_tables(aliases, name, words, type_))}")
        if counts is not None and linking is not None:
            print(f"\nIn the texts, by word:\n\n{_words(counts, words, type_, linking)}")


if __name__ == "__main__":
    main()
