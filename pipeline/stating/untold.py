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
_TELLING = frozenset({"be", "become", "vassume", "vwork", "vappoint", "vjoin", "vplay", "post", "Tpost", "as", "he", "since"})


def untold_candidates(sentences: Sequence[Sentence], groups: Sequence[int]) -> Iterator[Candidate]:
    """Each title or verb of leading without a person of its own, with the one it is told of and a body or country near it.

    That is whom the article is mostly about, else the first whom the sentence before names.

    Args:
        sentences: the article's sentences.
        groups: what `group_people` gives for its mentions.
    """
    main, part = _main(groups)
    topic = -1
    for sentence in sentences:
        told = main if main >= 0 and topic >= 0 else topic
        if told >= 0 and (sentence.titles or sentence.leads):
            yield from _told(sentence, told, f"{part} {'same' if groups[topic] == main else 'other'}" if main >= 0 else "none")
        if sentence.people:
            topic = sentence.items[sentence.people[0]].mention


def _main(groups: Sequence[int]) -> tuple[int, str]:
    """Whom an article names most, far ahead of others, and whether it names nobody else; -1 for nobody."""
    counts = Counter(person for person in groups if person >= 0).most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] <= MAIN_SHARE * counts[1][1]):
        return -1, ""
    return counts[0][0], "sole" if len(counts) == 1 else "main"


def _told(sentence: Sentence, told: int, part: str) -> Iterator[Candidate]:
    tails = sorted(sentence.places + sentence.bodies + sentence.adjectives)
    for trigger in sorted({*sentence.titles, *sentence.leads}):
        if _tells(sentence.items, trigger) and not any(trigger - _BEFORE <= p <= trigger + _AFTER for p in sentence.people):
            for tail in near_tails(sentence, trigger, tails):
                features = _features(sentence, trigger, tail, part)
                yield Candidate("role", sentence, trigger, -1, tail, told, tail_mention(sentence.items[tail]), features)


def _tells(items: Sequence[Item], trigger: int) -> bool:
    """Whether a title or verb says what someone is: a verb of one person, the accusative, or what follows a word of being one."""
    word = items[trigger].word
    reading = word.title or word.lead
    if reading is None or reading.number != "sg" or reading.pronoun:
        return False
    if reading.part == "verb":
        return reading.kind != "work"
    before = items[trigger - 1].sign.lstrip("+") if trigger else ""
    said = before in _TELLING or (word.folded.endswith("ا") and before != "9")
    return said and reading.part == "noun" and not reading.definite and reading.preposition in ("", "ك")


def _features(sentence: Sentence, trigger: int, tail: int, part: str) -> list[str]:
    items = sentence.items
    reading = items[trigger].word.title or items[trigger].word.lead
    assert reading is not None
    first = sentence.row(tail)[0]
    signs = [item.sign for item in items[trigger + 1 : first]] if trigger < first else ["before"]
    tight = not {sign.lstrip("+بلك") for sign in signs} - LIGHT - WITHIN_PHRASE - {"in", "post"}
    full, short = gap(signs)
    kind, form = kind_of(items[tail]), _form(reading, items[trigger].word.folded)
    before = [item.sign.lstrip("+") for item in items[max(0, trigger - 4) : trigger]]
    telling = next((sign for sign in reversed(before) if sign in _TELLING), "none")
    return [
        "B", f"B m={part}", f"B k={reading.kind}", f"B t={reading.lemma} {form}", f"B {form}", f"B tight={tight}", f"B ~{short}",
        f"B ={full}", f"B x={kind}", f"B tell={telling}", f"tight B {tight} tell={telling} {form}",
        f"tight B {tight} {form} x={kind}", f"tight B {tight} {form} m={part}", f"tight B {tight} tell={telling} m={part}",
        f"tight B {tight} k={reading.kind} x={kind}",
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
