"""What the linking stages know and compare with, in one object: similarity, countries, well-known bodies, reliabilities."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipeline import coreference
from pipeline.coreference import Judged, Node, Reliability, Similar
from pipeline.letters import key
from pipeline.nameparts import bare, lists

MODELS = Path(__file__).resolve().parent.parent / "models"


@dataclass(frozen=True)
class Linking:
    """The knowledge that links names.

    Attributes:
        similar: compares two spellings of whole names of one type.
        blocks: the blocking keys of a name of a type: names that share none are not compared.
        country: a place's name -> the code of the country that it names, or "".
        nation: a folded word without article -> the code of the country it names or is the adjective of, or "".
        romanized: a name -> its ASCII form for ids.
        reliability: how often each kind of case within an article was right.
    """

    similar: Similar
    blocks: Callable[[str, str], list[str]]
    country: Callable[[str], str]
    nation: Callable[[str], str]
    romanized: Callable[[str], str]
    reliability: Reliability

    def node(self, name: str, type_: str) -> Node:
        """The name as it is compared: folded, in parts, with the codes of what it is known to name."""
        return Node(
            name, type_, key(name), coreference.article_parts(name, type_, self.nation),
            place=self.country(name) if type_ == "LOC" else "", body=self.body(name, type_),
        )  # fmt: skip

    def body(self, name: str, type_: str) -> str:
        """The code of the well-known body that a name of an organization is known for, or ""."""
        return lists().known.get(key(name), "") if type_ == "ORG" else ""


def load(folder: Path) -> Linking:
    """The knowledge under `folder` (`models/linking`), the demonyms beside it, and what the name similarity learned.

    Args:
        folder: the folder that holds `coreference/`.
    """
    from pipeline.demonyms import Demonyms, read_countries
    from pipeline.places import country
    from pipeline.romanize import romanized_id
    from pipeline.similarity import blocking_keys, name_similarity

    demonyms = Demonyms(read_countries(MODELS / "relations" / "demonyms.tsv"))

    @lru_cache(maxsize=1 << 18)
    def similar(one: str, other: str, type_: str) -> Judged:
        return Judged(*name_similarity(one, other, type_))

    @lru_cache(maxsize=1 << 16)
    def nation(word: str) -> str:
        return demonyms.single.get(word, "") or demonyms.codes.get(word, "") or country(word)

    return Linking(
        similar, blocking_keys, lru_cache(maxsize=1 << 18)(country), nation, romanized_id,
        coreference.reliability(folder / "coreference"),
    )  # fmt: skip


def plain() -> Linking:
    """Knowledge without models: two spellings are the same where their keys are. For tests and for a first look."""

    def similar(one: str, other: str, type_: str) -> Judged:
        same = key(one) == key(other)
        return Judged("same" if same else "undecided", float(same), "equal keys" if same else "keys differ")

    return Linking(similar, lambda name, type_: [bare(w) for w in key(name).split()], lambda name: "", lambda word: "", _ascii, {})


def _ascii(name: str) -> str:
    """A stand-in for the romanised form: the name's ASCII letters, else the code points."""
    return "".join(c for c in key(name) if c.isascii() and c.isalnum()) or "".join(f"{ord(c):x}" for c in key(name)[:4])
