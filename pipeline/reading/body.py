"""Where an article's body begins and ends: boilerplate before and after it is found by its form and by marker words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import regex

from pipeline.base.letters import key
from pipeline.base.lists import words_by_kind

_KINDS = ("tail", "link", "label", "end", "inline", "head")
_LINE = regex.compile(r"\S(?:[^\n\r\u2028\u2029]*\S)?")  # without the white space around it
_BULLET = regex.compile(r"^[\s\p{P}\p{S}]+")
_STOP = regex.compile(r"[.!…][\"»”’)\]\s]*$")
_HEADLINE_SIGN = regex.compile(r"\.\.|…|؟|^[\"«“]")
_DOTS_BETWEEN = regex.compile(r"\w\s*(?:\.\.|…)\s*\w")
_INLINE_REST = 150  # letters that a list of keywords after the last full stop takes at most
_HEADLINE = (25, 140)  # letters; the shortest paragraph of a real body that ends without a stop is rarely within
_LABEL_LINE = 60  # a source line names a medium, nothing else
_LONGEST_TAIL = 20_000  # characters; what is longer is not boilerplate but further articles in one file
_END_REST = 60  # after an agency's end mark stand a time and a code


@dataclass(frozen=True)
class Markers:
    """Words that begin boilerplate, as keys (`letters.key`), by kind.

    Attributes:
        tail: a line that is this, or this and a colon: it and all after it are boilerplate (keywords, similar articles).
        link: the same, but news sites set it between paragraphs too ("read also"): boilerplate only when no paragraph follows.
        label: a short last line `label: name` (the source).
        end: a line that says the report is over.
        inline: after the last full stop, the word before a list of keywords.
        head: a line that is this, before the body (buttons, menus).
    """

    tail: frozenset[str]
    link: frozenset[str]
    label: frozenset[str]
    end: frozenset[str]
    inline: frozenset[str]
    head: frozenset[str]


def read_markers(path: Path) -> Markers:
    """Read `boilerplate.tsv`: kind, marker, English gloss.

    Raises:
        UserError: the file is missing, or a row has another kind or number of cells.
    """
    found = words_by_kind(path, "marker", _KINDS)
    return Markers(**{kind: frozenset(map(key, words)) for kind, words in found.items()})


@dataclass(frozen=True)
class _Line:
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def find_body(text: str, markers: Markers) -> tuple[int, int]:
    """Where the body of an article begins and ends.

    What is not surely boilerplate belongs to the body: a name too many can be dropped later, one that was cut is lost.

    Args:
        text: the article.
        markers: the words that begin boilerplate.

    Returns:
        Half-open offsets; `(0, len(text))` where nothing is boilerplate, else without white space at the cut.
    """
    lines = [_Line(m.start(), m.group()) for m in _LINE.finditer(text)]
    last = _tail(lines, markers)
    first = _head(lines[:last], markers)
    body = lines[first:last]
    if not body:
        return 0, len(text)
    end = _inline(body[-1], markers) if last == len(lines) else None
    end = len(text) if end is None and last == len(lines) else end or body[-1].end
    start = body[0].start if first else 0
    return start, start + len(text[start:end].rstrip()) if end < len(text) else end


def _head(lines: Sequence[_Line], markers: Markers) -> int:
    """The number of lines at the beginning that are nothing but buttons and menus."""
    count = 0
    while count < len(lines) and len(lines[count].text) <= _LABEL_LINE and key(lines[count].text) in markers.head:
        count += 1
    return count if count < len(lines) else 0


def _tail(lines: Sequence[_Line], markers: Markers) -> int:
    """The index of the first line after the body."""
    last = next((i for i in range(1, len(lines)) if _ends_body(lines, i, markers)), len(lines))
    cut = last
    while cut > 1 and (_is_label(lines[cut - 1].text, markers) or _is_end(lines, cut, markers)):
        cut -= 1
    return cut if cut < len(lines) else _without_headlines(lines)


def _ends_body(lines: Sequence[_Line], index: int, markers: Markers) -> bool:
    if lines[-1].end - lines[index].start > _LONGEST_TAIL:
        return False
    name = _marker(lines[index].text)
    if name in markers.tail:
        return True
    if name not in markers.link:
        return False
    if _is_label(lines[index - 1].text, markers):
        return True
    return not any(_is_paragraph(line.text) for line in lines[index + 1 :])


def _marker(line: str) -> str:
    """The key of what may be a marker: a short line, or the words before its colon; "" for any other line."""
    plain = _BULLET.sub("", line[: 2 * _LABEL_LINE])
    name, colon, _ = plain.partition(":")
    return key(name) if len(name) <= _LABEL_LINE and (colon or len(line) <= _LABEL_LINE) else ""


def _is_paragraph(line: str) -> bool:
    return len(line) > _HEADLINE[1] or bool(_STOP.search(line))


def _is_label(line: str, markers: Markers) -> bool:
    name, colon, rest = _BULLET.sub("", line).partition(":")
    return bool(colon) and len(line) <= _LABEL_LINE and key(name) in markers.label and "." not in rest.strip(" .")


def _is_end(lines: Sequence[_Line], last: int, markers: Markers) -> bool:
    """Whether line `last - 1` is an end mark, or the short rest after one."""
    if key(lines[last - 1].text) in markers.end:
        return True
    return last > 2 and len(lines[last - 1].text) <= _END_REST and key(lines[last - 2].text) in markers.end


def _inline(line: _Line, markers: Markers) -> int | None:
    """Where keywords begin that stand in the body's last line, after its last full stop."""
    for found in regex.finditer(r"[.!؟»”\"]\s+(\p{L}+)\s+[^.!؟:]+$", line.text, overlapped=True):
        if key(found.group(1)) in markers.inline and len(line.text) - found.start(1) <= _INLINE_REST:
            return line.start + found.start(1)
    return None


def _without_headlines(lines: Sequence[_Line]) -> int:
    """The number of lines without the headlines of other articles at the end.

    Two lines or more, each as long as a headline, none with a full stop, each with a headline's sign (two dots, a question,
    a quotation at its head) and one with dots between its words, after a paragraph that ends in a full stop, in an article
    most of whose paragraphs do. Read by eye over 60,000 articles; lines of questions alone are the writer's own.
    """
    last = len(lines)
    while last > 2 and _is_headline(lines[last - 1].text):
        last -= 1
    stopped = [bool(_STOP.search(line.text)) for line in lines[:last]]
    dotted = any(_DOTS_BETWEEN.search(line.text) for line in lines[last:])
    enough = len(lines) - last >= 2 and dotted and stopped[-1] and sum(stopped) >= len(stopped) / 2
    return last if enough else len(lines)


def _is_headline(line: str) -> bool:
    fits = _HEADLINE[0] <= len(line) <= _HEADLINE[1]
    return fits and not _STOP.search(line) and bool(_HEADLINE_SIGN.search(line))
