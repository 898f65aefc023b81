"""Stage `names`: the distinct names of each article, bare and short ones resolved to the fuller name of the same article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pandas as pd
import regex

from pipeline.base.contract import SEPARATOR, WORKING
from pipeline.base.letters import clean, fold
from pipeline.linking import coreference
from pipeline.linking.coreference import Node, Resolution
from pipeline.linking.linking import Linking
from pipeline.linking.offices import OF

# What may stand between a name and another in brackets after it.
_OPENING = regex.compile(r"[\s\p{Pf}\p{Pi}\p{Po}]*[(\[][\s\p{Pf}\p{Pi}\p{Po}]*")
_SPACE = regex.compile(r"[^\S\n]+")
_LATIN_IN_BRACKETS = regex.compile(
    r"[\s\p{Pf}\"]*[(\[]\s*(\p{Script=Latin}[\p{Script=Latin}\p{N} .,'’&-]{1,60})\s*[)\]]"
)
# Further words before a name tell less about who it is than the one it leans on.
_NEIGHBOURS = 3


def names(
    articles: pd.DataFrame, tokens: pd.DataFrame, mentions: pd.DataFrame, claims: pd.DataFrame, linking: Linking
) -> pd.DataFrame:
    """The distinct names of each article.

    Args:
        articles: working table `articles` (article_id, text).
        tokens: working table `tokens`, for the words before a name.
        mentions: working table `mentions`.
        claims: working table `claims`: titles of roles, and countries implied by adjectives.
        linking: what names are compared with.

    Returns:
        Working table `names`, one row for each (article_id, name, type), in order of article and first mention; `refers_to`
        is the fullest name of the article that the name stands for.
    """
    texts = dict(zip(articles.article_id, articles.text, strict=True))
    words = dict(tuple(tokens.groupby("article_id", sort=False)))
    found = _by_article(mentions.sort_values(["start", "end"], kind="stable"))
    claimed = _by_article(claims)
    implied = claims[claims.implied_name != ""]
    rows: list[dict[str, object]] = []
    for article_id in pd.unique(pd.concat([mentions.article_id, implied.article_id])):
        rows.extend(
            _article(
                article_id, texts[article_id], words.get(article_id, tokens[:0]), found.get(article_id, []),
                claimed.get(article_id, []), linking,
            )
        )  # fmt: skip
    return WORKING["names"].frame(rows) if rows else WORKING["names"].empty()


def _by_article(rows: pd.DataFrame) -> dict[str, list[Any]]:
    """Rows as named tuples, by article: to ask a DataFrame for an article costs more than the article."""
    found: dict[str, list[Any]] = {}
    for row in rows.itertuples(index=False):
        found.setdefault(row.article_id, []).append(row)
    return found


def _article(
    article_id: str, text: str, tokens: pd.DataFrame, found: list[Any], claims: list[Any], linking: Linking
) -> Iterator[dict[str, object]]:
    """The rows of one article."""
    first: dict[tuple[str, str], Any] = {}
    count: Counter[tuple[str, str]] = Counter()
    for m in found:
        first.setdefault((m.name, m.type), m)
        count[m.name, m.type] += 1
    nodes = _nodes(found, linking)
    for name in _implied(claims, set(first)):
        node = linking.node(name, "LOC")
        nodes.setdefault((node.type, node.key), node)
    resolved = {
        (r.node.type, r.node.key): r
        for r in coreference.resolve(list(nodes.values()), beside(found, text), linking.similar, linking.reliability)
    }
    context = _context(found, tokens, claims, text)
    latin = _latin(found, text)
    for (name, type_), m in first.items():
        yield {
            "article_id": article_id, "name": name, "type": type_, "mentions": count[name, type_], "mention_id": m.mention_id,
            "sentence": m.sentence, "name_latin": latin.get((name, type_), ""), "implied": False,
            "context": SEPARATOR.join(context.get((name, type_), ())), **_reference(name, type_, resolved, linking),
        }  # fmt: skip
    for name, claim in _implied(claims, set(first)).items():
        yield {
            "article_id": article_id, "name": name, "type": "LOC", "mentions": 0, "mention_id": claim.target_mention,
            "sentence": claim.sentence, "name_latin": "", "implied": True, "context": "",
            **_reference(name, "LOC", resolved, linking),
        }  # fmt: skip


def _nodes(found: list[Any], linking: Linking) -> dict[tuple[str, str], Node]:
    """The names of an article by type and key; each is called by its most frequent writing, the first of these."""
    writings: dict[tuple[str, str], Counter[str]] = {}
    nodes: dict[tuple[str, str], Node] = {}
    for m in found:
        node = linking.node(m.name, m.type)
        at = (node.type, node.key)
        nodes.setdefault(at, node).starts.append(m.start)
        writings.setdefault(at, Counter())[m.name] += 1
    for at, counter in writings.items():
        nodes[at].name = counter.most_common(1)[0][0]
    return nodes


def _reference(
    name: str, type_: str, resolved: dict[tuple[str, str], Resolution], linking: Linking
) -> dict[str, object]:
    """What a name stands for, and why; a name whose type changes with its target can't be: both have one type."""
    node = linking.node(name, type_)
    r = resolved[node.type, node.key]
    if r.target is r.node:
        if name == r.node.name:
            return {"refers_to": name, "rule": r.rule, "score": r.score, "detail": r.detail}
        return {"refers_to": r.node.name, "rule": "article-same-key", "score": 1.0, "detail": f"both are {node.key}"}
    return {"refers_to": r.target.name, "rule": r.rule, "score": r.score, "detail": r.detail}


