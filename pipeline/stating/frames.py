"""Who does what to whom around a word of meeting or going, read off by word order: actors, counterparts, places.

Arabic news puts the verb first (verb, subject, object) or the subject (subject, verb, object); the counterpart of a meeting
comes bare, with bi- or with maʿa; a visit's place with ila, li- or fi, or bare. What is read here is no verdict: the scorer
weighs it as one more feature.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.stating.chunks import Chunk
from pipeline.stating.inflection import Reading

_HARD = frozenset({"that", "thathe", ":", "?", "!", ";", "saying", ".", "rel", "where"})
_DOING = frozenset({"vdo", "vhold", "vbegin"})
_WITH = frozenset({"ب", "with"})
_BARE = frozenset({"", "ب", "with"})
_TOWARDS = frozenset({"", "to", "ل", "ب", "in"})
_MUTUAL = frozenset({"meet", "talk"})
_AT = frozenset({"ب", "in", "at"})
_REACH = 12


@dataclass(slots=True)
class Frame:
    """The parts of an event, each with how it was found.

    Attributes:
        actors: phrase number -> label of an acting person; -1 is the one last named before.
        counterparts: phrase number -> label of whom they meet.
        places: phrase number -> label of where they go or meet.
    """

    actors: dict[int, str] = field(default_factory=dict)
    counterparts: dict[int, str] = field(default_factory=dict)
    places: dict[int, str] = field(default_factory=dict)


def read_frame(chunks: Sequence[Chunk], trigger: int, reading: Reading) -> Frame:
    """The frame of a word of meeting or going.

    Args:
        chunks: the phrases of the sentence.
        trigger: number of the word's phrase.
        reading: how the word is understood.
    """
    frame = Frame()
    after = _following(chunks, trigger)
    people = [i for i in after if chunks[i].sign in "PZ"]
    if reading.part == "verb":
        _verb(frame, chunks, trigger, people, reading)
    else:
        _noun(frame, chunks, trigger, people, reading)
    _places(frame, chunks, trigger, after)
    return frame


def _following(chunks: Sequence[Chunk], trigger: int) -> list[int]:
    """Phrases after a word up to the next hard bound, or the next verb after a comma."""
    out = []
    comma = False
    for i in range(trigger + 1, min(trigger + 1 + 2 * _REACH, len(chunks))):
        sign = chunks[i].sign
        if (sign in _HARD and not _goes_on(chunks, trigger, i)) or (comma and sign.lstrip("+").startswith("v")):
            break
        comma = comma or sign == ","
        out.append(i)
    return out


def _goes_on(chunks: Sequence[Chunk], trigger: int, relative: int) -> bool:
    """Whether a relative clause only says who does what a noun names: `the visit that X makes to Y`."""
    if chunks[relative].sign != "rel" or relative + 1 >= len(chunks) or relative - trigger > 2:
        return False
    return chunks[relative + 1].sign.removesuffix("p") in _DOING


def _coordinated(chunks: Sequence[Chunk], first: int, people: Sequence[int]) -> list[int]:
    """A phrase and those joined to it by `and`."""
    run = [first]
    for i in people:
        if i > first:
            if not chunks[i].joined or chunks[i].prefix or i - run[-1] > 2:
                break
            run.append(i)
    return run


def _before(chunks: Sequence[Chunk], trigger: int) -> tuple[int, str]:
    """The person before a word who acts: the nearest without a preposition in the sentence, else the one last named."""
    bound = ""
    for i in range(trigger - 1, max(trigger - 1 - 2 * _REACH, -1), -1):
        chunk = chunks[i]
        if chunk.sign in "PZ":
            if chunk.prefix == "of" or (chunk.prefix and trigger - i > 2):
                continue
            return i, ("near" if trigger - i <= 2 else "left") + bound
        if chunk.sign in ("that", "thathe", ":", "rel", "where"):
            bound = "|"
    return -1, "last"


def _name_actor(frame: Frame, chunks: Sequence[Chunk], trigger: int) -> list[int]:
    """Notes who stands before a word as acting, and whoever `and` joins to him; returns them, the nearest first."""
    actor, how = _before(chunks, trigger)
    run = [actor]
    while run[-1] > 0 and chunks[run[-1]].joined and chunks[run[-1] - 1].sign in "PZ":
        run.append(run[-1] - 1)
    for i in run:
        frame.actors[i] = how
    return run


def _verb(frame: Frame, chunks: Sequence[Chunk], trigger: int, people: list[int], reading: Reading) -> None:
    if not people or chunks[people[0]].prefix:
        acting = _name_actor(frame, chunks, trigger)
        if people and chunks[people[0]].prefix in _WITH:
            _counter(frame, chunks, people[0], people, "with")
        elif reading.number != "sg" and reading.kind in _MUTUAL:
            frame.counterparts.update(dict.fromkeys(acting[:-1], "together"))
        return
    first = _coordinated(chunks, people[0], people)
    rest = [i for i in people if i > first[-1] and chunks[i].prefix in _BARE and not chunks[i].joined]
    actor, how = _before(chunks, trigger)
    if reading.kind not in ("meet", "receive", "gather", "call", "talk", "invite", "accompany", "visit"):
        for i in first:
            frame.actors[i] = "after"
        return
    if rest:
        for i in first:
            frame.actors[i] = "after"
        _counter(frame, chunks, rest[0], people, "with" if chunks[rest[0]].prefix else "bare")
    elif how.startswith("near") or chunks[trigger].sign.endswith("p") or (len(first) == 1 and reading.kind != "visit"):
        frame.actors[actor] = how
        _counter(frame, chunks, people[0], people, "bare")
    else:
        for i in first:
            frame.actors[i] = "after"
        if len(first) > 1 and reading.kind != "visit":
            _counter(frame, chunks, first[1], people, "joined")


def _counter(frame: Frame, chunks: Sequence[Chunk], first: int, people: Sequence[int], how: str) -> None:
    for i in _coordinated(chunks, first, people):
        frame.counterparts[i] = how


def _noun(frame: Frame, chunks: Sequence[Chunk], trigger: int, people: list[int], reading: Reading) -> None:
    if not people:
        _name_actor(frame, chunks, trigger)
        return
    first = chunks[people[0]]
    between = [c.sign for c in chunks[trigger + 1 : people[0]]]
    if first.prefix == "between":
        run = _coordinated(chunks, people[0], people)
        frame.actors.update(dict.fromkeys(run, "between"))
        frame.counterparts.update(dict.fromkeys(run[1:], "between"))
    elif reading.pronoun or first.prefix in ("with",):
        _name_actor(frame, chunks, trigger)
        if first.prefix in _BARE:
            _counter(frame, chunks, people[0], people, "own" if reading.pronoun else "with")
    elif any(sign.lstrip("+").startswith("v") for sign in between):
        frame.actors[people[0]] = "doing" if not first.prefix else "doing+"
        rest = [i for i in people[1:] if chunks[i].prefix in _BARE]
        if rest:
            _counter(frame, chunks, rest[0], people, "with" if chunks[rest[0]].prefix else "bare")
    elif first.prefix in ("", "ل"):
        run = _coordinated(chunks, people[0], people)
        rest = [i for i in people if i > run[-1] and chunks[i].prefix in (*_BARE, "ل")]
        whose = "of" if not first.prefix else "of+"
        if rest and not between:
            frame.actors.update(dict.fromkeys(run, whose))
            _counter(frame, chunks, rest[0], people, "with" if chunks[rest[0]].prefix else "bare")
        elif len(run) > 1:
            frame.actors.update(dict.fromkeys(run, whose))
            frame.counterparts.update(dict.fromkeys(run[1:], "joined"))
        elif reading.kind in ("meet", "receive", "gather", "talk", "call"):
            _name_actor(frame, chunks, trigger)
            _counter(frame, chunks, people[0], people, "bare")
            frame.actors.setdefault(people[0], whose)
        else:
            frame.actors[people[0]] = whose


def _places(frame: Frame, chunks: Sequence[Chunk], trigger: int, after: Sequence[int]) -> None:
    """The first place towards which, or in which, and those joined to it."""
    places = [i for i in after if chunks[i].sign == "L"]
    for i in places:
        prefix = chunks[i].prefix
        if prefix in _TOWARDS and not (chunks[i].joined and not prefix):
            near = "near" if i - trigger <= 2 else "far"
            frame.places[i] = ("bare" if not prefix else "in" if prefix in _AT else "to") + near
            for j in _coordinated(chunks, i, places)[1:]:
                frame.places[j] = frame.places[i]
            break
    others = [i for i in places if i not in frame.places and chunks[i].prefix in (*_AT, "to", "ل")]
    for i in others[:1]:
        frame.places[i] = "other" + ("in" if chunks[i].prefix in _AT else "to")
