"""Names in Latin letters: a readable label, and the plain form that ids are made of."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache, partial

import regex
from rapidfuzz.distance import Levenshtein

from pipeline.base.letters import arabic_share, clean, key
from pipeline.comparing import glossary
from pipeline.comparing.namewords import rows, without_article
from pipeline.comparing.orglabel import english
from pipeline.comparing.transliterator import shipped
from pipeline.comparing.wordpairs import model

_ARTICLE = "ال"
_ONTO = {"وال": "wal", "لل": "lil", "بال": "bil"}
_WORD = regex.compile(r"[\p{L}\p{M}]+|\d+")
_TAG = regex.compile(r"[#_]+")  # what joins the words of a hashtag
_MUTE = regex.compile(r"[aeiouyhw]")
# How unlike the consonants of a text's Latin spelling and of ours may be: names in brackets that are translations or
# belong to somebody else differ in nearly all.
_UNLIKE = 0.6
_ENGLISH = ("english", "foreign")
_NO_KIN = "إ"  # father and mother are never written with it, a spoken M is
# Log-odds of origin above which a word's article is one, and not the first letters of a foreign name: those of a word that nobody
# knows (-0.5) are, for most such words are family names.
_ARABIC = -0.6
# Letter by letter, for ids: nothing is guessed, so that the same spelling always gives the same id.
_PLAIN = str.maketrans(
    {
        "ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z",
        "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a", "غ": "g", "ف": "f", "ق": "q", "ك": "k",
        "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "w", "ي": "y", "ء": "", "پ": "p", "چ": "ch", "ژ": "zh", "ڤ": "v",
        "گ": "g", "ڨ": "g",
    }
)  # fmt: skip


@cache
def servants() -> frozenset[str]:
    """Words that make one given name with the word after them (models/linking/particles.tsv)."""
    return frozenset(row["form"] for row in rows("particles.tsv") if row["latin"] == "Abdul")


def romanize(name: str, type: str, latin_in_text: str = "") -> str:
    """A readable Latin label for a name.

    Args:
        name: as written.
        type: PER, LOC or ORG.
        latin_in_text: the Latin spelling that the text gives in brackets, or "".

    Returns:
        The English name of a known place or body; else the text's own Latin spelling where it can be this name's; else
        a translation of a body's common words; else a transliteration. "" for a name without letters.
    """
    if known := glossary.known(key(name), type):
        return known.replace("al-", "Al-", 1) if known.startswith("al-") else known
    if arabic_share(name) == 0.0:
        return clean(name)
    words = _TAG.sub(" ", clean(name))
    if settled := _whole(key(words), type):
        return settled
    if type == "ORG":
        words = " ".join(glossary.acronyms(words.split()))
    spelled = english(words, type, partial(_transliterate, type=type)) or _transliterate(words, type)
    return clean(latin_in_text) if _fits(latin_in_text, spelled, type) else spelled


def _whole(folded: str, type: str) -> str:
    """A name of several words that the press has settled on as a whole, or a small city's; "" for another."""
    settled = glossary.press().get(folded, "") if " " in folded else ""
    return settled or (glossary.city(folded) if type == "LOC" else "")


def romanized_id(name: str) -> str:
    """The name letter by letter in small ASCII letters and digits, its words joined by hyphens; "" without any."""
    return "-".join(filter(None, map(_plain, key(name).split())))


@lru_cache(maxsize=1 << 16)
def _plain(word: str) -> str:
    """A folded word letter by letter."""
    return _ascii(word.translate(_PLAIN))


def _ascii(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("ø", "o").replace("ł", "l"))
    return "".join(c for c in bare.lower() if c.isascii() and c.isalnum())


@cache
def _kin() -> frozenset[str]:
    """Words for father and mother before a child's name, folded."""
    return frozenset(row["form"] for row in rows("particles.tsv") if row["role"] == "joined") - servants()


@cache
def _particles() -> dict[str, str]:
    return {r["form"]: r["latin"] for r in rows("particles.tsv") if r["latin"]}


def _fits(latin: str, spelled: str, type: str) -> bool:
    """Whether a Latin spelling found beside a name can be that name's."""
    if sum(c.isalpha() for c in latin) < 2 or arabic_share(latin) > 0.0:
        return False
    if type == "ORG":
        return True  # bodies are translated or abbreviated: sounds prove nothing
    return Levenshtein.normalized_distance(_bones(latin), _bones(spelled)) <= _UNLIKE


def _bones(latin: str) -> str:
    return _MUTE.sub("", _ascii(latin)).translate(str.maketrans("ckqgvpz", "kkkjfbs"))