def _implied(claims: list[Any], named: set[tuple[str, str]]) -> dict[str, Any]:
    """Countries that only an adjective names, with the first claim that implies each."""
    found: dict[str, Any] = {}
    for claim in sorted((c for c in claims if c.implied_name), key=lambda claim: (claim.start, claim.claim_id)):
        if (claim.implied_name, "LOC") not in named:
            found.setdefault(claim.implied_name, claim)
    return found


def beside(found: list[Any], text: str) -> dict[tuple[int, int], str]:
    """Pairs of offsets of a name and the next of its type: in brackets after it, or with nothing between."""
    return {
        (one.start, other.start): "apposition" if _SPACE.fullmatch(text, one.end, other.start) else "bracket"
        for one, other in pairwise(found)
        if one.type == other.type and other.start - one.end <= 6
        and (_SPACE.fullmatch(text, one.end, other.start) or _OPENING.fullmatch(text, one.end, other.start))
    }  # fmt: skip


def _latin(found: list[Any], text: str) -> dict[tuple[str, str], str]:
    """The first Latin spelling that stands in brackets after each name."""
    spelled: dict[tuple[str, str], str] = {}
    for m in found:
        if match := _LATIN_IN_BRACKETS.match(text, m.end):
            spelled.setdefault((m.name, m.type), clean(match.group(1)))
    return spelled


def _context(
    found: list[Any], tokens: pd.DataFrame, claims: list[Any], text: str
) -> dict[tuple[str, str], list[str]]:
    """For each name: titles that claims give it and what they are of, and the word before its mentions, folded, each once."""
    start, end = tokens.start.tolist(), tokens.end.tolist()
    place = {number: i for i, number in enumerate(tokens.token)}
    titles: dict[str, list[str]] = {}
    named = {m.mention_id: m.name for m in found}
    for claim in claims:
        if claim.title:
            of, title = claim.implied_name or named.get(claim.target_mention, ""), fold(claim.title)
            titles.setdefault(claim.source_mention, []).append(f"{title}{OF}{of}" if of else title)
    context: dict[tuple[str, str], dict[str, None]] = {}
    for m in found:
        seen = context.setdefault((m.name, m.type), {})
        seen.update(dict.fromkeys(titles.get(m.mention_id, ())))
        i = place.get(m.first_token, 0)
        if i and len(seen) < _NEIGHBOURS:
            seen[fold(text[start[i - 1] : end[i - 1]])] = None
    return {at: [word for word in seen if word] for at, seen in context.items()}
