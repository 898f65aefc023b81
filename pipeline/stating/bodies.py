"""Which name a common noun stands for: `the club` after a club was named, `the city`, `the country`, `the UN envoy`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from pipeline.base.letters import key
from pipeline.stating.clauses import Item, Sentence

_BEFORE_NAME = 2
# A country that is more than this share of all countries an article names is the one it is about.
_ABOUT = 0.5
_OF_NAMES = {"O": "body", "L": "place"}


def read_bodies(sentences: Sequence[Sentence], adjectives: Mapping[str, tuple[str, ...]]) -> None:
    """Notes at each noun that stands for a name which one, in an article's order.

    `The body` is the one last named with the same noun before it or as its first word; else whichever was named last, if in
    the same sentence or the one before. `The city` is the one last named with its noun. `The country` is the one that the
    article is about, else the one named last. A body's adjective (`the UN envoy`) is
    the body, where the article names it.

    Args:
        sentences: the article's sentences; the items of such nouns get `body` or `country`, and `meant_by`, the sentences
            `meant`.
        adjectives: folded adjective without article -> the folded names of its body.
    """
    reader = _Reader(sentences, adjectives)
    for sentence in sentences:
        reader.read(sentence)


class _Reader:
    """The names met so far, by the nouns that stood with them."""

    def __init__(self, sentences: Sequence[Sentence], adjectives: Mapping[str, tuple[str, ...]]) -> None:
        self.of_noun: dict[str, int] = {}
        self.last, self.last_sentence, self.count = -1, -2, -1
        self.country = ""
        countries = Counter(
            sentence.items[position].country for sentence in sentences for position in sentence.places + sentence.adjectives
        )
        del countries[""]
        most = countries.most_common(1)
        self.about = most[0][0] if most and most[0][1] > _ABOUT * countries.total() else ""
        named = {
            key(sentence.items[position].name): sentence.items[position].mention
            for sentence in sentences
            for position in sentence.bodies
        }
        self.adjectives = {
            adjective: named[name] for adjective, names in adjectives.items() for name in names if name in named
        }

    def read(self, sentence: Sentence) -> None:
        """Notes what the nouns of one sentence stand for."""
        self.count += 1
        here = ""
        for position in sorted({*sentence.places, *sentence.bodies, *sentence.adjectives, *sentence.nouns}):
            item = sentence.items[position]
            here = item.country or here
            if item.sign in _OF_NAMES:
                self._name(sentence.items, position)
            elif self._noun(sentence.items, position, here):
                sentence.meant.append(position)
        self.country = here or self.country

    def _name(self, items: list[Item], position: int) -> None:
        item = items[position]
        kind = _OF_NAMES[item.sign]
        if kind == "body":
            self.last, self.last_sentence = item.mention, self.count
        for near in items[max(position - _BEFORE_NAME, 0) : position + 1]:
            self.of_noun.update(dict.fromkeys(_nouns(near, kind), item.mention))

    def _noun(self, items: list[Item], position: int, here: str) -> bool:
        item = items[position]
        if item.mention >= 0:
            return False
        if item.sign.lstrip("+بلك") == "country" or _is_the(items, position, "state"):
            item.country = self.about or here or self.country
            item.meant_by = "about" if self.about else "here" if here else "last"
            return bool(item.country)
        if item.word.definite and self.adjectives.get(item.word.bare, -1) >= 0:
            item.body, item.meant_by = self.adjectives[item.word.bare], "O adjective"
            return True
        for sign, kind in _OF_NAMES.items():
            if _is_the(items, position, kind):
                return self._set(item, sign, kind)
        return False

    def _set(self, item: Item, sign: str, kind: str) -> bool:
        same = [self.of_noun[noun] for noun in _nouns(item, kind) if noun in self.of_noun]
        if same:
            item.body, item.meant_by = same[0], sign + " noun"
        elif kind == "body" and self.last >= 0 and self.count - self.last_sentence < 2:
            item.body, item.meant_by = self.last, sign + " last"
        return item.body >= 0


def _nouns(item: Item, kind: str) -> list[str]:
    return [reading.lemma for reading in item.word.readings if reading.kind == kind]


def _is_the(items: list[Item], position: int, kind: str) -> bool:
    """Whether a noun of a kind is `the body`, `the city`, and no name of it follows."""
    definite = any(r.kind == kind and r.definite and not r.pronoun for r in items[position].word.readings)
    return definite and (position + 1 >= len(items) or items[position + 1].sign not in ("O", "L", '"'))
