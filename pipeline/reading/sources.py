"""The files that a user gives, read one article at a time."""

from __future__ import annotations

import io
import json
import lzma
import os
import zlib
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import regex

from pipeline.base.errors import UserError
from pipeline.base.files import digest
from pipeline.base.letters import arabic_share, key
from pipeline.reading.decoding import decode, open_bytes, sample_encoding, sound
from pipeline.reading.metadata import METADATA, Ids, Metadata
from pipeline.reading.records import Record, Skipped, csv_rows, plain, row_record

RESERVED = (METADATA, "judgements.csv")
_PACKED = (".gz", ".xz")
_BROKEN = (OSError, EOFError, lzma.LZMAError, zlib.error)
# Below this share of its letters a text is not Arabic: quotations and Latin names never take more in 60,000 articles of news.
_LEAST_ARABIC = 0.3
_LOOK = 1000  # letters that settle nearly every article
_SAMPLE = 20_000  # characters of a text that show whether it is one
# Signs that no writing has (NUL, bell, …): 29 of the 256 bytes, so that a tenth of a picture's or a program's bytes are some.
# A text that a program mangled has one a line at the most.
_NO_WRITING = regex.compile(r"[^\P{Cc}\s\x80-\x9f]")
_MOST_NO_WRITING = 0.04
# Characters of an article, some 350,000 words: more than any book of one story. The names of one article are compared each
# with each, so that a whole archive in one file would never end.
LONGEST = 2_000_000


@dataclass(frozen=True)
class Source:
    """A file of the input folder: its path from there, size in bytes, time of change (ns), and content hash ("" if not asked)."""

    path: str
    size: int
    changed: int
    content: str


def scan(folder: Path, known: Mapping[str, Source] | None = None, hashed: bool = True) -> list[Source]:
    """All files of the input folder, for the manifest.

    Args:
        folder: the input folder; its subfolders are read, hidden files and folders (`.name`) are not.
        known: an earlier scan by path: a file of the same size and time of change keeps its hash unread.
        hashed: whether the content hash is wanted.

    Returns:
        The files, sorted by path; the reserved ones among them.

    Raises:
        UserError: `folder` is no folder or can't be listed.
    """
    if not folder.is_dir():
        found = "a file, not a folder" if folder.exists() else "no such folder"
        raise UserError(f"{folder}: {found}. Expected a folder of articles; give one with --seeds (make: SEEDS=folder).")
    return [_source(folder, name, known or {}, hashed) for name in sorted(_walk(folder))]


def _walk(folder: Path) -> Iterator[str]:
    def refuse(error: OSError) -> None:
        raise UserError(f"{error.filename}: can't be listed ({error.strerror}). Allow reading it or move it away.")

    for place, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        below = Path(place).relative_to(folder)
        yield from ((below / name).as_posix() for name in names if not name.startswith("."))


def _source(folder: Path, name: str, known: Mapping[str, Source], hashed: bool) -> Source:
    path = folder / name
    try:
        about = path.stat()
        earlier = known.get(name)
        if earlier and earlier.content and (earlier.size, earlier.changed) == (about.st_size, about.st_mtime_ns):
            return earlier
        return Source(name, about.st_size, about.st_mtime_ns, digest(path) if hashed else "")
    except OSError:  # a dangling link, a file without permission: reading it will say so, by name
        return Source(name, 0, 0, "")


def read_corpus(folder: Path, only: Set[str] | None = None) -> Iterator[Record | Skipped]:
    """Every article of a folder, in order of path and row; one at a time, so that memory does not grow with the input.

    Args:
        folder: the input folder (see DESIGN for the formats); `articles.csv` in it tells about text files.
        only: paths from the folder to read; without it all.

    Yields:
        A Record for each article, a Skipped for what could not be read.

    Raises:
        UserError: no such folder; two articles of one id (raised at the end at the latest); a bad `articles.csv`.
    """
    metadata = Metadata(folder)
    seen = Ids()
    names = [source.path for source in scan(folder, hashed=False) if source.path not in RESERVED]
    for number, name in enumerate(names):
        if only is not None and name not in only:
            continue
        for item in read_file(folder, name):
            if isinstance(item, Record):
                seen.add(item.article_id, number, item.row, names)
            yield metadata.complete(item) if isinstance(item, Record) else item
    seen.check(names)
    if only is None or only >= set(names):
        yield from metadata.unused()


def read_file(folder: Path, name: str) -> Iterator[Record | Skipped]:
    """The articles of one file, without what `articles.csv` tells and without a look at other files' ids.

    Args:
        folder: the input folder.
        name: the file's path in it.
    """
    stem, kind = stem_and_kind(name)
    reader = _READERS.get(kind)
    if reader is None:
        known = " ".join(f"*{ending}" for ending in _READERS)
        yield Skipped(name, 0, "not a file type that is read", kind or "no ending", f"Convert it to one of {known}.")
        return
    row = 0
    try:
        for item in reader(folder, name, stem):
            row = item.row
            yield from _examined(item) if isinstance(item, Record) else [item]
    except _BROKEN as error:
        why = getattr(error, "strerror", None) or f"{type(error).__name__}: {error}"
        found = why + (f", after row {row}" if row else "")
        yield Skipped(
            name, row + 1 if row else 0, "can't be read", found, "Fetch or pack the file again, or allow reading it."
        )


