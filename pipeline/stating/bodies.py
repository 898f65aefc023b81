"""Which named body a common noun stands for: `the club` after a club was named."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.stating.clauses import Item, Sentence

_BEFORE_NAME = 2


def read_bodies(sentences: Iterable[Sentence]) -> None:
    """Notes at each definite noun of a body (`the party`) the body that it stands for, in an article's order.

    That is the body last named with the same noun before it or as its first word; else whichever was named last, if in the
    same sentence or the one before.

    Args:
        sentences: the article's sentences; the items of such nouns get `body` and `body_by`, the sentences `meant`.
    """
    of_noun: dict[str, int] = {}
    last, last_sentence = -1, -2
    for count, sentence in enumerate(sentences):
        for position, item in enumerate(sentence.items):
            if item.sign == "O":
                last, last_sentence = item.mention, count
                for near in sentence.items[max(position - _BEFORE_NAME, 0) : position + 1]:
                    of_noun.update(dict.fromkeys(_nouns(near), item.mention))
            elif "body" in item.word.kinds and item.mention < 0 and _stands_alone(sentence.items, position):
                same = [of_noun[noun] for noun in _nouns(item) if noun in of_noun]
                if same or (last >= 0 and count - last_sentence < 2):
                    item.body, item.body_by = (same[0], "noun") if same else (last, "last")
                    sentence.meant.append(position)


def _nouns(item: Item) -> list[str]:
    return [reading.lemma for reading in item.word.readings if reading.kind == "body"]


def _stands_alone(items: list[Item], position: int) -> bool:
    """Whether a noun is `the body`, and no name of it follows."""
    definite = any(r.kind == "body" and r.definite and not r.pronoun for r in items[position].word.readings)
    return definite and (position + 1 >= len(items) or items[position + 1].sign not in ("O", '"'))
