"""Where sentences end: at . ؟ ! … and line breaks, not inside numbers, initials, domains, quotations and brackets."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path

import regex

from pipeline.base.lists import words_by_kind

# A quotation or bracket on one line is one sentence up to this many characters (about 100 words, twice the longest spoken
# sentence in the annotated news); a longer one, or one that is never closed, splits like other text.
_LONGEST_QUOTE = 600
_QUOTED = regex.compile(
    "|".join(
        f"{opening}[^{opening}{closing}\\n\\r\\u2028\\u2029]{{0,{_LONGEST_QUOTE}}}{closing}"
        for opening, closing in (("«", "»"), ("“", "”"), ('"', '"'), (r"\(", r"\)"), (r"\[", r"\]"))
    )
)
_BREAK = r"[\n\r\u2028\u2029\x0b\x0c\x85]"
# A run of full stops, question and exclamation marks with the closing marks after it, or a line break.
_STOP = regex.compile(rf"(?P<stop>[.؟?!…۔]+)(?P<closed>[»”\"’)\]]*)|{_BREAK}")
_WORD_BEFORE = regex.compile(r"[^\s\p{P}\p{S}]+$")
_WORD_AFTER = regex.compile(r"[^\s\p{P}\p{S}]+")
_JOINING = ("،", ",", "؛", ";", ":")  # a question or quotation that one of these follows is part of a longer sentence
_NUMBER = regex.compile(r"\d+")
_REACH = 30  # characters looked at on each side of a full stop; longer words settle nothing


@dataclass(frozen=True)
class Abbreviations:
    """Words after which a full stop ends no sentence (`titles`), or before which one stands inside a name (`domains`)."""

    titles: frozenset[str]
    domains: frozenset[str]


def read_abbreviations(path: Path) -> Abbreviations:
    """Read `abbreviations.tsv`: kind (title, domain), abbreviation, English gloss.

    Raises:
        UserError: the file is missing, or a row has another kind or number of cells.
    """
    found = words_by_kind(path, "abbreviation", ("title", "domain"))
    return Abbreviations(found["title"], found["domain"])


def sentence_ends(text: str, start: int, end: int, known: Abbreviations) -> list[int]:
    """Where the sentences of `text[start:end]` end.

    Args:
        text: an article.
        start: offset of the body's first character.
        end: offset after its last.
        known: abbreviations.

    Returns:
        Offsets, ascending; the last is `end`. A sentence reaches from one to the next, white space included; a piece
        between two ends may hold no word.
    """
    quoted = [match.span() for match in _QUOTED.finditer(text, start, end)]
    opens = [span[0] for span in quoted]
    ends = []
    for match in _STOP.finditer(text, start, end):
        if match.group("stop") is None:
            ends.append(match.end())
            continue
        stop = match.end("stop")
        inside = bisect_right(opens, match.start()) - 1
        if inside >= 0 and stop < quoted[inside][1]:
            if not _ends_with_quotation(text, match, quoted[inside][1]):
                continue
        elif not _is_end(text, match, start, end, known):
            continue
        ends.append(match.end())
    return [*ends, end]


def _ends_with_quotation(text: str, match: regex.Match[str], close: int) -> bool:
    """Whether a full stop is the last sign in a quotation that a space follows: `… غدا.» وأضاف`."""
    plain = match.group("stop").startswith(".") and len(match.group("stop")) == 1
    closes = match.group("closed") != "" and match.end("stop") + 1 == close and text[close - 1] != ")"
    return plain and closes and (match.end() >= len(text) or text[match.end()].isspace())


def _is_end(text: str, match: regex.Match[str], start: int, end: int, known: Abbreviations) -> bool:
    """Whether stops outside quotations and brackets end a sentence."""
    if text[match.end() : match.end() + 2].strip()[:1] in _JOINING:
        return False
    if match.group("stop") != ".":
        return True
    at, after = match.start(), match.end()
    before = _WORD_BEFORE.search(text, max(start, at - _REACH), at)
    follows = _WORD_AFTER.match(text, after, min(end, after + _REACH)) if after == at + 1 else None
    left = before.group() if before else ""
    if follows:
        return _parts_words(left, follows.group(), known)
    return not _is_short(text, left, at - len(left), start, known) or not _goes_on(text, after, end)


def _parts_words(left: str, right: str, known: Abbreviations) -> bool:
    """Whether a full stop with no space around it parts two sentences (`الدولي.وقال`), not a number, name or domain."""
    # Transliterated letters (سي.إن.إن, دبليو.بي) are joined by full stops, and are short.
    long = len(right) >= 4 and len(left) != 1 and len(left) != 2
    return long and right not in known.domains and not (left + right).isascii() and not right.isdigit()


def _is_short(text: str, word: str, at: int, start: int, known: Abbreviations) -> bool:
    """Whether a word before a full stop is an initial, an abbreviation, or a number that counts a line (`1. …`)."""
    if word in known.titles:
        return True
    if _NUMBER.fullmatch(word):
        return len(word) <= 2 and not text[max(start, text.rfind("\n", start, at) + 1) : at].strip(" •-–(")
    before = text[max(start, at - 6) : at].rstrip()
    return len(word) == 1 and word.isalpha() and not before[-1:].isdigit()


def _goes_on(text: str, after: int, end: int) -> bool:
    """Whether letters follow on the line."""
    line = regex.match(r"[^\S\n\r\u2028\u2029]*(\S)", text[after : min(end, after + _REACH)])
    return bool(line) and line.group(1).isalnum()
