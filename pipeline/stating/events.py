"""Candidate meetings and visits, on the phrases of a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.stating.candidates import Candidate, Person, between
from pipeline.stating.chunks import Chunk, Scene
from pipeline.stating.frames import Frame, read_frame
from pipeline.stating.inflection import Reading
from pipeline.stating.subjects import OTHER, TOPIC, Subject, own_subject, read_subjects

# How far after `that` a delegation's verb may stand, and what may part the people of a row.
_OF_DELEGATION = 5
_IN_ROW = frozenset({",", "T", "Td", "A", "O", "L", "a", "general", "portfolio", "former", "current", "honor", "ministers"})
_BOUNDS = frozenset({",", ":", "that", "thathe", "rel", "where", "?", "!", ";", "saying"})
# How many phrases from its word a person and a place may stand. Of 20,000 candidates of 2018 news none beyond was stated.
_FAR, _PLACE_FAR = 24, 18
# Words that join places to a row: a comma, `then`.
_JOINING = frozenset({",", "and"})
# Prepositions after which a place is not where someone goes or meets: none of 2,300 candidates scored more than 0.29.
_ELSEWHERE = frozenset({"from", "with", "between", "on", "about", "against"})
# Verbs of going that take their place after `to`.
_MOVING = frozenset({"go", "arrive", "return", "come"})
# Words of gathering that only say where someone is once they have begun.
_GATHERING = frozenset({"meet", "summit", "hold", "gather", "event", "talks"})
_THEIR = frozenset({"هم", "هن"})
_OFFICES = frozenset({"T", "Td", "delegation"})
_BY, _TO, _IN = frozenset({""}), frozenset({"to", "ل"}), frozenset({"in", "ب", "at"})
# The prepositions by which a place is where someone goes, by class of the word; `at` one where the rest happens.
_GOES_BY = {"visit": _BY | _TO, "trip": _BY | _TO | _IN, "arrive": _TO | _BY | _IN, "go": _TO, "return": _TO, "come": _TO,
            "begin": _BY | _TO, "do": _BY | _TO, "invite": _TO | _BY}  # fmt: skip


def _bucket(count: int) -> str:
    return str(count) if count < 3 else "3-5" if count < 6 else "6+"


def _sign(chunk: Chunk) -> str:
    return chunk.prefix + ("+" if chunk.joined else "") + chunk.sign if chunk.sign in "PLOZ" else chunk.sign


class _View:
    """The phrases of a sentence, with what lies between any two of them."""

    def __init__(self, scene: Scene) -> None:
        self.sentence = scene.sentence
        self.chunks = scene.chunks
        self.signs = [_sign(chunk) for chunk in self.chunks]
        self.verbs = [sign.lstrip("+").startswith("v") and not sign.endswith("L") for sign in self.signs]
        self.at = {
            position: index
            for index, chunk in enumerate(self.chunks)
            for position in range(chunk.first, chunk.last + 1)
        }
        self.before = [person for person in scene.people if person.position < 0]
        self.actors = [index for index, chunk in enumerate(self.chunks) if chunk.sign in "PZ"]
        self.frames: dict[int, Frame] = {}
        self.places = [index for index, chunk in enumerate(self.chunks) if chunk.sign == "L"]
        self.goals = [j for j in self.places if self.chunks[j].prefix not in _ELSEWHERE and not self._is_aside(j)]
        self.rows = _rows(self.chunks, self.places)
        self.subjects = read_subjects(self.chunks)
        self.marks = [position for position, item in enumerate(self.sentence.items) if item.sign == '"']
        self._paths: dict[tuple[int, int, bool], tuple[str, str, str]] = {}

    def _is_aside(self, place: int) -> bool:
        """Whether a place is named in brackets, or a country only for its embassy or consulate, which lies elsewhere."""
        first, items = self.chunks[place].first, self.sentence.items
        if first and items[first - 1].sign == "(":
            return True
        return any("mission" in item.word.kinds for item in items[max(0, first - 1) : first + 1])

    def place(self, phrase: int) -> Person:
        """The place that a phrase names."""
        chunk, items = self.chunks[phrase], self.sentence.items
        named = next(p for p in range(chunk.first, chunk.last + 1) if items[p].mention == chunk.mention)
        return Person(named, chunk.mention, "L")

    def frame(self, trigger: int, reading: Reading) -> Frame:
        """The frame of a trigger, read once."""
        if trigger not in self.frames:
            self.frames[trigger] = read_frame(self.chunks, trigger, reading)
        return self.frames[trigger]

    def path(self, one: int, other: int, places: bool) -> tuple[str, str, str]:
        """How a phrase lies to the trigger, among the places or the people: short place, signature between, bounds between."""
        key = (one, other, places)
        if key not in self._paths:
            self._paths[key] = self._path(one, other, self.places if places else self.actors)
        return self._paths[key]

    def _path(self, one: int, other: int, others: Sequence[int]) -> tuple[str, str, str]:
        low, high = (one, other) if one < other else (other, one)
        rank = sum(low < index < high for index in others)
        signs = self.signs[low + 1 : high]
        bounds = {sign for sign in signs if sign in _BOUNDS}
        verbs = any(self.verbs[low + 1 : high])
        place = f"{'a' if other > one else 'b'}{min(rank, 3)}{'|' if bounds else ''}{'v' if verbs else ''}"
        heavy: list[str] = []
        for sign in signs:
            if not heavy or heavy[-1] != sign:
                heavy.append(sign)
        return place, " ".join(heavy) if len(heavy) <= 5 else "long", " ".join(sorted(bounds))


def _rows(chunks: Sequence[Chunk], places: Sequence[int]) -> dict[int, int]:
    """For each place the first of its row: `A and B`, `A, B and C`."""
    rows: dict[int, int] = {}
    for index in places:
        before = index - 1 if index - 1 in rows else index - 2 if index > 1 and chunks[index - 1].sign in _JOINING else -1
        joined = chunks[index].joined or before == index - 2
        rows[index] = rows[before] if before in rows and joined and not chunks[index].prefix else index
    return rows


def event_candidates(scene: Scene) -> Iterator[Candidate]:
    """Each word of meeting with two people, each word of going with a person and a place.

    Args:
        scene: the sentence and everyone it may be about.
    """
    sentence, people = scene.sentence, scene.people
    if not ((sentence.meets and len(people) > 1) or (sentence.goes and sentence.places and people)):
        return
    view = _View(scene)
    for trigger in sentence.meets:
        if trigger in view.at:
            yield from _meetings(view, trigger)
    for trigger in sentence.goes:
        if trigger in view.at and view.goals:
            yield from _visits(view, trigger)


def _sides(view: _View, trigger: int) -> list[tuple[Person, int]]:
    """The people of a sentence around a trigger, each with the number of his phrase."""
    return [
        (person, index)
        for index in view.actors
        for person in view.chunks[index].people
        if abs(index - trigger) <= _FAR
    ]


def _meetings(view: _View, position: int) -> Iterator[Candidate]:
    """Who meets whom in a sentence: of 4,500 candidates with someone named only before it none was stated."""
    reading = view.sentence.items[position].word.meet
    assert reading is not None
    trigger = view.at[position]
    sides = _sides(view, trigger)
    pair = _pair_of(view, trigger, reading)
    if pair >= 0:  # `the meeting of the two leaders` is between them, whoever speaks of it
        sides = [side for side in sides if side[1] == pair]
    if reading.part == "verb":
        sides = _heard(view, trigger, sides)
    between = [i for i, how in view.frame(trigger, reading).actors.items() if how == "between"]
    if len(between) > 1:  # nor does it join others
        sides = [side for side in sides if side[1] in between]
    for number, (one, i) in enumerate(sides):
        for two, j in sides[number + 1 :]:
            if one.mention != two.mention and not (_one_row(view, i, j) and _apart(view, trigger, reading, i, j)):
                yield _candidate(view, "met", position, reading, one, i, two, j)


def _heard(view: _View, trigger: int, sides: list[tuple[Person, int]]) -> list[tuple[Person, int]]:
    """Who may meet at a verb: where a delegation stands as its subject, nobody who only tells of it."""
    signs = [chunk.sign.lstrip("+") for chunk in view.chunks[:trigger]]
    opened = max((index for index, sign in enumerate(signs) if sign == "that"), default=-1)
    if 0 <= opened < trigger - 1 and signs[opened + 1] == "delegation" and trigger - opened <= _OF_DELEGATION:
        return [side for side in sides if side[1] > opened]
    return sides


def _one_row(view: _View, i: int, j: int) -> bool:
    """Whether two people stand in one row: nothing but their offices, commas and `and` between them."""
    inner = view.chunks[min(i, j) + 1 : max(i, j)]
    joined = view.chunks[max(i, j)].joined or any(chunk.joined or chunk.sign.startswith("+") for chunk in inner)
    return joined and all(chunk.sign.lstrip("+") in _IN_ROW for chunk in inner)


def _apart(view: _View, trigger: int, reading: Reading, first: int, last: int) -> bool:
    """Whether a row of people is one side of a meeting: `received by A and B`, `with A and B`, `between A and B on one hand`."""
    head = min(first, last)
    if reading.part == "verb" and head > trigger and "with" in (view.chunks[head].prefix, view.chunks[head - 1].sign):
        return True
    if reading.kind == "receive" and reading.part == "verb" and reading.pronoun:
        return last > trigger
    following = view.sentence.items[view.chunks[last].last + 1 : view.chunks[last].last + 3]
    return [item.sign for item in following][:1] == ["from"] and following[-1].word.tells == "side"


def _pair_of(view: _View, trigger: int, reading: Reading) -> int:
    """The phrase of the two people whose meeting a noun or a pronoun says it is, or -1."""
    if view.chunks[trigger].sign == "Z":
        return trigger
    following = view.chunks[trigger + 1] if reading.part != "verb" and trigger + 1 < len(view.chunks) else None
    return trigger + 1 if following is not None and following.sign == "Z" and not following.prefix else -1


def _visits(view: _View, position: int) -> Iterator[Candidate]:
    """Who goes where: someone of the sentence, or the one named last before it, unless someone without a name acts."""
    reading = view.sentence.items[position].word.go
    assert reading is not None
    trigger = view.at[position]
    places = [(view.place(j), view.rows[j]) for j in view.goals if _in_reach(view, trigger, j)]
    if not places or _on_its_eve(view, position, reading):
        return
    goers = _sides(view, trigger)
    if reading.kind == "receive" and reading.part == "verb":  # the host is at home
        hosts = {_acting(view, trigger, reading).phrase, *view.frame(trigger, reading).actors}
        goers = [goer for goer in goers if goer[1] not in hosts]
    if _acting(view, trigger, reading).phrase != OTHER:
        goers += [(person, -1) for person in view.before]
    for person, i in goers:
        for place, j in places:
            yield _candidate(view, "visited", position, reading, person, i, place, j)


def _on_its_eve(view: _View, position: int, reading: Reading) -> bool:
    """Whether a gathering is only named as what is still to come: `on the eve of the summit in Brussels`."""
    before = view.sentence.items[max(0, position - 1) : position]
    return reading.part != "verb" and reading.kind in _GATHERING and any(item.word.tells == "before" for item in before)


def _in_reach(view: _View, trigger: int, place: int) -> bool:
    """Whether a place, or the first of its row, is near its word: at most one other after it, none before it between them."""
    if abs(place - trigger) > _PLACE_FAR:
        return False
    lies, _, _ = view.path(trigger, view.rows[place], True)
    return (lies[1] == "0" or lies.startswith("a1")) and not _goes_again(view, trigger, place)


def _goes_again(view: _View, trigger: int, place: int) -> bool:
    """Whether a place stands after a second verb of going, which many do: `X went to the consulate, then they went to`."""
    for index in range(trigger + 1, place):
        chunk = view.chunks[index]
        joined = chunk.sign.startswith("+") or view.chunks[index - 1].sign in _JOINING
        readings = view.sentence.items[chunk.last].word.readings if joined and chunk.mention < 0 else ()
        if any(reading.part == "verb" and reading.kind in _MOVING and reading.number == "pl" for reading in readings):
            return True
    return False


def _frame_roles(frame: Frame, i: int, j: int, relation: str) -> tuple[str, str]:
    """What the two are in the trigger's frame: an actor A, a counterpart C, a place L, nothing -; and how found."""
    if relation == "visited":
        acting = frame.actors.get(i, "")
        meeting = "C" + frame.counterparts[i] if i in frame.counterparts else "-"
        return "A" + acting if acting else meeting, "L" + frame.places[j] if j in frame.places else "-"
    pairs = ((i, j), (j, i))
    for actor, counter in pairs:
        if actor in frame.actors and counter in frame.counterparts:
            return "A" + frame.actors[actor], "C" + frame.counterparts[counter]
    named = (("A", frame.actors), ("C", frame.counterparts))
    both = [name for name, parts in named for p in (i, j) if p in parts]
    return "-" + "".join(both), "-"


