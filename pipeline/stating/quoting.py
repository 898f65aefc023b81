"""Who said what: words in quotation marks and reported speech, with the one who said them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from pipeline.stating.chunks import Chunk, Scene
from pipeline.stating.clauses import MentionRow, Sentence
from pipeline.stating.inflection import Reading
from pipeline.stating.persons import Cast
from pipeline.stating.subjects import read_subjects
from pipeline.stating.wordclasses import SOURCES, SPEECH

_REPORTING = SPEECH - {"describe", "relay", "talkabout"}
# Opening marks with their closing ones; the straight mark closes itself, but what has space at both its ends lies between two
# pairs of marks, not in one.
_PAIRS = regex.compile(r"«([^«»]*)»|“([^“”\n]*)”|„([^“”„\n]*)[“”]|\"(?!\s[^\"\n]*\s\")([^\"\n]*)\"")
_WORDS = regex.compile(r"\w+")
_SHORTEST_DIRECT = 4
_SHORTEST_REPORTED = 2
_SKIPPED = frozenset({",", "in", "during", "after", "before", "general", "will", "qad", "this"})
_STOPPING = frozenset({"rel", "where", "thathe", "that", ":", "?", "!", ";"})
_PASSING_ON = frozenset({"relay", "mention"})
# The last letters of the first word of a feminine name.
_FEMININE = {"ORG": ("ة",), "LOC": ("ة", "ا")}
_INNA = "إ"
_AND = "و"
_TO = "ل"
_FIRST_PERSON = frozenset("ان")
_TO_THAT, _TO_COMMA, _TO_CUE = 16, 5, 2
_MEMORY = 3


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


@dataclass(slots=True)
class _Cue:
    """A word of speech: its position and phrase, who speaks, and the offset of the word."""

    index: int
    chunk: Chunk
    speaker: int
    how: str
    start: int
    written: str
    kind: str


def _introduces(reading: Reading) -> bool:
    """Whether a form can introduce words: a verb without an object suffixed to it, or `his saying`."""
    return not reading.pronoun if reading.part == "verb" else bool(reading.pronoun) and reading.kind == "say"


def _first_person(reading: Reading, folded: str) -> bool:
    """Whether a verb is `I say` or `we say`, which introduce nobody's words."""
    return reading.tense == "present" and folded[len(reading.conjunction) :][:1] in _FIRST_PERSON


def direct_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """What stands in quotation marks, marks outside, from four words on (fewer are names and single words)."""
    spans = []
    for match in _PAIRS.finditer(text, start, end):
        group = match.lastindex or 0
        left, right = match.span(group)
        if len(_WORDS.findall(text, left, right)) >= _SHORTEST_DIRECT:
            spans.append((left, right))
    return spans


