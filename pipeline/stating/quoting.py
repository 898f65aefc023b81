"""What was said: words in quotation marks, reported speech, and what a sentence says according to someone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from pipeline.stating.chunks import Chunk, Scene
from pipeline.stating.clauses import MentionRow, Sentence
from pipeline.stating.narrating import Cues, is_title, narrator_from
from pipeline.stating.persons import Cast
from pipeline.stating.speakers import Cue, Speakers, named
from pipeline.stating.wordclasses import SOURCES, SPEECH

_REPORTING = SPEECH - {"describe", "relay", "talkabout"}
# Opening marks with their closing ones; the straight mark closes itself, but what has space at both its ends lies between two
# pairs of marks, not in one.
_PAIRS = regex.compile(r"«([^«»]*)»|“([^“”\n]*)”|„([^“”„\n]*)[“”]|\"(?!\s[^\"\n]*\s\")([^\"\n]*)\"")
# A straight mark that can only open or only close; one may stand in another's words (`"A "B" C"`).
_LINE = regex.compile(r'[^\n"]*"[^\n]*')
_MARK = regex.compile(r'(?P<opening>(?<![^\s(\[:،,])"(?=[^\s"])|(?<=\b[بلوك]ـ?)"(?=\w))|(?P<closing>(?<=[^\s"])"(?!\w))|"')
_WORDS = regex.compile(r"\w+")
_DEEPEST = 2
_SHORTEST_DIRECT = 4
_SHORTEST_REPORTED = 2
_PASSING_ON = frozenset({"relay", "mention"})
_NAMES = frozenset("PLO")
_WHAT = "what"
_SUBJUNCTIVE = ("ي", "ت", "ن")
_INNA = "إ"
_AND = "و"
_CLOSING = '»”"'
_TO_THAT, _TO_COMMA, _TO_CUE = 16, 5, 2
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Quote:
    """Something said.

    Attributes:
        sentence: number of the sentence that it begins in.
        start: offset where the words begin.
        end: offset where they end.
        speaker: number of the speaker's mention.
        cue: the word that introduces it, as written.
        kind: direct or reported.
        detail: how the speaker was found.
    """

    sentence: int
    start: int
    end: int
    speaker: int
    cue: str
    kind: str
    detail: str


def direct_spans(text: str, start: int, end: int) -> list[Span]:
    """What stands in quotation marks, marks outside, from four words on (fewer are names and single words)."""
    nested = [span for line in _LINE.finditer(text, start, end) for span in _nested(text, *line.span())]
    spans = list(nested)
    for match in _PAIRS.finditer(text, start, end):
        left, right = match.span(match.lastindex or 0)
        if not any(left < high + 1 and low - 1 < right for low, high in nested):
            spans.append((left, right))
    return sorted((left, right) for left, right in spans if len(_WORDS.findall(text, left, right)) >= _SHORTEST_DIRECT)


def _nested(text: str, start: int, end: int) -> list[Span]:
    """Words in straight marks of one line that hold others in marks, none where its marks do not pair so."""
    depth, left, inner = 0, 0, False
    found: list[Span] = []
    for mark in _MARK.finditer(text, start, end):
        if mark.lastgroup is None:
            return []
        if mark.lastgroup == "opening":
            left, inner = (mark.end(), False) if depth == 0 else (left, True)
            depth += 1
        else:
            depth -= 1
            if depth == 0 and inner:
                found.append((left, mark.start()))
        if not 0 <= depth <= _DEEPEST:
            return []
    return found if depth == 0 else []


class Quoting:
    """Reads the quotes of one article, sentence by sentence."""

    def __init__(self, text: str, spans: list[Span], mentions: Sequence[MentionRow], cast: Cast, words: Cues) -> None:
        self.text = text
        self.spans = spans
        self.mentions = mentions
        self.words = words
        self.speakers = Speakers(text, mentions, cast, words)
        self.taken: set[Span] = set()

    def read(self, scene: Scene) -> Iterator[Quote]:
        """The quotes that begin in a sentence."""
        sentence = scene.sentence
        self.speakers.remember_bodies(sentence)
        inside = [s for s in self.spans if sentence.start <= s[0] < sentence.end and s not in self.taken]
        if not (inside or sentence.speech or sentence.sources):
            return
        cues = list(self.speakers.cues(scene, self.spans)) if sentence.speech else []
        found = [
            *self._direct(sentence, scene.chunks, inside, cues),
            *self._reported(sentence, scene.chunks, cues, inside),
            *(self._attributed(sentence, scene.chunks, cues, inside) if sentence.sources else ()),
        ]
        yield from sorted(found, key=lambda quote: quote.start)

    def _said(self, sentence: Sentence, span: Span, speaker: int, cue: str, kind: str, how: str) -> Quote:
        """A quote whose speaker may go on in what follows."""
        self.speakers.spoke(speaker, sentence.number)
        return self._quote(sentence, span, speaker, cue, kind, how)

    def _quote(self, sentence: Sentence, span: Span, speaker: int, cue: str, kind: str, how: str) -> Quote:
        self.taken.add(span)
        return Quote(sentence.number, *span, speaker, cue, kind, f"speaker {how} {cue}".strip())

    # --- in quotation marks

    def _direct(self, sentence: Sentence, chunks: Sequence[Chunk], spans: list[Span], cues: list[Cue]) -> Iterator[Quote]:
        for left, right in spans:
            if is_title(sentence, left, self.words):
                continue
            before = [cue for cue in cues if cue.start < left]
            after = [cue for cue in cues if cue.start > right and self._words(right, cue.start) < _TO_CUE]
            cue = before[-1] if before else after[0] if after else None
            if cue is not None and self._of_another(sentence, chunks, cue, left):
                continue
            if cue is not None:
                yield self._said(sentence, (left, right), cue.speaker, cue.written, "direct", cue.how)
            elif self._continues(left):
                yield self._said(sentence, (left, right), self.speakers.last, "", "direct", "continues")
            elif (speaker := self._before_colon(sentence, chunks, left)) >= 0:
                yield self._said(sentence, (left, right), speaker, "", "direct", "before the colon")

    def _of_another(self, sentence: Sentence, chunks: Sequence[Chunk], cue: Cue, left: int) -> bool:
        """Whether words in marks are not those of the one who speaks.

        They are another's where a body passes on what a person, named on the way to them, does; and whoever is described
        right after the verb (`and described X as a "…"`) is not the one who describes.
        """
        way = [chunk for chunk in chunks[cue.index + 1 :] if sentence.items[chunk.first].start < left]
        speaking = next((i for i, chunk in enumerate(way) if named(chunk) == cue.speaker), -1)
        if cue.kind == "describe":
            following = way[speaking + 1].sign if 0 <= speaking < len(way) - 1 else ""
            return cue.how == "after" and following in ("that", "thathe", "by")
        if cue.kind not in _PASSING_ON or self.mentions[cue.speaker].type != "ORG":
            return False
        return any(chunk.sign == "that" for chunk in way) and any(
            chunk.sign == "P" and not chunk.prefix for chunk in way[speaking + 1 :]
        )

    def _continues(self, left: int) -> bool:
        """Whether only a mark and a stop part these words from those quoted last."""
        ends = [right for _, right in self.taken if right < left]
        return self.speakers.last >= 0 and bool(ends) and not _WORDS.search(self.text, max(ends), left)

    def _before_colon(self, sentence: Sentence, chunks: Sequence[Chunk], left: int) -> int:
        """Whom a sentence names before a colon and words in marks, and nothing else (`X: "…"`), or -1."""
        if len(chunks) < 2 or chunks[1].sign != ":" or chunks[0].sign not in _NAMES or chunks[0].prefix:
            return -1
        return named(chunks[0]) if not self._words(sentence.items[chunks[1].first].end, left) else -1

    # --- reported

    def _reported(self, sentence: Sentence, chunks: Sequence[Chunk], cues: list[Cue], spans: list[Span]) -> Iterator[Quote]:
        starts = [cue.start for cue in cues]
        for cue in cues:
            if cue.kind not in _REPORTING:
                continue
            left = self._that(sentence, chunks, cue)
            if left < 0 or any(start <= left + 2 and left < end for start, end in spans if (start, end) in self.taken):
                continue
            right = self._end(sentence, left, [start for start in starts if start > left and self._joined(start)])
            if self._words(left, right) >= _SHORTEST_REPORTED:
                yield self._said(sentence, (left, right), cue.speaker, cue.written, "reported", cue.how)

    def _joined(self, start: int) -> bool:
        """Whether a later word of speech goes on with another saying: `and he added`."""
        return self.text[start] == _AND

    def _that(self, sentence: Sentence, chunks: Sequence[Chunk], cue: Cue) -> int:
        """Where the words that `that` introduces begin, -1 if the cue has no such clause."""
        for chunk in chunks[cue.index + 1 : cue.index + _TO_THAT]:
            if chunk.sign == "that" and chunk.last + 1 < len(sentence.items):
                return sentence.items[chunk.last + 1].start if self._reports(sentence, chunk.first) else -1
            if chunk.sign == "thathe":
                return sentence.items[chunk.first].start
            if chunk.sign.lstrip("+").startswith("v") and len(chunk.sign) > 1:
                return -1
            if chunk.sign in ("rel", ":", "where"):
                return -1
        return -1

    def _reports(self, sentence: Sentence, position: int) -> bool:
        """Whether a `that` reports words; `fear that`, `without that`, `want that` don't, but `inna` always does."""
        if self.text[sentence.items[position].start] == _INNA:
            return True
        before = [item.sign for item in sentence.items[max(position - 2, 0) : position]]
        if before == [",", "on"]:  # `, provided that he begin`; `stressed, on Friday, that the …` has no verb there
            return not sentence.items[position + 1].word.folded.startswith(_SUBJUNCTIVE)
        return before[-1:] not in (["w"], ["not"], ["planned"])

    def _end(self, sentence: Sentence, left: int, later: list[int]) -> int:
        """Where reported speech ends: at `adding that`, the next word of speech, the narrator's words, or with the sentence."""
        end = narrator_from(self.text, sentence, left, self.spans, self.words)
        for item in sentence.items:
            if item.start > left and item.sign.lstrip("+") in ("saying", "accordingto"):
                end = min(end, item.start)
                break
        return self._trimmed(left, min([end, *later]), _CLOSING)

    # --- according to

    def _attributed(
        self, sentence: Sentence, chunks: Sequence[Chunk], cues: list[Cue], spans: list[Span]
    ) -> Iterator[Quote]:
        """What a sentence says `according to` someone, or `according to what` someone said."""
        for index, chunk in enumerate(chunks):
            if chunk.sign.lstrip("+") not in SOURCES or index + 1 >= len(chunks) or any(s in self.taken for s in spans):
                continue
            speaker, last = self._source(chunks, index, cues)
            if speaker < 0:
                continue
            item = sentence.items[chunk.first]
            span = self._rest(sentence, chunk, last)
            if self._words(*span) >= _SHORTEST_REPORTED:
                as_reported = chunks[index + 1].sign == _WHAT  # who reported it is not who goes on
                made = self._quote if as_reported else self._said
                yield made(sentence, span, speaker, self.text[item.start : item.end], "reported", "after")

    @staticmethod
    def _source(chunks: Sequence[Chunk], index: int, cues: list[Cue]) -> tuple[int, Chunk]:
        """Whom a word names as the source, and the phrase that does; -1 for nobody."""
        following = chunks[index + 1]
        if following.sign == _WHAT:
            said = next((cue for cue in cues if cue.index == index + 2 and cue.how == "after"), None)
            after = (chunk for chunk in chunks[index + 3 :] if said is not None and named(chunk) == said.speaker)
            return (said.speaker, next(after, chunks[-1])) if said is not None else (-1, following)
        if following.sign in ("for", "about", "body") and index + 2 < len(chunks):
            following = chunks[index + 2]
        return (named(following) if following.sign in _NAMES else -1), following

    def _rest(self, sentence: Sentence, cue: Chunk, speaker: Chunk) -> Span:
        """The sentence before the cue; after it, where the cue opens the sentence."""
        first = sentence.items[cue.first].start
        if cue.first > 1:
            return sentence.start, self._trimmed(sentence.start, first)
        last = speaker.last + 1
        commas = [i for i in range(last, min(last + _TO_COMMA, len(sentence.items))) if sentence.items[i].sign == ","]
        last = commas[0] + 1 if commas else last
        if last >= len(sentence.items):
            return first, first
        return sentence.items[last].start, self._trimmed(first, sentence.end)

    # --- offsets

    def _words(self, left: int, right: int) -> int:
        """How many words stand between two offsets."""
        return len(_WORDS.findall(self.text, left, right))

    def _trimmed(self, left: int, right: int, closing: str = "") -> int:
        """Where words end that stand between two offsets: signs after them left out, but for marks that close a quotation."""
        while right > left and not (self.text[right - 1].isalnum() or self.text[right - 1] in closing):
            right -= 1
        return right
