"""Who a sentence is about: people it names, people it describes by their office, people named shortly before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.base.letters import key
from pipeline.stating.candidates import Candidate, Person
from pipeline.stating.clauses import Item, MentionRow, Sentence
from pipeline.stating.evidence import first_title
from pipeline.stating.inflection import Reading

# Offices of which a country has one, so that "the leader" and "the president" of it may be one person.
_FIRST = frozenset({"head", "royal"})
# Offices that a definite title without a name or body names one holder of, within an article.
_UNIQUE = frozenset({"head", "royal", "office", "speaker", "envoy", "command", "sport", "cleric", "media", "occupation"})
_COUNTERPART = "counterpart"
_SURE = 0.5
_NONE: frozenset[str] = frozenset()
MAIN_SHARE = 1.5
# What may stand between a title and the body or country that completes the description.
_COMPLETING = frozenset({"general", "current", "former", "portfolio", "ministers", "crown", "affairs", "nameof", "for", '"',
                         "body", "place", "T", "Td"})  # fmt: skip


def group_people(mentions: Sequence[MentionRow]) -> list[int]:
    """For each mention the number of the first mention of the same person in the article; -1 for no person.

    A name of which all words stand in a longer one of the article is taken for it; the latest longer one, if several.
    """
    words = [frozenset(key(m.name).split()) if m.type == "PER" else frozenset() for m in mentions]
    full: list[int] = [-1] * len(mentions)
    seen: dict[frozenset[str], int] = {}
    for index in sorted((i for i, w in enumerate(words) if w), key=lambda i: -len(words[i])):
        if words[index] in seen:
            full[index] = seen[words[index]]
            continue
        longer = [i for w, i in seen.items() if words[index] < w]
        before = [i for i in longer if i < index]
        full[index] = seen[words[index]] = max(before) if before else min(longer) if longer else index
    return full


@dataclass(slots=True)
class Cast:
    """The people of an article and their offices.

    Attributes:
        groups: `group_people` of its mentions.
        holders: (title, body or country) -> mention of the one who holds it.
        firsts: body or country -> mention of its head.
        titled: title without a body -> mentions of those who stand after it.
        heads: mentions of heads of countries or of whatever else, as far as a title says so.
        genders: person -> `f` or `m`, as titles and verbs before their names tell.
        main: whom the article names most, and more than half as often again as anyone else; -1 for nobody.
        sole: whether it names nobody else.
        homes: person -> codes of the countries in which he holds an office.
    """

    groups: list[int]
    holders: dict[tuple[str, str], int] = field(default_factory=dict)
    firsts: dict[str, list[int]] = field(default_factory=dict)
    titled: dict[str, list[int]] = field(default_factory=dict)
    heads: list[int] = field(default_factory=list)
    genders: dict[int, str] = field(default_factory=dict)
    main: int = -1
    sole: bool = False
    homes: dict[int, frozenset[str]] = field(default_factory=dict)

    def person(self, mention: int) -> int:
        """The person's number (that of a mention)."""
        return self.groups[mention] if self.groups[mention] >= 0 else mention

    def part(self, mention: int) -> str:
        """What the person is in the article: `sole`, `main` or `other`."""
        return "other" if self.person(mention) != self.main else "sole" if self.sole else "main"

    def seen(self, position: int, mention: int, how: str) -> Person:
        """The person of a mention, as someone whom an event may be about."""
        person = self.person(mention)
        homes = self.homes.get(person, _NONE)
        return Person(position, mention, how, self.genders.get(person, ""), self.part(mention), homes)


def tail_key(item: Item) -> str:
    """What a description's body or country is compared by."""
    return "=" + item.country if item.country else key(item.name)


def read_cast(groups: list[int], sentences: Sequence[Sentence], roles: Iterable[Candidate]) -> Cast:
    """The people of an article and the offices that its sure roles give them."""
    cast = Cast(groups)
    _find_main(cast)
    for role in sorted(roles, key=lambda role: role.score):
        reading = role.sentence.items[first_title(role.sentence, role.trigger)].word.title
        if role.score < _SURE or reading is None:
            continue
        tail = role.sentence.items[role.tail]
        body = tail_key(tail)
        if tail.country or tail.inside:
            person = cast.person(role.head_mention)
            cast.homes[person] = cast.homes.get(person, _NONE) | {tail.country or tail.inside}
        if tail.body >= 0:
            continue
        cast.holders[reading.lemma, body] = role.head_mention
        if reading.kind in _FIRST:
            cast.firsts.setdefault(body, []).append(role.head_mention)
            if body.startswith("="):
                cast.heads.append(role.head_mention)
    for sentence in sentences:
        for position in sentence.titles:
            reading = sentence.items[first_title(sentence, position)].word.title
            following = sentence.items[position + 1] if position + 1 < len(sentence.items) else None
            if reading is not None and following is not None and following.sign == "P":
                cast.titled.setdefault(reading.lemma, []).append(following.mention)
                if reading.kind in _FIRST:
                    cast.heads.append(following.mention)
    cast.genders = _genders(sentences, cast)
    return cast


def _find_main(cast: Cast) -> None:
    counts = Counter(person for person in cast.groups if person >= 0).most_common(2)
    cast.sole = len(counts) == 1
    if cast.sole or (counts and counts[0][1] > MAIN_SHARE * counts[1][1]):
        cast.main = counts[0][0]


