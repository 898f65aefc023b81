"""Who speaks at each word of speech: the one named after or before it, the one who spoke last, a body that a noun stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.stating.chunks import Chunk, Scene
from pipeline.stating.clauses import Item, MentionRow, Sentence
from pipeline.stating.inflection import Reading
from pipeline.stating.narrating import Cues, is_unnamed
from pipeline.stating.persons import Cast
from pipeline.stating.subjects import read_subjects

_SKIPPED = frozenset({",", "in", "during", "after", "before", "general", "will", "qad", "this", "for"})
_STOPPING = frozenset({"rel", "where", "thathe", "that", ":", "?", "!", ";"})
# The last letters of the first word of a feminine name.
_FEMININE = {"ORG": ("ة",), "LOC": ("ة", "ا")}
_AND = "و"
_TO = "ل"
_FIRST_PERSON = frozenset("ان")
_MEMORY = 3
_UNNAMED_REACH = 8
_OF_SPOKESMAN = 5
# What follows the name of one who is told something: the words themselves.
_TOLD = frozenset({"that", "thathe", ":", "by"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of speech and who speaks by it.

    Attributes:
        index: number of its phrase.
        chunk: its phrase.
        speaker: number of the speaker's mention.
        how: how he was found: after, before, last.
        start: offset of the word.
        written: the word as written.
        kind: its class.
    """

    index: int
    chunk: Chunk
    speaker: int
    how: str
    start: int
    written: str
    kind: str


def named(chunk: Chunk) -> int:
    """The mention that a phrase is about: of the person it stands for, or of the name in it; -1 for none."""
    return chunk.people[0].mention if chunk.people else chunk.mention


def _own_prefix(item: Item) -> str:
    """The preposition written onto a name: `to the BBC` is no part of what stands before it."""
    return item.prefix.strip("وف") if item.mention >= 0 else ""


def _stands_free(chunk: Chunk, sentence: Sentence) -> bool:
    """Whether a phrase around a name may be a subject: no preposition before it, nor, after a noun of it, onto the name."""
    if chunk.prefix:
        return False
    anchor = next((item for item in sentence.items[chunk.first : chunk.last + 1] if item.mention == chunk.mention >= 0), None)
    return chunk.sign == "P" or anchor is None or not _own_prefix(anchor)


def _for_whom(chunk: Chunk, sentence: Sentence) -> bool:
    """Whether a person's phrase names the one for whom somebody without a name speaks: `a spokesman for the president X`."""
    items = sentence.items[chunk.first : chunk.last + 1]
    title = items[0].word.title
    if len(items) < 3 or title is None or title.definite or title.kind != "speaker" or items[1].sign != "nameof":
        return False
    return any(item.word.title is not None for item in items[2:])


def _introduces(reading: Reading) -> bool:
    """Whether a form can introduce words: a verb without an object suffixed to it, or `his saying`."""
    return not reading.pronoun if reading.part == "verb" else bool(reading.pronoun) and reading.kind == "say"


def _first_person(reading: Reading, folded: str) -> bool:
    """Whether a verb is `I say` or `we say`, which introduce nobody's words."""
    return reading.tense == "present" and folded[len(reading.conjunction) :][:1] in _FIRST_PERSON