def _acting(view: _View, trigger: int, reading: Reading) -> Subject:
    """Who acts at a trigger: whom a noun stands before (the visit *of X*), else the subject of its clause."""
    if reading.part == "verb" or reading.pronoun or trigger + 1 >= len(view.chunks):
        return view.subjects[trigger]
    following = view.chunks[trigger + 1]
    if following.sign in "PZ" and following.prefix in ("", "ل"):
        return Subject(trigger + 1, "of")
    if following.sign in _OFFICES:  # the visit of a minister who has no name here
        return Subject(OTHER, "of")
    return view.subjects[trigger]


def _seat(view: _View, subject: Subject, index: int) -> str:
    """How a person stands to who acts: S the same, J joined to him by `and`, R named before the topic, O nobody named acts."""
    if index < 0:
        return "S0" if subject.phrase == TOPIC else "-0"
    if index == subject.phrase:
        return "S"
    joined = 0 <= subject.phrase < index and all(
        chunk.joined or chunk.sign == "," for chunk in view.chunks[subject.phrase + 1 : index + 1]
    )
    return "J" if joined else "O" if subject.phrase == OTHER else "T" if subject.phrase == TOPIC else "-"


def _agreement(reading: Reading, person: Person) -> str:
    """Whether a verb's or a pronoun's gender is the person's: `=`, `!`, or `?` where one is not known; `their` is not his."""
    if reading.part != "verb" and reading.pronoun in _THEIR:
        return "!"
    if reading.pronoun and reading.part != "verb":
        gender = {"ه": "m", "ها": "f"}.get(reading.pronoun, "")
    else:
        gender = ("f" if reading.feminine else "m") if reading.part == "verb" and reading.number == "sg" else ""
    return "?" if not (gender and person.gender) else "=" if gender == person.gender else "!"


