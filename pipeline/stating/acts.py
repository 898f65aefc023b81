"""What one name does to another: accuses, backs, sanctions it, agrees with it, belongs to it.

The gold has none of these, so that nothing is learned: only plain clauses count, in which nothing but its adjectives and
adverbs of time parts a name from the verb. `acts.tsv` says which do, and how often each was right when it was read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.base.lists import read_list
from pipeline.stating.candidates import Candidate
from pipeline.stating.chunks import Chunk, Scene, read_chunks
from pipeline.stating.clauses import Sentence
from pipeline.stating.inflection import Reading

_NAMED = frozenset("PLO")
_OPENING = frozenset({"that", ":", "?", "!", '"', "-", "+w"})
_APART = frozenset({"(", ")", "-", "/"})
_REACH = 5
Pair = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Act:
    """A kind of clause that states a relation.

    Attributes:
        relation: which.
        heads: signs of the names that may act.
        tails: signs of the names that may be acted upon.
        share: how often such a clause stated it, of those that were read (Laplace's rule of succession).
    """

    relation: str
    heads: str
    tails: str
    share: float


Acts = Mapping[tuple[str, str], Act]


def read_acts(path: Path) -> dict[tuple[str, str], Act]:
    """The acts of `acts.tsv`, by class of the word and kind of clause."""
    rows = read_list(path)
    shares = [(int(row["right"]) + 1) / (int(row["read"]) + 2) for row in rows]
    return {
        (row["class"], row["clause"]): Act(row["relation"], row["heads"], row["tails"], share)
        for row, share in zip(rows, shares, strict=True)
    }


def act_candidates(scene: Scene, acts: Acts) -> Iterator[Candidate]:
    """Each plain clause in which one name acts on another; its one feature is the word's class and the kind of clause.

    Args:
        scene: the sentence and everyone it may be about.
        acts: what `read_acts` gives.
    """
    sentence = scene.sentence
    if not sentence.acts or len(sentence.people) + len(sentence.places) + len(sentence.bodies) < 2:
        return
    chunks = read_chunks(sentence, [person for person in scene.people if person.how == "P"])
    at = {position: index for index, chunk in enumerate(chunks) for position in range(chunk.first, chunk.last + 1)}
    for position in sentence.acts:
        if position in at and chunks[at[position]].mention < 0:
            reading = sentence.items[position].word.act
            assert reading is not None
            for head, tail, clause in _pairs(chunks, at[position], reading):
                act = acts.get((reading.kind, clause))
                ends = chunks[head], chunks[tail]
                if act is None or ends[0].sign not in act.heads or ends[1].sign not in act.tails:
                    continue
                if not _set_apart(sentence, position, ends):
                    yield _candidate(sentence, position, act.relation, ends, f"{reading.kind} {clause}")


def _set_apart(sentence: Sentence, position: int, ends: tuple[Chunk, Chunk]) -> bool:
    """Whether brackets or a dash part a name from its verb: an abbreviation, an agency's credit, another name of the same."""
    items = sentence.items
    before = {item.sign for end in ends if end.last < position for item in items[end.last + 1 : position]}
    return bool(before & _APART) or any(end.first > 0 and items[end.first - 1].sign == "(" for end in ends)


def _candidate(sentence: Sentence, position: int, relation: str, ends: tuple[Chunk, Chunk], feature: str) -> Candidate:
    items = sentence.items
    head, tail = (next(i for i in range(end.first, end.last + 1) if items[i].mention == end.mention) for end in ends)
    return Candidate(relation, sentence, position, head, tail, ends[0].mention, ends[1].mention, [feature])


def _pairs(chunks: Sequence[Chunk], act: int, reading: Reading) -> Iterator[Pair]:
    """The names on both sides of an act: who acts, on whom, and in which kind of clause."""
    if reading.kind in ("belonging", "backed"):
        yield from _attached(chunks, act, reading.kind)
    elif reading.part == "verb":
        yield from _clause(chunks, act, reading)
    elif not reading.pronoun and not reading.definite:
        yield from _noun(chunks, act)


def _attached(chunks: Sequence[Chunk], act: int, kind: str) -> Iterator[Pair]:
    """`A belonging to B`, `A backed by B`."""
    before, after = _named(chunks, act - 1), _named(chunks, act + (2 if kind == "backed" else 1))
    if before is None or after is None:
        return
    if kind == "belonging" and after.prefix == "ل" and after.sign != "P" and before.sign != "P":
        yield act - 1, act + 1, "attached"
    if kind == "backed" and chunks[act + 1].sign == "from":
        for i in _run(chunks, act + 2):
            yield i, act - 1, "attached"


def _named(chunks: Sequence[Chunk], index: int) -> Chunk | None:
    if 0 <= index < len(chunks) and chunks[index].sign in _NAMED and chunks[index].mention >= 0:
        return chunks[index]
    return None


def _run(chunks: Sequence[Chunk], first: int) -> list[int]:
    """A name and those joined to it by `and`."""
    run = [first]
    while (following := _named(chunks, run[-1] + 1)) is not None and following.joined and not following.prefix:
        run.append(run[-1] + 1)
    return run


def _clause(chunks: Sequence[Chunk], verb: int, reading: Reading) -> Iterator[Pair]:
    """Verb, subject, object; subject, verb, object; `which the subject backs`."""
    after, before = _named(chunks, verb + 1), _named(chunks, verb - 1)
    if reading.pronoun:
        antecedent = _named(chunks, verb - 2)
        if antecedent is not None and chunks[verb - 1].sign == "rel" and after is not None and not after.prefix:
            for i in _run(chunks, verb + 1):
                yield i, verb - 2, "relative"
        return
    if after is not None and not after.prefix and not after.joined:
        subjects = _run(chunks, verb + 1)
        objects = _objects(chunks, subjects[-1] + 1, reading.kind)
        yield from ((i, j, "verb first") for i in subjects for j in objects)
        if reading.kind == "agree" and len(subjects) > 1:
            yield from ((subjects[0], j, "both") for j in subjects[1:])
    opened = verb < 2 or chunks[verb - 2].sign in _OPENING
    if before is not None and not before.prefix and opened and not chunks[verb].sign.startswith("+"):
        yield from ((verb - 1, j, "subject first") for j in _objects(chunks, verb + 1, reading.kind))


def _noun(chunks: Sequence[Chunk], act: int) -> Iterator[Pair]:
    """`A's backing of B`: the noun, who acts in the genitive, on whom after li-."""
    subject = _named(chunks, act + 1)
    if subject is None or subject.prefix or subject.joined:
        return
    subjects = _run(chunks, act + 1)
    after = subjects[-1] + 1
    for first in (after, after + 1):
        found = _named(chunks, first)
        if found is not None and found.prefix == "ل" and not found.joined:
            yield from ((i, j, "noun") for i in subjects for j in _run(chunks, first))
            return


def _objects(chunks: Sequence[Chunk], first: int, kind: str) -> list[int]:
    """The names an act is upon: right where an object stands, with the preposition that its verb wants."""
    if kind == "impose":
        return _sanctioned(chunks, first)
    wanted = "with" if kind == "agree" else ""
    at = first + (wanted != "" and first < len(chunks) and chunks[first].sign == wanted)
    found = _named(chunks, at)
    return _run(chunks, at) if found is not None and found.prefix == wanted and not found.joined else []


def _sanctioned(chunks: Sequence[Chunk], first: int) -> list[int]:
    """`sanctions on X`: within a few words of the verb, the noun, then the name it is laid upon."""
    reach = range(first, min(first + _REACH, len(chunks)))
    noun = next((i for i in reach if chunks[i].sign.endswith("penalty")), -1)
    if noun < 0 or any(chunks[i].sign in _NAMED for i in range(first, noun)):
        return []
    named = next((i for i in range(noun + 1, min(noun + 1 + _REACH, len(chunks))) if chunks[i].sign in _NAMED), -1)
    return _run(chunks, named) if named >= 0 and chunks[named].prefix == "on" and chunks[named].mention >= 0 else []
