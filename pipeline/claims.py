"""Claims: what each article says of those it names: roles, places, meetings, visits, and who said what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from pipeline.base.contract import WORKING
from pipeline.base.cycles import no_search_for_cycles
from pipeline.stating import evidence, happening
from pipeline.stating.candidates import Candidate
from pipeline.stating.claimreader import Reading, read_claims
from pipeline.stating.clauses import MentionRow
from pipeline.stating.quoting import Quote
from pipeline.stating.relationmodel import RelationModel

Row = dict[str, object]
# How much the tagger's doubt of the names counts. Relations end to end, precision and F1: 0 gave 0.78 and 0.703 on the kept tenth
# of the training gold, 0.25 gave 0.80 and 0.712, 0.5 gave 0.81 and 0.702; on dev all three gave the same but for one visit. With
# a tagger that finds less (F1 0.82) it mattered more.
_DOUBT = 0.25
# What two do together is one claim, whoever is named first.
_MUTUAL = frozenset({"met", "agrees_with"})
_EVENTS = frozenset({"met", "visited"})


def claims(
    articles: pd.DataFrame, tokens: pd.DataFrame, mentions: pd.DataFrame, relation_model: RelationModel
) -> pd.DataFrame:
    """What each article says of those it names.

    Args:
        articles: at least article_id and text.
        tokens: the articles' tokens, in order (article_id, sentence, token, start, end).
        mentions: their mentions, in order (mention_id, article_id, start, end, name, type, first_token, last_token, score).
        relation_model: what `load_relation_model` gives.

    Returns:
        The table `claims` of the contract: one row a claim and place where it is made, by article and offset.
    """
    token_rows = _by_article(tokens, ["sentence", "token", "start", "end"])
    mention_rows = _by_article(
        mentions, ["mention_id", "start", "end", "name", "type", "first_token", "last_token", "score"]
    )
    rows: list[Row] = []
    with no_search_for_cycles():
        for article_id, text in zip(articles["article_id"].tolist(), articles["text"].tolist(), strict=True):
            found = [MentionRow(*row) for row in mention_rows.get(article_id, ())]
            if not found:
                continue
            reading = read_claims(text, token_rows.get(article_id, []), found, relation_model)
            rows.extend(_rows(article_id, text, reading, found, relation_model))
    return WORKING["claims"].frame(rows)


def _by_article(frame: pd.DataFrame, columns: list[str]) -> dict[str, list[tuple]]:  # type: ignore[type-arg]
    """Rows as tuples, by article; a frame's columns are read once, since a lookup a row costs more than the patterns."""
    codes, names = pd.factorize(frame["article_id"])
    order = np.argsort(codes, kind="stable")
    rows = list(zip(*(frame[column].to_numpy()[order].tolist() for column in columns), strict=True))
    ends = np.cumsum(np.bincount(codes, minlength=len(names))).tolist()
    return {name: rows[start:end] for name, start, end in zip(names, [0, *ends], ends, strict=False)}


def _rows(
    article_id: str, text: str, reading: Reading, mentions: Sequence[MentionRow], model: RelationModel
) -> Iterator[Row]:
    rows = [
        _relation_row(article_id, text, candidate, mentions, model) for candidate in stated(reading, mentions, model)
    ]
    rows += [_quote_row(article_id, text, quote, mentions) for quote in reading.quotes]
    seen: set[object] = set()
    for row in sorted(rows, key=lambda row: (row["start"], row["end"], row["claim_id"])):
        if row["claim_id"] not in seen:
            seen.add(row["claim_id"])
            yield row


def stated(reading: Reading, mentions: Sequence[MentionRow], model: RelationModel) -> Iterator[Candidate]:
    """The candidates above their relation's threshold: of each pair in a sentence the one of the highest score.

    A claim about names is as probable as the claim, given the names, times the names: what the tagger doubts counts less.
    """
    best: dict[tuple[str, int, int, int, int], Candidate] = {}
    for candidate in reading.candidates:
        threshold = model.scorers[candidate.relation].threshold
        pair = (candidate.head_mention, candidate.tail_mention)
        if candidate.score < threshold or (pair[1] >= 0 and reading.groups[pair[0]] == reading.groups[pair[1]] >= 0):
            continue
        if happening.supposed(candidate):
            continue
        named = mentions[pair[0]].score * (mentions[pair[1]].score if pair[1] >= 0 else 1.0)
        candidate.score *= named**_DOUBT
        if candidate.score < threshold:
            continue
        ends = tuple(_person(reading, mention) for mention in pair) if candidate.relation in _EVENTS else pair
        one, two = sorted(ends) if candidate.relation in _MUTUAL else ends
        place = candidate.tail if candidate.tail_mention < 0 else -1
        key = (candidate.relation, candidate.sentence.number, one, two, place)
        if key not in best or _rank(candidate) > _rank(best[key]):
            best[key] = candidate
    yield from best.values()


def _rank(candidate: Candidate) -> tuple[bool, float]:
    """Which of several candidates for one claim is told: an office by its title rather than by its verb, the likeliest."""
    return candidate.trigger < 0 or candidate.sentence.items[candidate.trigger].word.title is not None, candidate.score


def _person(reading: Reading, mention: int) -> int:
    """The person whom a mention names, who may be named again in the sentence; any other mention stands for itself."""
    return reading.groups[mention] if mention >= 0 and reading.groups[mention] >= 0 else mention


def _relation_row(
    article_id: str, text: str, candidate: Candidate, mentions: Sequence[MentionRow], model: RelationModel
) -> Row:
    start, end = evidence.clause(candidate)
    head = mentions[candidate.head_mention]
    tail_item = candidate.sentence.items[candidate.tail]
    implied = candidate.tail_mention < 0
    target = (
        f"{article_id}:{tail_item.start}-{tail_item.end}" if implied else mentions[candidate.tail_mention].mention_id
    )
    scorer = model.scorers[candidate.relation]
    return {
        "claim_id": f"{head.mention_id}:{candidate.relation}:{target.rsplit(':', 1)[1]}:{start}-{end}",
        "article_id": article_id, "sentence": candidate.sentence.number, "claim": candidate.relation,
        "source_mention": head.mention_id, "target_mention": target,
        "implied_name": model.classes.demonyms.names[tail_item.country] if implied else "",
        "title": evidence.title(candidate, text), "status": happening.status(candidate), "score": round(candidate.score, 4),
        "start": start, "end": end, "evidence": text[start:end],
        "detail": _detail(text, candidate, scorer.reasons(candidate.features)), "cue": "", "kind": "",
    }  # fmt: skip


def _detail(text: str, candidate: Candidate, reasons: list[str]) -> str:
    """The words that made a claim, and the features that weighed most for it."""
    items = candidate.sentence.items
    words = [text[items[p].start : items[p].end] for p in (candidate.trigger, candidate.head, candidate.tail) if p >= 0]
    return " | ".join((" ".join(words), *reasons))


def _quote_row(article_id: str, text: str, quote: Quote, mentions: Sequence[MentionRow]) -> Row:
    speaker = mentions[quote.speaker].mention_id
    return {
        "claim_id": f"{speaker}:quote:{quote.start}-{quote.end}", "article_id": article_id, "sentence": quote.sentence,
        "claim": "quote", "source_mention": speaker, "target_mention": "", "implied_name": "", "title": "", "status": "",
        "score": 1.0, "start": quote.start, "end": quote.end, "evidence": text[quote.start:quote.end],
        "detail": quote.detail, "cue": quote.cue, "kind": quote.kind,
    }  # fmt: skip