def _fit(view: _View, trigger: int, reading: Reading, place: int) -> str:
    """How well a place suits its word: `on` with the preposition that the word wants, and what parts the two."""
    wanted = _GOES_BY.get(reading.kind, _IN)
    if reading.kind == "visit" and reading.part == "verb":
        wanted = _BY
    lies, _, _ = view.path(trigger, place, True)
    return ("on" if view.chunks[place].prefix in wanted else "off") + (lies if lies[0] == "a" and lies[1] in "01" else "far")


def _leads(view: _View, i: int) -> bool:
    """Whether someone is named as the head of those who go or meet: `a delegation headed by X`."""
    first = view.chunks[i].first - 1 if i >= 0 else -1
    title = view.sentence.items[first].word.title if first >= 0 else None
    return title is not None and title.kind == "abstract" and title.preposition == "ب"


def _home(person: Person, inside: str) -> str:
    """Whether a place lies where someone holds an office: `=`, `!`, or `?` where one of both is not known."""
    return "?" if not (person.homes and inside) else "=" if inside in person.homes else "!"


def _acting_features(
    view: _View, trigger: int, reading: Reading, person: Person, i: int, j: int, form: str, inside: str
) -> list[str]:
    """Features of who goes, by who acts at the word of going, and of whether the verb agrees with him."""
    subject, kind = _acting(view, trigger, reading), reading.kind
    seat, how, towards = _seat(view, subject, i), subject.how, "L" + view.chunks[j].prefix
    agrees = _agreement(reading, person)
    own = own_subject(view.chunks, trigger) if reading.part == "verb" else TOPIC
    empty = "own" if own >= 0 else "thing" if own == OTHER else "none"
    fit, group = _fit(view, trigger, reading, j), kind if kind in _GOES_BY else "at"
    home = _home(person, inside)
    apart = between(view.marks, view.chunks[trigger].first, person.position) % 2 if person.position >= 0 else 0
    return [
        f"fit={fit} s={seat}{agrees}", f"fit={fit} s={seat}{agrees} {how}", f"fit={fit} s={seat} g={group} {form}",
        f"fit={fit} home={home}", f"fit={fit} home={home} s={seat}", f"home={home} g={group}", f"home={home} {form} g={group}",
        f"home={home}", f"home={home} k={kind} how={person.how}", f"marks={'apart' if apart else 'together'}",
        f"fit={fit} m={person.part} s={seat}{agrees} {reading.part}", f"fit={fit} {how} g={group}", f"fit={fit} {form}",
        f"s={seat}", f"s={seat}/{towards}", f"s={seat} {how}", f"s={seat} {how} k={kind}", f"s={seat} {how} {form}",
        f"s={seat}/{towards} {how} k={kind}", f"s={seat}/{towards} {form}", f"s={seat} empty={empty} {form}",
        f"s={seat}{agrees} {how}", f"s={seat}{agrees} {form}", f"n={reading.number} {form} how={person.how}",
        f"s={seat} n={reading.number} {form}", f"m={person.part} s={seat} {how}", f"m={person.part} s={seat}/{towards}",
        f"m={person.part} how={person.how}{agrees} {form}", f"m={person.part} how={person.how} k={kind}",
        f"t={reading.lemma} s={seat}/{towards}", f"m={person.part} s={seat}/{towards}{agrees} {form}",
    ]  # fmt: skip


