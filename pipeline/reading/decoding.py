"""From bytes to text: which encoding a file of Arabic is in, and files that are compressed."""

from __future__ import annotations

import codecs
import gzip
import lzma
from pathlib import Path
from typing import BinaryIO, cast

import regex

_SAMPLE = 1 << 20  # bytes that are looked at to tell the encoding of a file that is streamed
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# UTF-8 that was cut or lost a byte here and there stays UTF-8; Windows-1256 read as UTF-8 loses nearly every letter.
_MOST_LOST = 0.05
_SURROGATES = regex.compile(r"[\ud800-\udfff]")
_SINGLE_BYTE = ("cp1256", "iso8859_6", "cp864", "mac_arabic", "cp1252", "latin_1")


def open_bytes(path: Path) -> BinaryIO:
    """Open a file to read its bytes, unpacked when its name ends in `.gz` or `.xz`.

    Raises:
        OSError: the file can't be read (gzip's and lzma's own errors come while reading).
    """
    if path.suffix.lower() == ".gz":
        return cast(BinaryIO, gzip.open(path, "rb"))
    if path.suffix.lower() == ".xz":
        return cast(BinaryIO, lzma.open(path, "rb"))
    return open(path, "rb")


def encoding_of(data: bytes) -> str:
    """The name of the encoding that `data` (a file's first bytes, or all) is in.

    Args:
        data: bytes; a character cut at their end does not matter.

    Returns:
        A Python codec that drops a byte-order mark: `utf-8-sig`, `utf-16`, `utf-16-le`, `utf-16-be`, `cp1256`, ….
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name
    return _wide(data) or _utf8(data) or _single_byte(data)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte is the Arabic block's 06 or the Latin block's 00."""
    half = len(data[:4096]) // 2
    if half < 2:
        return None
    for offset, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        high = data[:4096][offset::2]
        if (high.count(6) + high.count(0)) > 0.7 * half:
            return name
    return None


def _utf8(data: bytes) -> str | None:
    text = data.decode("utf-8", errors="replace")
    return "utf-8" if text.count("\ufffd") <= _MOST_LOST * len(text) else None


def _single_byte(data: bytes) -> str:
    """Windows-1256 unless charset-normalizer is sure of a kindred encoding."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:65536], cp_isolation=list(_SINGLE_BYTE)).best()
    return best.encoding if best is not None and best.encoding != "cp1252" else "cp1256"


def decode(data: bytes) -> tuple[str, int]:
    """The text of `data` in the encoding it is in.

    Returns:
        The text (without a byte-order mark; bytes that are no character became U+FFFD) and how many those are.
    """
    text = data.decode(encoding_of(data), errors="replace")
    return sound(text), max(0, text.count("\ufffd") - data.count("\ufffd".encode()))


def sound(text: str) -> str:
    """`text` with lone surrogates, which no file can hold, as U+FFFD: one character each, so that offsets stay."""
    return _SURROGATES.sub("\ufffd", text) if not text.isascii() else text


def sample_encoding(path: Path) -> str:
    """The encoding of a file that is to be streamed, by its first MiB."""
    with open_bytes(path) as stream:
        return encoding_of(stream.read(_SAMPLE))