class Quoting:
    """Reads the quotes of one article, sentence by sentence: who spoke last is remembered for `he added`."""

    def __init__(self, text: str, spans: list[tuple[int, int]], mentions: Sequence[MentionRow], cast: Cast) -> None:
        self.text = text
        self.spans = spans
        self.mentions = mentions
        self.cast = cast
        self.last = -1
        self.voice = ""
        self.last_sentence = -_MEMORY - 1
        self.taken: set[tuple[int, int]] = set()
        self.bodies: dict[str, int] = {}

    def read(self, scene: Scene) -> Iterator[Quote]:
        """The quotes that begin in a sentence."""
        sentence = scene.sentence
        self._remember_bodies(sentence)
        inside = [s for s in self.spans if sentence.start <= s[0] < sentence.end and s not in self.taken]
        if not (inside or sentence.speech or sentence.sources):
            return
        chunks = scene.chunks
        cues = list(self._cues(sentence, chunks)) if sentence.speech else []
        found = [
            *self._direct(sentence, chunks, inside, cues),
            *self._reported(sentence, chunks, cues, inside),
            *self._attributed(sentence, chunks, inside),
        ]
        yield from sorted(found, key=lambda quote: quote.start)

    # --- who speaks

    def _remember_bodies(self, sentence: Sentence) -> None:
        """The noun before or in a body's name, for `the newspaper said` later on."""
        for position in sentence.bodies:
            for item in sentence.items[max(position - 2, 0) : position + 1]:
                for reading in item.word.readings:
                    if reading.kind == "body":
                        self.bodies[reading.lemma] = sentence.items[position].mention

    def _cues(self, sentence: Sentence, chunks: list[Chunk]) -> Iterator[_Cue]:
        for index, chunk in enumerate(chunks):
            item = sentence.items[chunk.first]
            if chunk.mention >= 0 or chunk.people or not item.word.kinds & SPEECH or self._quoted(item.start):
                continue
            reading = next((r for r in item.word.readings if r.kind in SPEECH), None)
            if reading is None or reading != item.word.readings[0]:
                continue
            if not _introduces(reading) or _first_person(reading, item.word.folded):
                continue
            speaker, how = self._subject(sentence, chunks, index, reading)
            if speaker >= 0:
                if (
                    index == 0 or chunks[index - 1].sign != "what"
                ):  # `as the agency reported` is no one who then goes on
                    self.last, self.last_sentence = speaker, sentence.number
                    spoken = reading.part == "verb" and reading.number == "sg"
                    self.voice = ("f" if reading.feminine else "m") if spoken else ""
                yield _Cue(index, chunk, speaker, how, item.start, self.text[item.start : item.end], reading.kind)
            elif how == "unnamed":
                self.last = -1

    def _quoted(self, offset: int) -> bool:
        return any(left <= offset < right for left, right in self.spans)

    def _subject(self, sentence: Sentence, chunks: list[Chunk], index: int, reading: Reading) -> tuple[int, str]:
        """The mention that speaks, and how it was found: after, before, last, unnamed.

        A present verb without a subject and without `and` is impersonal (`it is said that`).
        """
        finite = reading.part == "verb"
        if reading.kind == "inform":  # what follows may be the one who is told
            told = self._before(chunks, index, finite)
            return (told, "before") if told >= 0 else self._after(sentence, chunks, index, reading)
        if finite:
            speaker, how = self._after(sentence, chunks, index, reading)
            if how != "none":
                return speaker, how
        follows = finite and reading.conjunction == _AND
        speaker = self._carried(sentence, chunks, index, reading) if follows else self._before(chunks, index, finite)
        if speaker >= 0:
            return speaker, "before"
        impersonal = reading.tense == "present" and (not reading.conjunction or reading.kind in ("think", "mention"))
        if self.last < 0 or impersonal or sentence.number - self.last_sentence > _MEMORY:
            return -1, "none"
        of_someone_else = index > 0 and chunks[index - 1].sign.lstrip("+") == "rel"
        goes_on = self._goes_on(reading) if finite else self.mentions[self.last].type == "PER"  # `his saying` is a person's
        if not of_someone_else and goes_on:
            return self.last, "last"
        return -1, "none"

    def _after(self, sentence: Sentence, chunks: list[Chunk], index: int, reading: Reading) -> tuple[int, str]:
        for chunk in chunks[index + 1 : index + 7]:
            if chunk.sign in "LO" and not chunk.prefix and not self._agrees(chunk.mention, reading):
                break  # the one who is warned, not the one who warns
            if chunk.sign in "PLOZ" and not chunk.prefix:
                return self._named(chunk), "after"
            if chunk.sign in ("PLOZ"):
                continue
            if chunk.sign in _STOPPING or chunk.sign in ("to", "on", "about", "from"):
                break
            if chunk.sign in _SKIPPED or chunk.sign.startswith("honor"):
                continue
            return self._generic(sentence, chunks, chunk)
        return -1, "none"

    def _generic(self, sentence: Sentence, chunks: list[Chunk], chunk: Chunk) -> tuple[int, str]:
        """A subject that is no name: a body named before (`the newspaper`), a spokesman of a named body, or unnamed."""
        item = sentence.items[chunk.first]
        for reading in item.word.readings:
            if reading.kind == "body" and reading.definite and reading.lemma in self.bodies:
                return self.bodies[reading.lemma], "after"
            if reading.kind == "speaker":
                following = [c for c in chunks if c.first > chunk.first][:3]
                bodies = [c.mention for c in following if c.sign in "OL"]
                return (bodies[0], "after") if bodies else (-1, "unnamed")
        return -1, "unnamed"

    def _carried(self, sentence: Sentence, chunks: list[Chunk], index: int, reading: Reading) -> int:
        """Who spoke or acted in the clause before `and said`; a name that only stands before the comma did neither."""
        if self.last >= 0 and self.last_sentence == sentence.number and self._goes_on(reading):
            return self.last
        subject = read_subjects(chunks)[index].phrase
        if subject >= 0 and self._agrees(self._named(chunks[subject]), reading):
            return self._named(chunks[subject])
        own = index > 1 and chunks[index - 2].sign.lstrip("+").startswith("v") and chunks[index - 2].mention < 0
        return self._before(chunks, index, True) if own else -1

    def _agrees(self, mention: int, reading: Reading) -> bool:
        """Whether a verb may be that of whom a mention names, as far as genders are known."""
        gender, named = self.cast.genders.get(self.cast.person(mention), ""), self.mentions[mention]
        if named.type != "PER":
            gender = "f" if named.name.split(" ")[0].endswith(_FEMININE[named.type]) else ""
        return not gender or reading.number != "sg" or (gender == "f") == reading.feminine

    def _goes_on(self, reading: Reading) -> bool:
        """Whether a verb may be that of the last speaker: of the gender of the verb by which he spoke, else of his own."""
        if not self.voice:
            return self.mentions[self.last].type != "PER" or self._agrees(self.last, reading)
        return reading.number != "sg" or (self.voice == "f") == reading.feminine

    def _before(self, chunks: list[Chunk], index: int, finite: bool) -> int:
        for chunk in reversed(chunks[max(index - 3, 0) : index]):
            of_him = not finite and (chunk.sign == "P" or chunk.prefix == "about") and chunk.prefix != _TO
            if chunk.sign in "PLO" and chunk.sign and (not chunk.prefix if finite else of_him):
                return self._named(chunk)
            if chunk.sign not in (",", "be", "+be", "rel", "qad", "will"):
                break
        return -1

    @staticmethod
    def _named(chunk: Chunk) -> int:
        return chunk.people[0].mention if chunk.people else chunk.mention

    # --- what is said

    def _direct(
        self, sentence: Sentence, chunks: list[Chunk], spans: list[tuple[int, int]], cues: list[_Cue]
    ) -> Iterator[Quote]:
        for left, right in spans:
            before = [cue for cue in cues if cue.start < left]
            after = [cue for cue in cues if cue.start > right and len(_WORDS.findall(self.text, right, cue.start)) < _TO_CUE]
            cue = before[-1] if before else after[0] if after else None
            if cue is not None and self._of_another(sentence, chunks, cue, left):
                continue
            if cue is not None:
                yield self._quote(sentence, left, right, cue.speaker, cue.written, "direct", cue.how)
            elif self._continues(left):
                yield self._quote(sentence, left, right, self.last, "", "direct", "continues")

    def _of_another(self, sentence: Sentence, chunks: list[Chunk], cue: _Cue, left: int) -> bool:
        """Whether words in marks are not those of the one who speaks.

        They are another's where a body passes on what a person, named on the way to them, does; and whoever is described
        right after the verb (`and described X as a "…"`) is not the one who describes.
        """
        way = [chunk for chunk in chunks[cue.index + 1 :] if sentence.items[chunk.first].start < left]
        speaking = next((i for i, chunk in enumerate(way) if self._named(chunk) == cue.speaker), -1)
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
        return self.last >= 0 and bool(ends) and not _WORDS.search(self.text, max(ends), left)

    def _quote(self, sentence: Sentence, left: int, right: int, speaker: int, cue: str, kind: str, how: str) -> Quote:
        self.taken.add((left, right))
        self.voice = self.voice if speaker == self.last else ""
        self.last, self.last_sentence = speaker, sentence.number
        return Quote(sentence.number, left, right, speaker, cue, kind, f"speaker {how} {cue}".strip())

    def _reported(
        self, sentence: Sentence, chunks: list[Chunk], cues: list[_Cue], spans: list[tuple[int, int]]
    ) -> Iterator[Quote]:
        starts = [cue.start for cue in cues]
        for cue in cues:
            if cue.kind not in _REPORTING:
                continue
            left = self._that(sentence, chunks, cue)
            if left < 0 or any(start <= left + 2 and left < end for start, end in spans if (start, end) in self.taken):
                continue
            right = self._end(sentence, left, [start for start in starts if start > left and self._joined(start)])
            if len(_WORDS.findall(self.text, left, right)) >= _SHORTEST_REPORTED:
                yield self._quote(sentence, left, right, cue.speaker, cue.written, "reported", cue.how)

    def _joined(self, start: int) -> bool:
        """Whether a later word of speech goes on with another saying: `and he added`."""
        return self.text[start] == _AND

    def _reports(self, sentence: Sentence, position: int) -> bool:
        """Whether a `that` reports words; `fear that`, `without that`, `want that` don't, but `inna` always does."""
        if self.text[sentence.items[position].start] == _INNA:
            return True
        return sentence.items[position - 1].sign not in ("w", "not", "planned")

    def _that(self, sentence: Sentence, chunks: list[Chunk], cue: _Cue) -> int:
        """Where the words that `that` introduces begin, -1 if the cue has no such clause."""
        for chunk in chunks[cue.index + 1 : cue.index + _TO_THAT]:
            if chunk.sign == "that" and chunk.last + 1 < len(sentence.items):
                if not self._reports(sentence, chunk.first):
                    return -1
                return sentence.items[chunk.last + 1].start
            if chunk.sign == "thathe":
                return sentence.items[chunk.first].start
            if chunk.sign.lstrip("+").startswith("v") and len(chunk.sign) > 1:
                return -1
            if chunk.sign in ("rel", ":", "where"):
                return -1
        return -1

    def _end(self, sentence: Sentence, left: int, later: list[int]) -> int:
        """Where reported speech ends: at `adding that`, at the next word of speech, or with the sentence."""
        end = sentence.end
        for item in sentence.items:
            if item.start > left and item.sign.lstrip("+") in ("saying", "accordingto"):
                end = min(end, item.start)
                break
        end = min([end, *later])
        while end > left and not self.text[end - 1].isalnum() and self.text[end - 1] not in '»”"':
            end -= 1
        return end

    def _attributed(self, sentence: Sentence, chunks: list[Chunk], spans: list[tuple[int, int]]) -> Iterator[Quote]:
        """What a sentence says `according to` someone."""
        for index, chunk in enumerate(chunks):
            if chunk.sign.lstrip("+") not in SOURCES or index + 1 >= len(chunks):
                continue
            following = chunks[index + 1]
            if following.sign in ("for", "about", "body") and index + 2 < len(chunks):
                following = chunks[index + 2]
            if following.sign not in ("P", "O", "L") or any(s in self.taken for s in spans):
                continue
            item = sentence.items[chunk.first]
            left, right = self._rest(sentence, chunk, following)
            if len(_WORDS.findall(self.text, left, right)) >= _SHORTEST_REPORTED:
                yield self._quote(
                    sentence, left, right, self._named(following), self.text[item.start : item.end], "reported", "after"
                )

    def _rest(self, sentence: Sentence, cue: Chunk, speaker: Chunk) -> tuple[int, int]:
        """The sentence before the cue; after it, where the cue opens the sentence."""
        first = sentence.items[cue.first].start
        if cue.first > 1:
            right = first
            while right > sentence.start and not self.text[right - 1].isalnum():
                right -= 1
            return sentence.start, right
        last = speaker.last + 1
        commas = [i for i in range(last, min(last + _TO_COMMA, len(sentence.items))) if sentence.items[i].sign == ","]
        last = commas[0] + 1 if commas else last
        if last >= len(sentence.items):
            return first, first
        right = sentence.end
        while right > first and not self.text[right - 1].isalnum():
            right -= 1
        return sentence.items[last].start, right
