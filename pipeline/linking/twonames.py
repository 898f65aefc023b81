"""What `compare` says of two names: all that linking knows of them without their articles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from rapidfuzz.distance import Levenshtein

from pipeline.base.errors import UserError
from pipeline.base.letters import arabic_share, key
from pipeline.comparing import namewords
from pipeline.comparing.bearers import borne_by
from pipeline.comparing.glossary import unmarked
from pipeline.comparing.nameparts import bare, lists, shared_names, without_title
from pipeline.comparing.namewords import words_of
from pipeline.comparing.similarity import TYPES, left_over
from pipeline.comparing.sounds import other_sound
from pipeline.comparing.wordpairs import ARABIC, HOUSE, compare_words, model
from pipeline.linking.compatible import barred_beside_spelling
from pipeline.linking.coreference import NATION, Judged, Node
from pipeline.linking.linking import Linking
from pipeline.linking.namecores import headed, is_branch, one_core, tells, without_its_noun
from pipeline.linking.wellknown import codes_of, one_well_known

_BRACKETED = re.compile(r"(?P<outer>.*\S)\s*[(\[]\s*(?P<inner>[^)\]]+?)\s*[)\]]\s*")
_CITY = "GN-"  # with which the codes of cities begin
_COMMA = "\N{ARABIC COMMA}"
_ARTICLE = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"
_FOR_THE = "\N{ARABIC LETTER LAM}\N{ARABIC LETTER LAM}"  # with the alef of the article left out
_PREPOSITIONS = "\N{ARABIC LETTER BEH}\N{ARABIC LETTER KAF}\N{ARABIC LETTER LAM}"  # in, like, for
_LATIN = 4  # letters of a name in Latin script that its sound is compared by
_NEAR = 0.88  # share of letters in which it agrees with the label of an Arabic name that it is another script of
_FULL = 2  # words of a full name, and of an office that says of what


def judged(a: str, b: str, type_: str, linking: Linking) -> Judged:
    """Whether two names are one, each with or without another name of the same that it has in brackets.

    Args:
        a: a name as written, with its article restored, without proclitics.
        b: another.
        type_: PER, LOC or ORG, of both.
        linking: what names are known by.
    """
    whole = _judged(a, b, type_, linking)
    one, other = _names_in(a, type_, linking), _names_in(b, type_, linking)
    if whole.verdict == "same" or len(one) == len(other):
        return whole
    found = (_judged(x, y, type_, linking) for x in one for y in other)
    return next((f._replace(detail=f"{f.detail}; brackets") for f in found if f.verdict == "same"), whole)


def _names_in(name: str, type_: str, linking: Linking) -> tuple[str, ...]:
    """A name, or what stands before its brackets and in them where that is another name and not which of several it is.

    Which one it is say a place, a country, a number, a head modifier; of a person or a place anything but a by-name
    ("father of") or another script.
    """
    found = _BRACKETED.fullmatch(name)
    if not found:
        return (name,)
    outer, inner = found["outer"], found["inner"]
    words = key(inner).split()
    if not words or any(namewords.modifier(w) or linking.nation(bare(w)) for w in words) or linking.code(inner):
        return (name,)
    by_name = type_ == "ORG" or (type_ == "PER" and words[0] in namewords.lists().joined)
    return (outer, inner) if by_name or not arabic_share(inner) else (name,)


def _judged(a: str, b: str, type_: str, linking: Linking) -> Judged:
    """Whether two names are one: by what is known of them, what forbids it, what is left out, and else by their spelling.

    Args:
        a: a name as written, with its article restored, without proclitics.
        b: another.
        type_: PER, LOC or ORG, of both.
        linking: what names are known by.
    """
    a, b = _unattached(a, b, type_, linking), _unattached(b, a, type_, linking)
    if type_ == "PER":
        a, b = _in_order(a), _in_order(b)
        a, b = _bare_person(a, b, linking), _bare_person(b, a, linking)
        a, b = _without_house(a, b), _without_house(b, a)
    if latin := _other_script(a, b, type_, linking):
        return Judged("same", 0.85, latin)
    spelled = linking.similar(a, b, type_)
    one, other = linking.node(a, type_), linking.node(b, type_)
    if known := _known(one, other, linking):
        return known
    if spelled.verdict != "same" and type_ == "LOC" and (why := _at_a_place(one, other, linking)):
        return Judged("different", 0.1, why)
    if type_ == "ORG" and (_of_a_country(one, other, linking) or is_branch(one, other, linking)):
        return Judged("undecided", 0.4, "a body of a country, and what goes by its name")
    if spelled.verdict != "same" and type_ != "PER" and (why := _one_body(one, other, linking) or one_core(one, other, linking)):
        return Judged("same", 0.9, why)
    return _without_article(one, other, spelled, linking)


def _without_article(a: Node, b: Node, spelled: Judged, linking: Linking) -> Judged:
    """The verdict by spelling, and by what it is worth where no article says more."""
    if spelled.verdict == "same":
        why = other_sound(a.name, b.name, a.type) or (_son_or_family(a.name, b.name) if a.type == "PER" else "")
        return Judged("undecided", 0.5, why) if why else spelled
    if code := one_well_known(a, b, linking):
        return Judged("same", 0.85, f"spellings of two names of {code}")
    if spelled.verdict == "undecided":
        return (_borne(a.name, b.name) if a.type == "PER" else _with_more(a, b, linking)) or spelled
    return spelled


def _son_or_family(a: str, b: str) -> str:
    """Why two Arabic names alike but for a "son of" may be two: it begins family names too (Abd al-Qadir Salih, Bensalah)."""
    links = namewords.lists().links - namewords.lists().houses
    rests = [[word for word in words_of(name) if word not in links] for name in (a, b)]
    apart = rests[0] == rests[1] and len(words_of(a)) != len(words_of(b))
    return "a son of, or a family" if apart and all(model().origin(word) >= ARABIC for word in rests[0]) else ""


def _with_more(a: Node, b: Node, linking: Linking) -> Judged | None:
    """The verdict where one place's or body's name has words that the other lacks: of lists of pairs, three in four are two.

    Its country's adjective at the end tells nothing new of a foreign body or an unknown place; and what lies in the landscape's
    name is no known place is the landscape itself (the river Danube).
    """
    short, long = sorted((words_of(a.name), words_of(b.name)), key=len)
    more = left_over(a.name, b.name, a.type)
    if not more or any(_BRACKETED.fullmatch(node.name) for node in (a, b)):
        return None
    if more == long[-1:] and (nation := linking.nation(bare(more[0]))):
        if lists().lands.get(a.body or b.body, nation) != nation:
            return Judged("different", 0.2, f"{more[0]} in one only, and the other is a known body of another country")
        rest = Node(" ".join(long[:-1]), a.type, "", tuple(bare(word) for word in long[:-1]))
        alike = linking.similar(rest.name, " ".join(short), a.type).verdict == "same"
        told = tells(headed(rest.parts)[1]) if a.type == "ORG" else not linking.code(rest.name)
        return Judged("same", 0.8, f"{more[0]} in one only") if alike and told else None
    if a.type == "LOC" and more == long[:1] and lists().heads.get(("LOC", more[0])) == "here":
        known = linking.code(" ".join(short))
        return None if known else Judged("same", 0.8, f"{more[0]} in one only")
    return Judged("different", 0.3, f"{' '.join(more)} in one only")


def _borne(a: str, b: str) -> Judged | None:
    """The verdict on a family name alone and a full name, where in the news the one nearly always means the other."""
    short, long = sorted((namewords.words_of(a), namewords.words_of(b)), key=len)
    if len(short) != 1 or len(long) < _FULL or compare_words(short[0], long[-1])[0] < HOUSE:
        return None
    share = max(borne_by(family, long[:1]) for family in (short[0], long[-1]))
    return Judged("same", round(share, 3), f"{short[0]} alone is {long[0]} in the news") if share else None


def _known(a: Node, b: Node, linking: Linking) -> Judged | None:
    """The verdict of what is known of two names, whatever their spelling says."""
    if code := next((code for code in codes_of(a) if code in codes_of(b)), ""):
        return Judged("same", 0.99, f"both {code}")
    if a.type == "LOC" and (placed := _state_or_city(a, b, linking) or _by_country(a, b, linking)):
        return placed
    if head := _before_foreign(a, b, linking):
        return Judged("same", 0.9, f"{head} of no known place in one only")
    if noun := without_its_noun(a, b, linking):
        return Judged("same", 0.85, f"{noun} in one only")
    why = barred_beside_spelling(a, b)
    return Judged("different", 0.02, why) if why else None


def _other_script(a: str, b: str, type_: str, linking: Linking) -> str:
    """The Latin label of an Arabic name that is nearly the other, which is in Latin letters; "" where it is not."""
    latin, arabic = sorted((a, b), key=arabic_share)
    if arabic_share(latin) > 0 or arabic_share(arabic) < 1 or len(key(latin)) < _LATIN:
        return ""
    label = linking.latin(arabic, type_, "")
    one, other = (unmarked(key(text)).replace(" ", "") for text in (latin, label))
    near = one[:1] == other[:1] and Levenshtein.normalized_similarity(one, other) >= _NEAR
    return f"{label}~{latin}" if near else ""


def _in_order(name: str) -> str:
    """A person's name whose family name stands first before a comma, in the usual order."""
    family, comma, given = name.replace(",", _COMMA).partition(_COMMA)
    return f"{given.strip()} {family.strip()}" if comma and given.strip() and _COMMA not in given else name


