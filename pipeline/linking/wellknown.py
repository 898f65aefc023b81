"""Which well-known person, place or body a name is a spelling of, though it is not written as any of its listed names."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from pipeline.base.letters import key
from pipeline.comparing.namekeys import skeleton
from pipeline.comparing.nameparts import lists
from pipeline.comparing.namewords import is_light, rows, words_of
from pipeline.comparing.sounds import other_sound
from pipeline.linking.coreference import Node
from pipeline.linking.linking import Linking


def codes_of(node: Node) -> tuple[str, ...]:
    """The codes of what a name is known for where no article says more: a family name then is its best known bearer's."""
    alone = lists().alone.get(node.key, "") if node.type == "PER" else ""
    return tuple(filter(None, (node.place, node.body, alone)))


def one_well_known(a: Node, b: Node, linking: Linking) -> str:
    """The code of what both names are names of, one as it is listed, the other in another spelling; "" where there is none.

    Two spellings of one name are none: what their letters say of them holds.

    Args:
        a: a name.
        b: another of the same type.
        linking: what names are known by.
    """
    one, other = codes_of(a), codes_of(b)
    if bool(one) == bool(other) or _skeleton(a.name, a.type) == _skeleton(b.name, b.type):
        return ""
    near = _code_near(b if one else a, linking)
    return near if near in one + other else ""


def _code_near(node: Node, linking: Linking) -> str:
    """The code of the one well-known person, place or body of whose names this is a spelling; "" for none, and for several."""
    codes = set()
    for known in _by_skeleton(node.type).get(_skeleton(node.name, node.type), ()):
        alike = linking.similar(node.name, known, node.type).verdict == "same"
        if alike and not other_sound(node.name, known, node.type):
            codes.add(lists().known.get((node.type, known)) or linking.code(known))
    return codes.pop() if len(codes) == 1 else ""


def _skeleton(name: str, type_: str) -> str:
    """The consonants of a name's words, without those that may be left out."""
    words = words_of(name)
    return "".join(skeleton(word) for i, word in enumerate(words) if not is_light(words, i, type_))


@cache
def _by_skeleton(type_: str) -> dict[str, list[str]]:
    """The folded names that are written by hand, of a type, by their consonants."""
    names = {name for of, name in lists().known if of == type_}
    if type_ == "LOC":
        names |= {key(row["name"]) for table in ("city_names.tsv", "country_names.tsv") for row in rows(table)}
    found: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        found[_skeleton(name, type_)].append(name)
    return dict(found)
