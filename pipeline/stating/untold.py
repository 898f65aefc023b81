"""Offices told of someone whom the sentence leaves unnamed: `X was born in Cairo. He worked as director of Y`.

Arabic leaves such a subject out: the verb or the accusative of the title alone says that it goes on about the one before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.stating.candidates import LIGHT, WITHIN_PHRASE, Candidate, gap, kind_of, near_tails, tail_mention
from pipeline.stating.clauses import Item, Sentence
from pipeline.stating.inflection import Reading
from pipeline.stating.persons import MAIN_SHARE

# How near, in items, a title's own person would stand before or after it.
_BEFORE, _AFTER = 14, 8
# Words that say that someone is or becomes what follows; how many items before a title they stand.
_TELLING = frozenset({"be", "become", "vassume", "vwork", "vappoint", "post", "Tpost", "as", "he"})
_TOLD_WITHIN = 3
_IN = frozenset({"in", "post"})
_LEADING = frozenset({"lead", "assume"})


def untold_candidates(sentences: Sequence[Sentence], groups: Sequence[int]) -> Iterator[Candidate]:
    """Each title or verb of leading without a person of its own, with the one it is told of and a body or country near it.

    That is whom the article is mostly about, once it has named someone. Only plain clauses count: nothing but what belongs to
    the title parts it from its body. Of 250 random articles four others were stated, none of them right.

    Args:
        sentences: the article's sentences.
        groups: what `group_people` gives for its mentions.
    """
    main, part = _main(groups)
    topic = -1
    for sentence in sentences if main >= 0 else ():
        if topic >= 0 and (sentence.titles or sentence.leads):
            yield from _told(sentence, main, f"{part} {'same' if groups[topic] == main else 'other'}")
        if sentence.people:
            topic = sentence.items[sentence.people[0]].mention


def _main(groups: Sequence[int]) -> tuple[int, str]:
    """Whom an article names most, far ahead of others, and whether it names nobody else; -1 for nobody."""
    counts = Counter(person for person in groups if person >= 0).most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] <= MAIN_SHARE * counts[1][1]):
        return -1, ""
    return counts[0][0], "sole" if len(counts) == 1 else "main"


def _told(sentence: Sentence, main: int, part: str) -> Iterator[Candidate]:
    items = sentence.items
    tails = sorted(sentence.places + sentence.bodies + sentence.adjectives)
    for trigger in sorted({*sentence.titles, *sentence.leads}):
        if not _tells(items, trigger) or any(trigger - _BEFORE <= p <= trigger + _AFTER for p in sentence.people):
            continue
        for tail in near_tails(sentence, trigger, tails):
            between = {item.sign.lstrip("+بلك") for item in items[trigger + 1 : sentence.row(tail)[0]]}
            if trigger < tail and items[tail].sign != "A" and not between - LIGHT - WITHIN_PHRASE - _IN:
                features = _features(sentence, trigger, tail, part)
                yield Candidate("role", sentence, trigger, -1, tail, main, tail_mention(items[tail]), features)


def _tells(items: Sequence[Item], trigger: int) -> bool:
    """Whether a title or verb says what someone is: a verb of one person, or a title after a word of being or becoming one."""
    reading = items[trigger].word.title or items[trigger].word.lead
    if reading is None or reading.number != "sg" or reading.pronoun:
        return False
    if reading.part == "verb":
        return reading.kind in _LEADING and (trigger == 0 or items[trigger - 1].sign.lstrip("+") != "rel")
    bare = reading.part == "noun" and not reading.definite and reading.preposition in ("", "ك")
    telling = _telling(items, trigger)
    return bare and (telling == "vassume" if reading.kind == "abstract" else telling != "none")


def _telling(items: Sequence[Item], trigger: int) -> str:
    before = [item.sign.lstrip("+") for item in items[max(0, trigger - _TOLD_WITHIN) : trigger]]
    return next((sign for sign in reversed(before) if sign in _TELLING), "none")


def _features(sentence: Sentence, trigger: int, tail: int, part: str) -> list[str]:
    items = sentence.items
    reading = items[trigger].word.title or items[trigger].word.lead
    assert reading is not None
    full, short = gap([item.sign for item in items[trigger + 1 : sentence.row(tail)[0]]])
    kind, form, telling = kind_of(items[tail]), _form(reading, items[trigger].word.folded), _telling(items, trigger)
    return [
        "B", f"B m={part}", f"B k={reading.kind}", f"B t={reading.lemma} {form}", f"B {form}", f"B ~{short}", f"B ={full}",
        f"B x={kind}", f"B tell={telling}", f"tight B tell={telling} {form}", f"tight B {form} x={kind}",
        f"tight B {form} m={part}", f"tight B tell={telling} m={part}", f"tight B k={reading.kind} x={kind}",
    ]  # fmt: skip


def _form(reading: Reading, folded: str) -> str:
    """How a title is written: of a verb its tense and gender; the accusative of an indefinite noun; definite; with a pronoun."""
    if reading.part == "verb":
        return f"v{reading.tense}{'f' if reading.feminine else ''}{'p' if reading.pronoun else ''}"
    if reading.pronoun:
        return "np"
    if reading.definite:
        return "nd"
    return "nacc" if folded.endswith("ا") else f"n{reading.preposition}{reading.number}"