def _genders(sentences: Iterable[Sentence], cast: Cast) -> dict[int, str]:
    """The gender of each person by most of the titles and verbs right before the names."""
    votes: dict[int, Counter[str]] = {}
    for sentence in sentences:
        for position in sentence.people:
            gender = _gender_before(sentence.items, position)
            if gender:
                votes.setdefault(cast.person(sentence.items[position].mention), Counter())[gender] += 1
    return {person: max("mf", key=lambda g: count[g]) for person, count in votes.items()}


def _gender_before(items: Sequence[Item], position: int) -> str:
    """What the title before a name says of the person's gender, or the verb right before it."""
    if position and items[position - 1].word.title is None:
        verb = next((r for r in items[position - 1].word.readings if r.part == "verb" and not r.pronoun), None)
        if verb is not None and not items[position].prefix:
            return "f" if verb.feminine else "m" if verb.number == "sg" else ""
    for item in reversed(items[max(0, position - 5) : position]):
        reading = item.word.title
        if reading is not None and reading.kind == "abstract":  # `headed by X`: the noun has its own gender
            return ""
        if reading is not None and item.mention < 0 and item.sign != "portfolio":
            return ("f" if reading.feminine else "m") if reading.number == "sg" else ""
        if item.sign not in _COMPLETING and item.sign not in ("A", "honor", "a"):
            return ""
    return ""


def _described(sentence: Sentence, position: int, cast: Cast, attached: set[int]) -> int:
    """The mention of the person that a title without a name stands for, or -1."""
    items = sentence.items
    reading = items[position].word.title
    if reading is None or position in attached or reading.number != "sg" or first_title(sentence, position) != position:
        return -1
    for item in items[position + 1 : position + 6]:
        if item.sign == "A" and not item.definite:  # `a Chinese president` is any
            return -1
        if item.sign in ("A", "L", "O"):
            office = _office(sentence, position, reading)
            return _holder(office.lemma, office.kind, tail_key(item), cast)
        if item.sign == "P":
            return -1
        if item.sign not in _COMPLETING:
            break
    if not reading.definite or reading.kind not in _UNIQUE:
        return -1
    known = cast.titled.get(reading.lemma, []) + [m for (lemma, _), m in cast.holders.items() if lemma == reading.lemma]
    people = {cast.person(mention) for mention in known}
    return known[-1] if len(people) == 1 else -1


def _office(sentence: Sentence, position: int, reading: Reading) -> Reading:
    """The office that a title names: a counterpart's is that of the one named by an office before him."""
    if reading.kind != _COUNTERPART:
        return reading
    before = (sentence.items[title].word.title for title in reversed(sentence.titles) if title < position)
    return next((title for title in before if title is not None and title.kind != _COUNTERPART), reading)


def _holder(lemma: str, kind: str, body: str, cast: Cast) -> int:
    holder = cast.holders.get((lemma, body), -1)
    if holder >= 0 or kind not in _FIRST:
        return holder
    firsts = cast.firsts.get(body, [])
    return firsts[-1] if len({cast.person(mention) for mention in firsts}) == 1 else -1


def people_of(sentence: Sentence, cast: Cast, attached: set[int], before: int) -> list[Person]:
    """Everyone that an event in a sentence may be about.

    Args:
        sentence: the sentence.
        cast: the article's people.
        attached: positions of titles that belong to a name in the sentence.
        before: mention of the one whom the sentences before were about (`topic`), or -1.
    """
    people = [cast.seen(position, sentence.items[position].mention, "P") for position in sentence.people]
    for position in sentence.titles:
        mention = _described(sentence, position, cast, attached)
        if mention >= 0:
            people.append(cast.seen(position, mention, "D"))
    people.extend(_both(sentence, cast))
    if before >= 0:
        people.append(cast.seen(-1, before, "B"))
    return people


def _both(sentence: Sentence, cast: Cast) -> list[Person]:
    """The two people whom "the two leaders", "the ministers of A and B" and their like stand for, where the article has two."""
    people = []
    for position in sentence.twos:
        item = sentence.items[position]
        if item.word.two or item.sign == item.word.sign:
            both = _two(sentence.items, position, cast)
            people += [cast.seen(position, mention, "Z") for mention in both if len(both) == 2]
    return people


def _two(items: Sequence[Item], position: int, cast: Cast) -> list[int]:
    """The people a dual word stands for: holders of its office in the countries after it, else all who hold the office."""
    word = items[position].word
    office = word.title or next((r for r in word.readings if r.part == "noun" and r.number == "du"), None)
    if office is None:
        return list(dict.fromkeys(cast.person(mention) for mention in cast.heads))
    following = items[position + 1 : position + 7]
    if any(item.sign == "P" for item in following):
        return []
    countries = [tail_key(item) for item in following if item.sign in ("L", "A")]
    if countries:
        return [h for h in (_holder(office.lemma, office.kind, body, cast) for body in countries) if h >= 0]
    if office.number != "du":
        return []
    if office.kind in _FIRST:
        return list(dict.fromkeys(cast.person(mention) for mention in cast.heads))
    known = cast.titled.get(office.lemma, []) + [m for (lemma, _), m in cast.holders.items() if lemma == office.lemma]
    return list(dict.fromkeys(cast.person(mention) for mention in known))


def topic(people: Sequence[Person], before: int) -> int:
    """The mention of the one whom a sentence is about: its first person, else whom the one before was about."""
    here = [person for person in people if person.position >= 0]
    return min(here, key=lambda person: person.position).mention if here else before