def _unattached(name: str, other: str, type_: str, linking: Linking) -> str:
    """A name without the preposition of one letter that is written onto it, where the other is known to be that name without it.

    What it is written onto has the article, or is a known place; and what is known as it stands has no preposition.
    """
    folded, whole = key(name), key(other)
    if folded[:1] not in _PREPOSITIONS or folded == whole or linking.code(name) or linking.body(name, type_):
        return name
    rest = _ARTICLE + folded[2:] if folded[:2] == _FOR_THE else folded[1:]
    known = linking.body(rest, type_)
    alike = rest == whole and (rest != bare(rest) or bool(linking.code(other)))
    return rest if alike or (known and known == linking.body(other, type_)) else name


def _bare_person(name: str, other: str, linking: Linking) -> str:
    """A person's name without titles and without the office before it, where as many words are left as the other has."""
    words, n = key(name).split(), len(key(without_title(other)).split())
    office = words[: len(words) - n]
    if n < _FULL or len(office) < _FULL or not (kind := _offices().get(bare(office[0]).removesuffix("ه"), "")):
        return without_title(name)
    lands = [bool(linking.nation(bare(word)) or linking.code(word)) for word in office[1:]]
    # Amir and Khalifa are given names as well: of such an office the land must be named.
    told = lands[0] if kind == "royal" else any(lands) or any(word != bare(word) for word in office[1:])
    return " ".join(words[-n:]) if told else without_title(name)