def _candidate(
    view: _View, relation: str, position: int, reading: Reading, one: Person, i: int, two: Person, j: int
) -> Candidate:
    trigger = view.at[position]
    form = f"{reading.part}{reading.tense}{'p' if reading.pronoun else ''}"
    place2, path2, bounds2 = view.path(trigger, j, relation == "visited")
    prep2 = view.chunks[j].prefix + ("+" if view.chunks[j].joined else "")
    if i >= 0:
        place1, path1, bounds1 = view.path(trigger, i, False)
        prep1 = view.chunks[i].prefix + ("+" if view.chunks[i].joined else "")
    else:
        nearer = sum(index < trigger for index in view.actors)
        place1, path1, bounds1, prep1 = f"B0{min(nearer, 2)}", "B", "", ""
    seat1, seat2 = f"{place1}.{prep1}", f"{place2}.{prep2}"
    previous = view.chunks[trigger - 1].sign if trigger else "start"
    following = view.signs[trigger + 1] if trigger + 1 < len(view.chunks) else "end"
    kind = reading.kind
    features = [
        f"1={seat1}", f"2={seat2}", f"1={seat1} 2={seat2}", f"k={kind}", f"t={reading.lemma}", f"k={kind} {form}",
        f"k={kind} 1={seat1}", f"k={kind} 2={seat2}", f"k={kind} {form} 1={seat1}", f"k={kind} {form} 2={seat2}",
        f"k={kind} {form} 1={seat1} 2={seat2}", f"form={form} 1={seat1} 2={seat2}", f"form={form} 1={seat1}",
        f"form={form} 2={seat2}", f"path1={path1}", f"path2={path2}", f"path2={path2} by={prep2}",
        f"k={kind} path1={path1} by={prep1}", f"k={kind} path2={path2} by={prep2}", f"paths={path1}|{path2}",
        f"bounds1={bounds1}", f"bounds2={bounds2}", f"how={one.how}{two.how}", f"how={one.how}{two.how} form={form}",
        f"next={following} k={kind}", f"prev={previous} k={kind}", f"prep={reading.preposition} {form}",
        f"t={reading.lemma} by={prep2}", f"t={reading.lemma} {form}", f"far2={_bucket(abs(trigger - j))}",
        f"far1={_bucket(abs(trigger - i)) if i >= 0 else 'B'}",
    ]  # fmt: skip
    # Two who meet by name need no gender to be told from others: learned with it, meetings were found no better.
    agrees = _agreement(reading, one) if relation == "visited" or one.how != "P" else "?"
    features += [f"agrees={agrees} {form}", f"agrees={agrees}"]
    frame = view.frame(trigger, reading)
    role1, role2 = _frame_roles(frame, i, j, relation)
    features += [
        f"f1={role1}",
        f"f2={role2}",
        f"f={role1}/{role2}",
        f"f={role1}/{role2} k={kind}",
        f"f={role1}/{role2} form={form}",
        f"f2={role2} by={prep2}",
        f"f={role1}/{role2} how={one.how}{two.how}",
        f"f2={role2} k={kind} by={prep2}",
        f"f?={role1[0]}{role2[0]}",
        f"f?={role1[0]}{role2[0]} k={kind}",
    ]
    if i >= 0:
        low, high = min(i, j), max(i, j)
        inner = view.signs[low + 1 : high]
        features += [
            f"12={' '.join(inner) if len(inner) < 4 else 'long'}",
            f"12n={_bucket(len(inner))} 1={place1} 2={place2}",
            f"12o={place1[0]}{place2[0]}{i < j} k={kind}",
        ]
    if _leads(view, i):
        features.append(f"led {form} 2={prep2}")
    if relation == "visited":
        features += _acting_features(view, trigger, reading, one, i, j, form, view.sentence.items[two.position].inside)
        country = "c" if view.sentence.items[two.position].country else ""
        features += [f"x={country} by={prep2} k={kind}", f"x={country} k={kind}", f"by={prep2} k={kind} p={place2[:2]}"]
    return Candidate(relation, view.sentence, position, one.position, two.position, one.mention, two.mention, features)