def stem_and_kind(name: str) -> tuple[str, str]:
    """A file's path without its ending, and the ending in lower case without `.gz` or `.xz`."""
    root, kind = os.path.splitext(name)
    if kind.lower() in _PACKED:
        root, kind = os.path.splitext(root)
    return sound(root), kind.lower()


def _examined(record: Record) -> Iterator[Record | Skipped]:
    """The record, or why it is left out."""
    if not record.text.strip():
        yield Skipped(
            record.path, record.row, "empty", f"{len(record.text)} characters", "Give its text, or remove it."
        )
        return
    if len(record.text) > LONGEST:
        found = f"{len(record.text):,} characters, at most {LONGEST:,} are read as one article"
        yield Skipped(record.path, record.row, "too long", found, "Give each article a file or a row of its own.")
        return
    signs = len(_NO_WRITING.findall(record.text[:_SAMPLE])) / len(record.text[:_SAMPLE])
    if signs > _MOST_NO_WRITING:
        found = f"{signs:.0%} of its characters are control characters"
        yield Skipped(record.path, record.row, "not a text", found, "Save it as text, or remove it.")
        return
    share = arabic_share(record.text[:_LOOK])
    if share < 0.5 and len(record.text) > _LOOK:
        share = arabic_share(record.text)
    if share < _LEAST_ARABIC:
        found = f"{share:.0%} of its letters are Arabic, it begins {record.text.strip()[:40]!r}"
        yield Skipped(record.path, record.row, "not Arabic", found, "Remove it, or check its encoding.")
        return
    yield record


def _read_text(folder: Path, name: str, stem: str) -> Iterator[Record | Skipped]:
    with open_bytes(folder / name) as stream:
        text, lost = decode(stream.read())
    if lost:
        yield _damaged(name, 0, lost)
    yield Record(stem, sound(name), 0, "", "", "", "", text)


def _damaged(name: str, row: int, lost: int) -> Skipped:
    found = f"{lost} bytes that are no character"
    return Skipped(
        sound(name), row, "read, with U+FFFD for damaged characters", found, "Fetch it again, or leave it so."
    )


def _read_html(folder: Path, name: str, stem: str) -> Iterator[Record | Skipped]:
    """A page's article and what the page says of it, by trafilatura."""
    from trafilatura import bare_extraction

    with open_bytes(folder / name) as stream:
        page, _ = decode(stream.read())
    try:
        found: Any = bare_extraction(page, include_comments=False, with_metadata=True)
    except Exception as error:  # whatever a page does to the parsers, the run goes on
        yield Skipped(sound(name), 0, "not a readable page", f"{type(error).__name__}: {error}", "Save it as text.")
        return
    about = found.as_dict() if found is not None else {}
    title, outlet, published, url, text = (
        sound(str(about.get(part) or "")) for part in ("title", "sitename", "date", "url", "text")
    )
    headline, _, rest = text.partition("\n")
    if title and key(headline) == key(title):  # the headline above the text, which is kept apart
        text = rest
    yield Record(stem, sound(name), 0, title, outlet, published, url, text)


def _read_jsonl(folder: Path, name: str, stem: str) -> Iterator[Record | Skipped]:
    """A line an article. A line that is damaged costs that line only."""
    for number, line in enumerate(_lines(folder / name), 1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
        except ValueError as error:
            yield Skipped(
                sound(name), number, "not a line of JSON", f"{error}: {line[:40]!r}", "Mend or remove the line."
            )
            continue
        if isinstance(fields, dict):
            yield from row_record(fields, name, stem, number)
        else:
            kind = type(fields).__name__
            yield Skipped(sound(name), number, "not a JSON object", kind, 'Write the row as {"id": …, "text": …}.')


def _lines(path: Path) -> Iterator[str]:
    encoding = sample_encoding(path)
    with open_bytes(path) as stream:
        if encoding.startswith("utf-8"):  # bytes split at \n alone, each line by itself: far faster than a text stream
            for line in stream:
                yield line.decode(encoding, errors="replace")
        else:
            yield from io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="\n")


def _read_csv(folder: Path, name: str, stem: str) -> Iterator[Record | Skipped]:
    with open_bytes(folder / name) as stream:
        encoding = sample_encoding(folder / name)
        rows = csv_rows(io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline=""))
        header = next(rows, [])
        fields = [plain(field) for field in header]
        if "text" not in fields:
            found = f"columns {', '.join(header)[:200] or 'none'}"
            yield Skipped(
                sound(name), 0, "no column `text`", found, "Name the column that holds the article's text `text`."
            )
            return
        for number, row in enumerate(rows, 1):
            if row:
                yield from row_record(dict(zip(fields, row, strict=False)), name, stem, number)


_READERS: dict[str, Callable[[Path, str, str], Iterator[Record | Skipped]]] = {
    ".txt": _read_text, ".html": _read_html, ".htm": _read_html, ".jsonl": _read_jsonl, ".csv": _read_csv,
}  # fmt: skip