@cache
def _offices() -> dict[str, str]:
    """The folded nouns with which an office begins, and what kind of office each is."""
    return {key(row["lemma"]).removesuffix("ه"): row["class"] for row in namewords.rows("../relations/titles.tsv")}


def _without_house(name: str, other: str) -> str:
    """A person's name without the house at its end (Al Thani), where the other's names none and two words are left."""
    words, houses = key(name).split(), namewords.lists().houses
    at = len(words) - 2
    return " ".join(words[:at]) if at > 1 and words[at] in houses and houses.isdisjoint(key(other).split()) else name


def _by_country(a: Node, b: Node, linking: Linking) -> Judged | None:
    """The verdict on a known place and its name with a country's adjective: its own country's, or another's."""
    long, short = (a, b) if len(a.parts) > len(b.parts) else (b, a)
    *rest, last = long.key.split()
    nation, country = linking.nation(bare(last)), linking.country(short.name)
    if rest and ("LOC", rest[0]) in namewords.lists().heads and " ".join(rest) != short.key:
        rest = rest[1:]
    if not nation or not country or " ".join(rest) != short.key:
        return None
    if nation == country:
        return Judged("same", 0.95, f"{short.name} is in {country}")
    return Judged("different", 0.05, f"{short.name} is in {country}, the other in {nation}")


