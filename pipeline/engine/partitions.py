"""The corpus cut into partitions of whole articles, so that an added article remakes nothing that is there.

An index knows each article by a hash of what was read, and the part it lies in. A file that did not change is not read again;
an article that did not change stays in its part; what is new makes new parts; a part that lost an article is made anew from
what is left of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import astuple
from pathlib import Path

import pandas as pd

from pipeline.articles import articles
from pipeline.base.contract import WORKING, read_parquet, write_parquet
from pipeline.base.errors import UserError
from pipeline.base.files import digest, whole
from pipeline.base.scans import is_sound
from pipeline.reading.body import Markers
from pipeline.reading.sources import METADATA, RESERVED, Record, Skipped, Source, read_corpus

# A part holds about this many characters of text, and at least one article: some 250 news articles. Large enough that a
# part's fixed costs (files, a task on a cluster: 50 ms) don't show, small enough that the last worker is soon done and a
# worker holds little: 600 MB after 2.5 million characters in such parts, 900 MB after 3 million in parts of three times the
# size. Rerun `make bench-scale` when it changes.
PART_CHARACTERS = 500_000
INDEX = ["article_id", "path", "content", "part"]
Progress = Callable[[int], None]


class Partitions:
    """The parts of one run's articles, in a folder of their own.

    Args:
        index: the file that says which article lies in which part.
        path: where a part lies, by its name.
        characters: about how many characters of text a part holds.
    """

    def __init__(self, index: Path, path: Callable[[str], Path], characters: int = PART_CHARACTERS) -> None:
        self.index_path, self.path, self.characters = index, path, characters

    def index(self) -> pd.DataFrame:
        """article_id, path, content, part of every article; empty where there is no (readable) index."""
        try:
            return pd.read_parquet(self.index_path)[INDEX].astype("str")
        except (OSError, ValueError, KeyError):
            return pd.DataFrame({column: pd.Series(dtype="str") for column in INDEX})

    def update(
        self, seeds: Path, changed: set[str], present: set[str], markers: Markers, progress: Progress
    ) -> tuple[list[str], pd.DataFrame, set[str]]:
        """Bring the parts up to date with the input.

        Args:
            seeds: the input folder.
            changed: files to read, by path: those that are new or changed since the index was written.
            present: all files that are there.
            markers: what `articles` finds bodies by.
            progress: called with the number of characters read, an article at a time.

        Returns:
            The parts in a stable order, the table `skipped` of the files read, and the files that were read.

        Raises:
            UserError: two articles of one id, or a part that is damaged.
        """
        old = self.index()
        there = old.part.map({p: is_sound(self.path(p)) for p in old.part.unique()}).astype(bool)
        changed = changed | (set(old.path[~there]) & present)  # a part that was lost or damaged is read again
        old = old[there]
        kept = old[old.path.isin(present - changed)]
        known = {(row.article_id, row.content): row.part for row in old[old.path.isin(changed)].itertuples()}
        again: list[tuple[str, ...]] = []
        fresh, skipped = [], []
        for rows, left in self._new(seeds, changed, markers, known, again, progress):
            skipped.append(left)
            if len(rows):
                fresh.append(self._write(rows))
        index = pd.concat([kept, pd.DataFrame(again, columns=INDEX).astype("str")], ignore_index=True)
        index = pd.concat([self._mended(old, index), *fresh], ignore_index=True)
        _refuse_doubles(index)
        with whole(self.index_path) as aside:
            index.to_parquet(aside, index=False)
        table = WORKING["skipped"]
        return sorted(index.part.unique()), table.check(pd.concat([table.empty(), *skipped], ignore_index=True)), changed

    def _new(
        self, seeds: Path, changed: set[str], markers: Markers, known: dict[tuple[str, str], str],
        again: list[tuple[str, ...]], progress: Progress,
    ) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
        """The articles that no part holds, a part's worth at a time; those that one does go to `again`."""
        held: list[Record | Skipped] = []
        contents: list[str] = []
        size = 0
        for item in read_corpus(seeds, only=changed) if changed else ():
            if isinstance(item, Record):
                progress(len(item.text))
                content = content_of(item)
                if (item.article_id, content) in known:
                    again.append((item.article_id, item.path, content, known[item.article_id, content]))
                    continue
                size += len(item.text)
                contents.append(content)
            held.append(item)
            if size >= self.characters or len(held) >= 20_000:
                yield _made(held, contents, markers)
                held, contents, size = [], [], 0
        yield _made(held, contents, markers)

    def _write(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Write a part, named after what it holds; its rows of the index."""
        part = digest(*rows.content)
        if not is_sound(self.path(part)):
            write_parquet(self.path(part), rows, WORKING["articles"])
        return rows.assign(part=part)[INDEX].astype("str")

    def _mended(self, old: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
        """The index after parts that lost articles were made anew from those that are left."""
        before, left = old.part.value_counts(), now.part.value_counts()
        broken = [part for part, count in left.items() if count != before[part]]
        frames = [now[~now.part.isin(broken)]]
        for part in broken:
            rows = read_parquet(self.path(part), WORKING["articles"])
            contents = now[now.part == part].set_index("article_id").content
            rows = rows[rows.article_id.isin(contents.index)]
            frames.append(self._write(rows.assign(content=rows.article_id.map(contents))))
        return pd.concat(frames, ignore_index=True)


def content_of(record: Record) -> str:
    """A hash of all that was read of an article, its place in the file aside."""
    return digest(record.article_id, record.path, record.title, record.outlet, record.published, record.url, record.text)


def _made(held: list[Record | Skipped], contents: list[str], markers: Markers) -> tuple[pd.DataFrame, pd.DataFrame]:
    rows, left = articles(held, markers)
    return rows.assign(content=pd.Series(contents, dtype="str", index=rows.index)), left


def _refuse_doubles(index: pd.DataFrame) -> None:
    doubles = index[index.article_id.duplicated(keep=False)].sort_values("article_id")
    if len(doubles):
        first, second = doubles.path.iloc[0], doubles.path.iloc[1]
        raise UserError(
            f"{first} and {second} both hold an article `{doubles.article_id.iloc[0]}`. Each article needs its own id: "
            "rename one of the files, or change its `id`."
        )


def changed_files(before: list[Source], now: list[Source]) -> set[str]:
    """Paths of articles' files that are new or changed; all text files when what is said of them beside has changed."""
    known = {source.path: source.content for source in before}
    changed = {s.path for s in now if not s.content or known.get(s.path) != s.content}
    told = METADATA in changed or (METADATA in known and METADATA not in {s.path for s in now})
    return {s.path for s in now if s.path not in RESERVED and (told or s.path in changed)}


def as_row(source: Source) -> list[str | int]:
    """A Source as the manifest holds it."""
    return list(astuple(source))
