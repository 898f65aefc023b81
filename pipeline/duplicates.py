"""Near-duplicates: the articles that print another one again, an agency's story in several newspapers."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import pandas as pd
import regex
from numpy.typing import NDArray

from pipeline.base.contract import WORKING
from pipeline.base.letters import fold
from pipeline.base.words import REMEMBERED

Words = NDArray[np.uint64]
Signature = NDArray[np.uint32]

_SHINGLE = 4  # words; shorter ones are phrases that unrelated reports of one kind share
_BANDS, _ROWS = 21, 3  # two articles alike at 0.6 meet in a band with probability .99, at 0.2 with .16
_SIZE = _BANDS * _ROWS
# Share of 4-word shingles in common (Jaccard) from which two articles are one story, read by eye on 3,700 pairs of 2015 and
# 2018 (benchmarks/duplicates.py lists them). Two outlets that share half of their words within three days print one agency's
# text, cut or touched up; later, or in one outlet, half is a bulletin's form or a follow-up's background with other news in it.
_ALIKE = 0.5
_ALIKE_OTHERWISE = 0.8
_ALIKE_UNKNOWN = 0.65  # where the outlet or the date is not known, between the two
_DAYS = 3
# Shorter texts (headlines, one-line notes) repeat formulas: only the same words throughout count.
_LEAST_SHINGLES = 30
_LARGE_BUCKET = (
    40  # all pairs are compared in a bucket up to this size; in a larger one each with the first and the one before
)

_WORD = regex.compile(r"[^\s\p{P}\p{S}]+")
_RANDOM = np.random.default_rng(20)
_FACTORS: Words = _RANDOM.integers(1, 2**63, _SIZE, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
_TERMS: Words = _RANDOM.integers(0, 2**63, _SIZE, dtype=np.uint64)
_MIX = np.uint64(0x9E3779B97F4A7C15)


def signatures(articles: pd.DataFrame) -> pd.DataFrame:
    """A MinHash signature of each article's body (Broder 1997, over folded 4-word shingles).

    Args:
        articles: the working table `articles`.

    Returns:
        article_id, outlet, published, shingles (how many distinct ones), signature (hexadecimal, 63 numbers of 32 bits).
    """
    columns = (articles[name] for name in ("text", "body_start", "body_end"))
    made = [_signature(text[start:end]) for text, start, end in zip(*columns, strict=True)]
    table = articles[["article_id", "outlet", "published"]].reset_index(drop=True)
    table["shingles"] = np.array([size for size, _ in made], dtype=np.int64)
    table["signature"] = pd.array([signature.tobytes().hex() for _, signature in made], dtype="str")
    return table


def _signature(body: str) -> tuple[int, Signature]:
    """The number of distinct shingles and, for each of the hash functions, the least hash."""
    hashes = np.array([_hash(word) for word in _WORD.findall(body)], dtype=np.uint64)
    shingles = _shingles(hashes)
    if len(shingles) < _LEAST_SHINGLES:  # the whole text as one shingle
        shingles = np.array([zlib.crc32(hashes.tobytes())], dtype=np.uint64) * _MIX
    least = np.full(_SIZE, np.iinfo(np.uint64).max, dtype=np.uint64)
    for chunk in np.array_split(shingles, len(shingles) // 4096 + 1):  # an article of 50 MB in pieces of 2 MB
        least = np.minimum(least, (chunk[:, None] * _FACTORS + _TERMS).min(axis=0))
    return len(shingles), (least >> np.uint64(32)).astype(np.uint32)


@lru_cache(maxsize=REMEMBERED)
def _hash(word: str) -> int:
    return zlib.crc32(fold(word).encode("utf-8", errors="replace"))


def _shingles(hashes: Words) -> Words:
    """The distinct hashes of all runs of `_SHINGLE` words, in which order counts."""
    count = len(hashes) - _SHINGLE + 1
    if count < 1:
        return np.zeros(0, dtype=np.uint64)
    mixed = np.zeros(count, dtype=np.uint64)
    for place in range(_SHINGLE):
        mixed = (mixed ^ hashes[place : place + count]) * _MIX
        mixed ^= mixed >> np.uint64(29)
    distinct: Words = np.unique(mixed)
    return distinct


def duplicates(signatures: pd.DataFrame) -> pd.DataFrame:
    """Which articles repeat an earlier one.

    Args:
        signatures: what `signatures` returned for all articles, in any order.

    Returns:
        The working table `duplicates`, a row for each article that repeats another, sorted by id. The original is the earliest
        published, then the one of the smallest id, undated ones last; no duplicate is another's original.
    """
    order = signatures.assign(undated=signatures.published == "").sort_values(["undated", "published", "article_id"])
    original = np.arange(len(order))
    for one, two in _alike(_numbers(order.signature), order):
        if original[two] == two and original[one] == one:
            original[two] = one
    repeats = np.flatnonzero(original != np.arange(len(order)))
    ids = order.article_id.to_numpy()
    rows = pd.DataFrame({"article_id": ids[repeats], "duplicate_of": ids[original[repeats]]}).astype("str")
    return WORKING["duplicates"].check(rows.sort_values("article_id"))


def _numbers(column: pd.Series) -> NDArray[np.uint32]:
    data = bytes.fromhex("".join(column))
    return np.frombuffer(data, dtype=np.uint32).reshape(-1, _SIZE)


def _alike(hashes: NDArray[np.uint32], order: pd.DataFrame) -> Iterator[tuple[int, int]]:
    """Pairs of articles that are alike, the earlier first; ascending by the later, then by the earlier."""
    if not len(hashes):
        return
    sizes = order.shingles.to_numpy()
    outlets = pd.factorize(order.outlet.where(order.outlet != ""))[0]  # -1 where not known
    days = _days(order.published)
    pairs = np.unique(
        np.concatenate([_bucket_mates(hashes[:, b * _ROWS : (b + 1) * _ROWS]) for b in range(_BANDS)]), axis=0
    )
    for chunk in np.array_split(pairs, len(pairs) // 100_000 + 1):
        two, one = chunk[:, 0], chunk[:, 1]
        same = (hashes[one] == hashes[two]).mean(axis=1)
        apart = np.abs(days[one] - days[two])
        known = (outlets[one] >= 0) & (outlets[two] >= 0) & ~np.isnan(apart)
        otherwise = (apart > _DAYS) | (known & (outlets[one] == outlets[two]))
        wanted = np.select([otherwise, known], [_ALIKE_OTHERWISE, _ALIKE], _ALIKE_UNKNOWN)
        wanted[np.minimum(sizes[one], sizes[two]) < _LEAST_SHINGLES] = 1.0
        yield from ((int(a), int(b)) for b, a in chunk[same >= wanted])


def _days(published: pd.Series) -> NDArray[np.float64]:
    """The day of each date, NaN where there is none (which is then no reason against a pair)."""
    days = pd.to_datetime(published.str[:10], format="%Y-%m-%d", errors="coerce")
    numbers: NDArray[np.float64] = (days - pd.Timestamp(0)) / pd.Timedelta(days=1)
    return np.asarray(numbers, dtype=np.float64)


def _bucket_mates(band: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Rows of (later, earlier) for the articles whose hashes in one band are the same."""
    _, bucket = np.unique(band, axis=0, return_inverse=True)
    order = np.argsort(bucket, kind="stable")
    ends = np.flatnonzero(np.diff(bucket[order], append=-1)) + 1
    found = [np.zeros((0, 2), dtype=np.int64)]
    for start, end in zip([0, *ends[:-1].tolist()], ends.tolist(), strict=True):
        if end - start > 1:
            found.append(_pairs(order[start:end]))
    return np.concatenate(found)


def _pairs(members: NDArray[np.int64]) -> NDArray[np.int64]:
    """Pairs (later, earlier) of ascending members."""
    if len(members) <= _LARGE_BUCKET:
        later, earlier = np.tril_indices(len(members), -1)
        return np.stack([members[later], members[earlier]], axis=1)
    first = np.stack([members[1:], np.full(len(members) - 1, members[0])], axis=1)
    before = np.stack([members[1:], members[:-1]], axis=1)
    return np.concatenate([first, before])