class Speakers:
    """The speakers of one article, sentence by sentence: who spoke last is remembered for `he added`.

    Attributes:
        last: mention of the one who spoke last, -1 for nobody.
        last_sentence: in which sentence.
        voice: gender of the verb by which he spoke, `m` or `f`, "" where it tells none.
    """

    def __init__(self, text: str, mentions: Sequence[MentionRow], cast: Cast, words: Cues) -> None:
        self.text = text
        self.words = words
        self.mentions = mentions
        self.cast = cast
        self.last = -1
        self.last_sentence = -_MEMORY - 1
        self.voice = ""
        self._bodies: dict[tuple[str, str], int] = {}

    def spoke(self, speaker: int, sentence: int) -> None:
        """Remembers who was quoted last."""
        self.voice = self.voice if speaker == self.last else ""
        self.last, self.last_sentence = speaker, sentence

    def remember_bodies(self, sentence: Sentence) -> None:
        """Remembers the noun before or in a body's name, for `the newspaper said` later on."""
        for position in sentence.bodies:
            first = position if _own_prefix(sentence.items[position]) else max(position - 2, 0)
            for item in sentence.items[first : position + 1]:
                for reading in item.word.readings:
                    if reading.kind == "body":
                        self._bodies[reading.lemma, reading.number] = sentence.items[position].mention

    def cues(self, scene: Scene, quoted: Sequence[tuple[int, int]]) -> Iterator[Cue]:
        """The words of speech of a sentence that have a speaker.

        Args:
            scene: the sentence and everyone that it may be about.
            quoted: what stands in quotation marks, as offsets: the words of speech in it are others'.
        """
        sentence, chunks = scene.sentence, scene.chunks
        speech = frozenset(sentence.speech)
        for index, chunk in enumerate(chunks):
            if chunk.first not in speech or chunk.mention >= 0 or chunk.people:
                continue
            item = sentence.items[chunk.first]
            reading = item.word.readings[0]
            if any(left <= item.start < right for left, right in quoted):
                continue
            if not _introduces(reading) or _first_person(reading, item.word.folded):
                continue
            speaker, how = self._subject(sentence, chunks, index, reading)
            if speaker >= 0:
                self._speaks(speaker, sentence, chunks, index, reading)
                yield Cue(index, chunk, speaker, how, item.start, self.text[item.start : item.end], reading.kind)
            elif how == "unnamed":
                self.last = -1

    def _speaks(self, speaker: int, sentence: Sentence, chunks: Sequence[Chunk], index: int, reading: Reading) -> None:
        """Remembers who speaks, but for `as the agency reported`, who does not go on."""
        if index and chunks[index - 1].sign == "what":
            return
        self.last, self.last_sentence = speaker, sentence.number
        spoken = reading.part == "verb" and reading.number == "sg"
        self.voice = ("f" if reading.feminine else "m") if spoken else ""

    def _subject(self, sentence: Sentence, chunks: Sequence[Chunk], index: int, reading: Reading) -> tuple[int, str]:
        """The mention that speaks, and how it was found: after, before, last, unnamed.

        A present verb without a subject and without `and` is impersonal (`it is said that`).
        """
        finite = reading.part == "verb"
        if reading.kind == "inform":
            return self._informs(sentence, chunks, index, reading)
        if finite:
            speaker, how = self._after(sentence, chunks, index, reading)
            if how != "none":
                return speaker, how
        follows = finite and reading.conjunction == _AND
        speaker = self._carried(sentence, chunks, index, reading) if follows else self._before(sentence, chunks, index, finite)
        if speaker >= 0:
            return speaker, "before"
        if finite and not follows and self._unnamed_before(sentence, chunks, index):
            return -1, "unnamed"
        return (self.last, "last") if self._is_last(sentence, chunks, index, reading) else (-1, "none")

    def _informs(self, sentence: Sentence, chunks: Sequence[Chunk], index: int, reading: Reading) -> tuple[int, str]:
        """Who tells another: the one named before; the one after only if someone else stands between him and what is told."""
        before = self._before(sentence, chunks, index, reading.part == "verb")
        if before >= 0:
            return before, "before"
        if self._unnamed_before(sentence, chunks, index):
            return -1, "unnamed"
        after, how = self._after(sentence, chunks, index, reading)
        if after < 0 or reading.part != "verb":
            return after, how
        if not self._is_told(sentence, chunks, index, after):
            return after, how
        if self._is_last(sentence, chunks, index, reading) and self.last != after:
            return self.last, "last"
        return -1, "none"

    @staticmethod
    def _is_told(sentence: Sentence, chunks: Sequence[Chunk], index: int, mention: int) -> bool:
        """Whether whoever is named after a verb of informing is told: nobody else stands between him and the words."""
        told = next((i for i in range(index + 1, len(chunks)) if named(chunks[i]) == mention), -1)
        last = sentence.items[chunks[told].last]
        if told < 0 or (last.mention < 0 and last.word.title is not None):  # `X told the ministers`, read as his office
            return False
        following = chunks[told + 1].sign if told + 1 < len(chunks) else "that"
        return following in _TOLD or (index > 0 and chunks[index - 1].sign == "thathe")

    def _unnamed_before(self, sentence: Sentence, chunks: Sequence[Chunk], index: int) -> bool:
        """Whether somebody without a name stands before his verb: `a source inside X said`."""
        for chunk in reversed(chunks[max(index - _UNNAMED_REACH, 0) : index]):
            item = sentence.items[chunk.first]
            if chunk.sign in _STOPPING or chunk.sign == "," or (chunk.sign == "P" and not chunk.prefix):
                return False
            if chunk.sign.lstrip("+").startswith("v") and chunk.mention < 0:
                return False
            if chunk.mention < 0 and not chunk.people and is_unnamed(item, self.words):
                return True
        return False

    def _is_last(self, sentence: Sentence, chunks: Sequence[Chunk], index: int, reading: Reading) -> bool:
        """Whether the one who spoke last goes on at a word without a speaker of its own."""
        impersonal = reading.tense == "present" and (not reading.conjunction or reading.kind in ("think", "mention"))
        if self.last < 0 or impersonal or sentence.number - self.last_sentence > _MEMORY:
            return False
        if index and chunks[index - 1].sign.lstrip("+") == "rel":  # of someone else
            return False
        if reading.part == "verb":
            return self._goes_on(reading)
        return self.mentions[self.last].type == "PER"  # `his saying` is a person's

    def _after(self, sentence: Sentence, chunks: Sequence[Chunk], index: int, reading: Reading) -> tuple[int, str]:
        for chunk in chunks[index + 1 : index + 7]:
            if chunk.sign in "LO" and not chunk.prefix and not self._agrees(chunk.mention, reading):
                break  # the one who is warned, not the one who warns
            if chunk.sign in "PLOZ" and not chunk.prefix:
                if not _stands_free(chunk, sentence):  # `the police told the BBC`
                    return self._generic(sentence, chunks, chunk)
                another = bool(chunk.people) and chunk.people[0].how == "D" and not self._agrees(named(chunk), reading)
                return (-1, "unnamed") if another or _for_whom(chunk, sentence) else (named(chunk), "after")
            if chunk.sign in "PLOZ":
                continue
            if chunk.sign in _STOPPING or chunk.sign in ("to", "on", "about", "from"):
                break
            if chunk.sign in _SKIPPED or chunk.sign.startswith("honor"):
                continue
            return self._generic(sentence, chunks, chunk)
        return -1, "none"

    def _generic(self, sentence: Sentence, chunks: Sequence[Chunk], chunk: Chunk) -> tuple[int, str]:
        """A subject that is no name: a body named before (`the newspaper`), a spokesman of a named body, or unnamed."""
        item = sentence.items[chunk.first]
        for reading in item.word.readings:
            if reading.kind == "body" and reading.definite and (reading.lemma, reading.number) in self._bodies:
                return self._bodies[reading.lemma, reading.number], "after"
            if reading.kind == "speaker":
                following = [c for c in chunks if c.first > chunk.first][:_OF_SPOKESMAN]
                body = next((i for i, c in enumerate(following[:3]) if c.sign in "OL"), -1)
                if body < 0:
                    return -1, "unnamed"
                apposed = following[body + 1 : body + 3]  # `the spokesman of X, Y`
                own = [c.sign for c in apposed] == [",", "P"] and not apposed[1].prefix
                return (named(apposed[1] if own else following[body])), "after"
        return -1, "unnamed"

    def _carried(self, sentence: Sentence, chunks: Sequence[Chunk], index: int, reading: Reading) -> int:
        """Who spoke or acted in the clause before `and said`; a name that only stands before the comma did neither."""
        if self.last >= 0 and self.last_sentence == sentence.number and self._goes_on(reading):
            return self.last
        subject = read_subjects(chunks)[index].phrase
        if subject >= 0 and self._agrees(named(chunks[subject]), reading):
            return named(chunks[subject])
        own = index > 1 and chunks[index - 2].sign.lstrip("+").startswith("v") and chunks[index - 2].mention < 0
        return self._before(sentence, chunks, index, True) if own else -1

    def _agrees(self, mention: int, reading: Reading) -> bool:
        """Whether a verb may be that of whom a mention names, as far as genders are known."""
        gender, whom = self.cast.genders.get(self.cast.person(mention), ""), self.mentions[mention]
        if whom.type != "PER":
            gender = "f" if whom.name.split(" ")[0].endswith(_FEMININE[whom.type]) else ""
        return not gender or reading.number != "sg" or (gender == "f") == reading.feminine

    def _goes_on(self, reading: Reading) -> bool:
        """Whether a verb may be that of the last speaker: of the gender of the verb by which he spoke, else of his own."""
        if not self.voice:
            return self.mentions[self.last].type != "PER" or self._agrees(self.last, reading)
        return reading.number != "sg" or (self.voice == "f") == reading.feminine

    def _before(self, sentence: Sentence, chunks: Sequence[Chunk], index: int, finite: bool) -> int:
        for chunk in reversed(chunks[max(index - 3, 0) : index]):
            of_him = not finite and (chunk.sign == "P" or chunk.prefix == "about") and chunk.prefix != _TO
            if chunk.sign in "PLO" and chunk.sign and (_stands_free(chunk, sentence) if finite else of_him):
                unnamed = chunk.sign != "P" and finite and self._unnamed_before(sentence, chunks, index)
                return -1 if unnamed or _for_whom(chunk, sentence) else named(chunk)
            if chunk.sign not in (",", "be", "+be", "rel", "qad", "will"):
                break
        return -1
