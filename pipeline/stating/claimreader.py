"""All claims of one article: roles first, since who holds which office says whom a description stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.stating.acts import act_candidates
from pipeline.stating.bodies import read_bodies
from pipeline.stating.candidates import Candidate, place_candidates, role_candidates
from pipeline.stating.chunks import Scene
from pipeline.stating.clauses import MentionRow, Sentence, Token, read_sentence
from pipeline.stating.events import event_candidates
from pipeline.stating.persons import Cast, group_people, people_of, read_cast, topic
from pipeline.stating.quoting import Quote, Quoting, direct_spans
from pipeline.stating.relationmodel import RelationModel
from pipeline.stating.untold import untold_candidates
from pipeline.stating.wordclasses import WordClasses

# A title with such a role is taken as that person's, not as a description of someone else. Half of what is stated, so that
# a doubtful role doesn't hide a description, nor a title before a name become one.
_ATTACHED = 0.4


@dataclass(slots=True)
class Reading:
    """What an article claims, before thresholds: scored candidates of all relations, and quotes."""

    sentences: list[Sentence]
    candidates: list[Candidate]
    quotes: list[Quote]
    groups: list[int]


def read_sentences(
    text: str, tokens: Sequence[Token], mentions: Sequence[MentionRow], classes: WordClasses
) -> list[Sentence]:
    """The sentences of an article as items.

    Args:
        text: the article's text.
        tokens: sentence, token, start, end of each token, in order.
        mentions: the article's mentions.
        classes: the lexicons.
    """
    starting = {mention.first: (index, mention) for index, mention in enumerate(mentions)}
    sentences: list[Sentence] = []
    first = 0
    for index in range(1, len(tokens) + 1):
        if index == len(tokens) or tokens[index][0] != tokens[first][0]:
            sentences.append(read_sentence(text, tokens[first:index], starting, classes))
            first = index
    read_bodies(sentences, classes.bodies)
    return sentences


def roles_of(sentences: Sequence[Sentence], groups: Sequence[int]) -> Iterator[Candidate]:
    """Role candidates of all sentences, those of an unnamed subject among them."""
    for sentence in sentences:
        yield from role_candidates(sentence)
    yield from untold_candidates(sentences, groups)


def scored_roles(sentences: Sequence[Sentence], groups: Sequence[int], model: RelationModel) -> list[Candidate]:
    """Role candidates of all sentences, with their probabilities."""
    return [model.score(candidate) for candidate in roles_of(sentences, groups)]


def scenes_of(sentences: Sequence[Sentence], cast: Cast, roles: Sequence[Candidate]) -> list[Scene]:
    """Each sentence with everyone that an event in it may be about."""
    attached: dict[int, set[int]] = {}
    for role in roles:
        if role.score >= _ATTACHED:
            attached.setdefault(role.sentence.number, set()).add(role.trigger)
    before = -1
    out = []
    for sentence in sentences:
        people = people_of(sentence, cast, attached.get(sentence.number, set()), before)
        out.append(Scene(sentence, people))
        before = topic(people, before)
    return out


def _is_name(span: tuple[int, int], mentions: Sequence[MentionRow]) -> bool:
    """Whether what stands in quotation marks is a name, not words that someone said."""
    return any(mention.start <= span[0] and span[1] <= mention.end for mention in mentions)


def at_home(candidate: Candidate, cast: Cast) -> bool:
    """Whether a visit would be that of a country's head to his own country; he returns to it, but visits it not."""
    if candidate.relation != "visited":
        return False
    place, going = candidate.sentence.items[candidate.tail], candidate.sentence.items[candidate.trigger].word.go
    heads = cast.firsts.get("=" + place.country, []) if place.country and going and going.kind != "return" else []
    return cast.person(candidate.head_mention) in {cast.person(head) for head in heads}


def read_claims(
    text: str, tokens: Sequence[Token], mentions: Sequence[MentionRow], model: RelationModel
) -> Reading:
    """The claims of one article.

    Args:
        text: its text.
        tokens: sentence, token, start, end of each token, in order.
        mentions: its mentions, in order.
        model: lexicons and weights.
    """
    sentences = read_sentences(text, tokens, mentions, model.classes)
    groups = group_people(mentions)
    roles = scored_roles(sentences, groups, model)
    candidates = roles + [model.score(c) for sentence in sentences for c in place_candidates(sentence)]
    cast = read_cast(groups, sentences, roles)
    spans = [span for span in direct_spans(text, tokens[0][2], tokens[-1][3]) if not _is_name(span, mentions)] if tokens else []
    quoting = Quoting(text, spans, mentions, cast, model.quoting)
    quotes: list[Quote] = []
    for scene in scenes_of(sentences, cast, roles):
        candidates.extend(model.score(c) for c in event_candidates(scene) if not at_home(c, cast))
        candidates.extend(model.score(c) for c in act_candidates(scene, model.acts))
        quotes.extend(quoting.read(scene))
    return Reading(sentences, candidates, quotes, groups)