def _state_or_city(a: Node, b: Node, linking: Linking) -> Judged | None:
    """The verdict on a state and a known city of its name, with or without the country's adjective (Washington); or None."""
    long, short = (a, b) if len(a.key.split()) > len(b.key.split()) else (b, a)
    head, *rest = long.key.split()
    name = " ".join(rest[:-1] if len(rest) > 1 and linking.nation(bare(rest[-1])) else rest)
    city = short.place.startswith(_CITY) and name == short.key and lists().heads.get(("LOC", head)) == "here"
    return Judged("undecided", 0.4, f"{head} and the city {short.name}") if city else None


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


def _one_body(a: Node, b: Node, linking: Linking) -> str:
    """Why two names of bodies are one though they are written otherwise, or ""."""
    if a.type != "ORG" or a.parts == b.parts:
        return f"both {' '.join(a.parts)}" if a.type == "ORG" else ""
    (words, lands), (others, abroad) = _apart(a.parts), _apart(b.parts)
    one_land = lands == abroad or (not (lands and abroad) and tells(words))
    if sorted(words) == sorted(others) and one_land and not any(part in namewords.lists().letters for part in words):
        return f"the same words in another order: {' '.join(sorted(a.parts))}"
    (head, rest), (other, whole) = headed(a.parts), headed(b.parts)
    core, nations = _apart(rest)
    if not core or "".join(core) != "".join(_apart(whole)[0]) or (head and other and head != other):
        return ""
    if head != other and lists().heads.get(("ORG", head or other)) == "here" and linking.code(" ".join(core)):
        return ""  # a bank of Montreal
    many = {rest, whole} if nations and len(core) > 1 else {rest, whole, core}
    if many & shared_names("generic") or (nations != _apart(whole)[1] and not tells(core)):
        return ""
    return f"{' '.join(sorted(set(a.parts) ^ set(b.parts)))} in one only"


def _apart(parts: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The parts of a body's name without countries, and the countries."""
    nations = tuple(part for part in parts if part.startswith(NATION))
    return tuple(part for part in parts if not part.startswith(NATION)), nations


def _before_foreign(a: Node, b: Node, linking: Linking) -> str:
    """The head in one only that makes another of a known place's name or of a common word, but not of a foreign one.

    A governorate is often called after its city: not where no known place has the name.
    """
    long, short = (a, b) if len(a.parts) > len(b.parts) else (b, a)
    head, heads = long.parts[0], namewords.lists().heads
    if long.parts[1:] != short.parts or linking.code(short.name) or any(linking.nation(part) for part in short.parts):
        return ""
    foreign = ("FOREIGN", head) in heads and all(model().origin(part) < 0 for part in short.parts)
    return head if foreign or ("LAND", head) in heads else ""


def compare_lines(lines: Iterable[str], linking: Linking) -> Iterator[str]:
    """Lines `name TAB name TAB type` with verdict, score and detail appended.

    Args:
        lines: tab-separated, with or without a line end; empty ones are skipped.
        linking: what names are known by.

    Yields:
        The line, TAB, verdict, TAB, score, TAB, detail; without a line end.

    Raises:
        UserError: names the line that has not three cells or an unknown type.
    """
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\r\n").split("\t")
        if cells == [""]:
            continue
        if len(cells) < 3 or cells[2] not in TYPES:
            raise UserError(
                f"line {number}: found {line.rstrip()!r}, expected name TAB name TAB type with a type of "
                f"{', '.join(TYPES)}; correct the line and run again"
            )
        verdict = judged(cells[0], cells[1], cells[2], linking)
        yield "\t".join([*cells, verdict.verdict, f"{verdict.score:.3f}", verdict.detail])
