"""What `compare` says of two names: all that linking knows of them without their articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.base.letters import key
from pipeline.comparing import namewords
from pipeline.comparing.nameparts import lists, shared_names, without_title
from pipeline.comparing.similarity import compare_lines as compare_spellings
from pipeline.linking.compatible import barred_beside_spelling
from pipeline.linking.coreference import NATION, Judged, Node
from pipeline.linking.linking import Linking


def judged(a: str, b: str, type_: str, linking: Linking) -> Judged:
    """Whether two names are one: by what is known of them, what forbids it, what is left out, and else by their spelling.

    Args:
        a: a name as written, with its article restored, without proclitics.
        b: another.
        type_: PER, LOC or ORG, of both.
        linking: what names are known by.
    """
    if type_ == "PER":
        a, b = _without_house(without_title(a), b), _without_house(without_title(b), a)
    spelled = linking.similar(a, b, type_)
    one, other = linking.node(a, type_), linking.node(b, type_)
    for code in ("place", "body"):
        if getattr(one, code) and getattr(one, code) == getattr(other, code):
            return Judged("same", 0.99, f"both {getattr(one, code)}")
    if why := barred_beside_spelling(one, other):
        return Judged("different", 0.02, why)
    if spelled.verdict != "same" and type_ == "LOC" and (why := _at_a_place(one, other, linking)):
        return Judged("different", 0.1, why)
    if type_ == "ORG" and _of_a_country(one, other, linking):
        return Judged("undecided", 0.4, "a body of a country, and what goes by its name")
    if spelled.verdict != "same" and type_ == "ORG" and (why := _one_body(one, other)):
        return Judged("same", 0.95, why)
    return spelled


def _without_house(name: str, other: str) -> str:
    """A person's name without the house at its end (Al Thani), where the other's names none and two words are left."""
    words, houses = key(name).split(), namewords.lists().houses
    at = len(words) - 2
    return " ".join(words[:at]) if at > 1 and words[at] in houses and houses.isdisjoint(key(other).split()) else name


def _at_a_place(a: Node, b: Node, linking: Linking) -> str:
    """Why one place is only called after the other: a river, a stadium, a hill of a known place."""
    long, short = (a, b) if len(a.key.split()) > len(b.key.split()) else (b, a)
    head, _, rest = long.key.partition(" ")
    known = rest == short.key and short.place and short.place != long.place
    return f"{head} of {short.name}" if known and lists().heads.get(("LOC", head), "yes") != "yes" else ""


def _of_a_country(a: Node, b: Node, linking: Linking) -> bool:
    """Whether one name is a country's and the other a head and that country: a club of Egypt, and Egypt."""
    long, short = (a, b) if len(a.parts) > len(b.parts) else (b, a)
    code = linking.nation(short.parts[0]) if len(short.parts) == 1 else ""
    return bool(code) and len(long.parts) > 1 and long.parts[1:] in (short.parts, (NATION + code,))


def _one_body(a: Node, b: Node) -> str:
    """Why two names of bodies are one though they are written otherwise, or ""."""
    if a.parts == b.parts:
        return f"both {' '.join(a.parts)}"
    if sorted(a.parts) == sorted(b.parts):
        return f"the same words in another order: {' '.join(sorted(a.parts))}"
    long, short = (a, b) if len(a.parts) > len(b.parts) else (b, a)
    head = lists().heads.get(("ORG", long.parts[0]), "no")
    rest = long.parts[1:]
    told = not all(part.startswith(NATION) for part in rest) and rest not in shared_names("generic")
    return f"{long.parts[0]} in one only" if head != "no" and rest == short.parts and told else ""


def compare_lines(lines: Iterable[str], linking: Linking) -> Iterator[str]:
    """Lines `name TAB name TAB type` with verdict, score and detail appended.

    Args:
        lines: as `similarity.compare_lines` takes them.
        linking: what names are known by.

    Yields:
        The line, TAB, verdict, TAB, score, TAB, detail; without a line end.

    Raises:
        UserError: names the line that has not three cells or an unknown type.
    """
    for line in compare_spellings(lines):
        cells = line.split("\t")
        verdict = judged(cells[0], cells[1], cells[2], linking)
        yield "\t".join([*cells[:-3], verdict.verdict, f"{verdict.score:.3f}", verdict.detail])