def _transliterate(name: str, type: str) -> str:
    """Word for word; what a hyphen joins stays joined."""
    chunks = _titled(name.split(), type)
    out: list[str] = []
    servant = False
    for before, chunk, after in _with_neighbours(_settled_pairs(chunks, type)):
        kin = key(chunk) in _kin() and not (_is_foreign(before) and _is_foreign(after))
        known = _known_word(chunk, type) if out else ""
        parts = (
            [known]
            if known
            else [_foreign(word, type) or _word(word, servant, not out, kin) for word in _WORD.findall(chunk)]
        )
        written = "-".join(part for part in parts if part) if arabic_share(chunk) else chunk
        if servant and written == "Allah":
            out[-1] = "Abdullah"
        elif written:
            if servant and not key(chunk).startswith(_ARTICLE):
                out[-1] = out[-1].removesuffix("ul")  # Abd Rabbo: the article is not there
            out.append(written)
        servant = key(chunk) in servants()
    text = " ".join(out)
    return text[:1].upper() + text[1:]


def _titled(chunks: list[str], type: str) -> list[str]:
    """The words, a person's title before the name in English: the Queen; without an article it is a given name."""
    if type != "PER" or len(chunks) < 2 or not chunks[0].startswith(_ARTICLE):
        return chunks
    title = glossary.word(chunks[0], ("title",))
    return [title[1], *chunks[1:]] if title else chunks


def _known_word(chunk: str, type: str) -> str:
    """A word after others in a body's or place's name that is a place, or known and joined by "and"; "" for another."""
    if type == "PER" or _settled(chunk):
        return ""
    rest = chunk[1:] if chunk.startswith(glossary.AND) else ""
    joined = rest and (_settled(rest) or _foreign(rest, type) or glossary.known(key(rest), "LOC"))
    return (glossary.known(key(chunk), "LOC") if type == "ORG" else "") or (f"and {joined}" if joined else "")


def _with_neighbours(chunks: list[str]) -> Iterator[tuple[str, str, str]]:
    """Each word between the one before and the one after it, "" at the ends."""
    return zip(["", *chunks], chunks, [*chunks[1:], ""], strict=False)


def _is_foreign(chunk: str) -> bool:
    """Whether a word is no Arabic one, and no name that the press writes as one; not so for none."""
    return bool(chunk) and arabic_share(chunk) > 0.0 and not _settled(chunk) and model().origin(key(chunk)) <= 0.0


def _settled_pairs(chunks: list[str], type: str) -> list[str]:
    """The words, two that the press writes in a way of their own (السادس عشر, XVI) or that are English brought together."""
    out: list[str] = []
    for chunk in chunks:
        two = f"{out[-1]} {chunk}" if out else ""
        if out and (pair := glossary.press().get(key(two)) or _foreign(two, type)):
            out[-1] = pair
        else:
            out.append(chunk)
    return out


def _foreign(word: str, type: str) -> str:
    """The English of an English word in Arabic letters, where companies, newspapers and streets are called by such."""
    found = glossary.word(word, _ENGLISH) if type != "PER" and not word.startswith(_ARTICLE) else None
    return found[1] if found else ""


@lru_cache(maxsize=1 << 16)
def _word(word: str, servant: bool, first: bool, kin: bool) -> str:
    """One word: settled by the press, a particle, with an article, or spelled by the model.

    Args:
        word: as written.
        servant: whether "servant of" stands before it.
        first: whether no word stands before it.
        kin: whether it may be "father of" or "mother of", which stand among Arabic words alone.
    """
    if arabic_share(word) == 0.0:
        return word
    folded = key(word)
    if (folded not in _kin() or (kin and not word.startswith(_NO_KIN))) and (settled := _settled(word)):
        return settled
    for servant_of in sorted(servants()):
        if folded.startswith(servant_of + _ARTICLE) and len(folded) > len(servant_of) + 3:
            return f"{_particles()[servant_of]} {_arabic(word[len(servant_of) + 2 :])}"
    if folded.startswith(_ARTICLE) and without_article(folded) != folded and _has_article(word, folded):
        base = _arabic(word[2:])
        return base if servant else f"al-{base}"
    if not first and (joined := _joined(word)):
        return joined
    return shipped().spell(word).capitalize()


def _settled(word: str) -> str:
    """The form that the press has settled on, or a particle's; "" for another word."""
    folded = key(word)
    return glossary.press().get(word) or glossary.press().get(folded) or _particles().get(folded, "")


def _arabic(word: str) -> str:
    """A word that an article or the like says is Arabic, without it."""
    return _settled(word) or shipped().spell(word, True).capitalize()


def _joined(word: str) -> str:
    """A word after others that "and" or "for" and the article are written onto; "" for another."""
    for written, latin in _ONTO.items():
        rest = word[len(written) :]
        if word.startswith(written) and len(rest) > 2 and model().origin(key(rest)) > 0.0:
            return f"{latin}-{_arabic(rest)}"
    return ""


def _has_article(word: str, folded: str) -> bool:
    """Whether the first two letters are the article: a hamza says no, an Arabic word says yes."""
    return word.startswith(_ARTICLE) and max(model().origin(folded), model().origin(folded[2:])) > _ARABIC
