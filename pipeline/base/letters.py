"""Arabic letters: the forms that are written one for another, brought to one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import regex

# Vowel marks, Quranic marks, tatweel, and the invisible characters that web pages scatter between letters.
_INVISIBLE = regex.compile(r"[\p{Mn}\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]+")
# Letters in the shape that they have in their place, and ligatures: in text taken out of old PDF files.
_SHAPE = regex.compile(r"[\ufb50-\ufdff\ufe70-\ufefc]+")
_SPACE = regex.compile(r"\s+")
_NOT_WORD = regex.compile(r"[\p{P}\p{S}\s]+")
_ARABIC_LETTERS = regex.compile(r"(?:(?=\p{L})\p{Script=Arabic})+")
_LETTERS_IN_A_ROW = regex.compile(r"\p{L}+")
# A name of Arabic letters alone, as nearly all are: no more than its letters need folding.
_PLAIN = re.compile(r"[\u0621-\u063a\u0641-\u064a]+(?: [\u0621-\u063a\u0641-\u064a]+)*")

# Alef with hamza, madda or wasla -> bare alef; alef maqsura -> ya; ta marbuta -> ha; hamza on a seat -> its seat;
# Persian and Urdu letters of Arabic names -> the Arabic letter they stand for. camel-tools' normalize_alef_ar,
# normalize_alef_maksura_ar and normalize_teh_marbuta_ar are the first three (a test compares them; importing them
# costs 0.4 s at each start).
_LETTERS = str.maketrans(
    {
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ٲ": "ا", "ٳ": "ا",
        "ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي", "ئ": "ي", "ؤ": "و",
        "ة": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه", "ۀ": "ه", "ۃ": "ه",
        "ک": "ك", "ڪ": "ك", "ګ": "ك", "ۆ": "و", "ۇ": "و",
    }
)  # fmt: skip
_DIGITS = {ord(c): str(i % 10) for i, c in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}


def plain(text: str) -> str:
    """`text` with each letter as itself, not as the shape it has in its place; a ligature as its letters."""
    return _SHAPE.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)


def clean(text: str) -> str:
    """`text` of plain letters, without vowel marks, tatweel and invisible characters, white space folded to single spaces."""
    return _SPACE.sub(" ", _INVISIBLE.sub("", plain(text))).strip()


def fold(text: str) -> str:
    """`text` cleaned, with the letters that Arabic newspapers interchange brought to one, Latin in lower case.

    Args:
        text: a word or a name; punctuation and spaces are kept.

    Returns:
        The folded form; it may be shorter than `text`, so offsets don't carry over.
    """
    if _PLAIN.fullmatch(text):
        return text.translate(_LETTERS)
    return clean(text).translate(_LETTERS).translate(_DIGITS).lower()


@lru_cache(maxsize=1 << 16)
def key(name: str) -> str:
    """The form under which two writings of a name are the same writing: folded, words parted by one space.

    Hyphens, quotation marks, dots and other punctuation only part words: `كيم جونغ-أون` and `كيم جونغ اون` have one key.
    """
    if _PLAIN.fullmatch(name):
        return name.translate(_LETTERS)
    return " ".join(_NOT_WORD.sub(" ", fold(name)).split())


def arabic_share(text: str) -> float:
    """The share of `text`'s letters that are Arabic, 0 to 1; 0 for a text without letters."""
    letters = sum(map(len, _LETTERS_IN_A_ROW.findall(text)))
    return sum(map(len, _ARABIC_LETTERS.findall(text))) / letters if letters else 0.0
