"""Text whose lines are broken at a fixed width, as in e-mail, wire copy and PDF files: its line breaks end nothing."""

from __future__ import annotations

from itertools import pairwise

import regex

_LINE = regex.compile(r"[^\n\r]*(?:\r\n|\n|\r|$)")
_WIDEST = 130  # characters; longer lines are paragraphs
_FEWEST = 4  # full lines below which nothing is said of a text
_SHARE = 0.8  # of the breaks without a full stop before that stand after full lines; those of a list or a poem stand anywhere
_STOPS = tuple(".؟?!…:\"»”")


def soft_breaks(text: str, start: int, end: int) -> set[int]:
    """Where a line begins only because the one before was full.

    A line is full if the first word of the next would not have stood in the width of the text, which is that of its longest line.

    Args:
        text: an article.
        start: offset of the body's first character.
        end: offset after its last.

    Returns:
        Offsets of the first characters of such lines; empty for a text that is not broken at a width.
    """
    lines = [match.span() for match in _LINE.finditer(text, start, end) if match.end() > match.start()]
    width = max((len(text[a:b].rstrip()) for a, b in lines), default=0)
    if width > _WIDEST or len(lines) <= _FEWEST:
        return set()
    breaks = [
        (begin, len(line) + 1 + len(words[0]) > width, line.endswith(_STOPS))
        for (a, b), (begin, after) in pairwise(lines)
        if (line := text[a:b].rstrip()) and (words := text[begin:after].split())
    ]
    full = {begin for begin, is_full, _ in breaks if is_full}
    telling = [is_full for _, is_full, stopped in breaks if not stopped]
    return full if len(full) >= _FEWEST and sum(telling) >= _SHARE * len(telling) else set()
