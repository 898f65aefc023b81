"""Parts: unchanged articles stay where they are, whatever is added, changed or removed beside them."""

import pandas as pd
import pytest

from pipeline.base.contract import WORKING, read_parquet
from pipeline.base.errors import UserError
from pipeline.engine.partitions import Partitions, changed_files
from pipeline.engine.stages import MODELS, RESOURCES
from pipeline.reading.body import read_markers
from pipeline.reading.sources import Source, scan

TEXT = "أعلن الكرملين اليوم أن الرئيس الروسي فلاديمير بوتين سيزور بيونغ يانغ قريبا. {}"
ARTICLES = WORKING["articles"]


@pytest.fixture
def corpus(tmp_path):
    """A corpus of five text files and a JSONL of three, in parts of two articles."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for i in range(5):
        (seeds / f"a{i}.txt").write_text(TEXT.format(i))
    write_rows(seeds, ["x", "y", "z"])
    return Corpus(seeds, tmp_path / "parts")


def write_rows(seeds, ids):
    (seeds / "rows.jsonl").write_text("".join(f'{{"id": "{i}", "text": "{TEXT.format(i)}"}}\n' for i in ids))


class Corpus:
    def __init__(self, seeds, folder):
        self.seeds, self.folder, self.before = seeds, folder, []
        self.partitions = Partitions(folder / "index.parquet", lambda part: folder / f"{part}.parquet", len(TEXT) + 10)

    def update(self):
        now = scan(self.seeds)
        changed = changed_files(self.before, now)
        markers = read_markers(MODELS / RESOURCES["markers"].path)
        result = self.partitions.update(self.seeds, changed, {s.path for s in now}, markers, lambda _: None)
        self.before = now
        return result

    def texts(self, parts):
        frames = [read_parquet(self.folder / f"{part}.parquet", ARTICLES) for part in parts]
        rows = pd.concat(frames).sort_values("article_id")
        return dict(zip(rows.article_id, rows.text, strict=True))


def test_every_article_lies_in_one_part_and_a_second_run_reads_nothing(corpus):
    parts, skipped, read = corpus.update()
    assert len(parts) > 2
    assert list(corpus.texts(parts)) == ["a0", "a1", "a2", "a3", "a4", "x", "y", "z"]
    assert len(skipped) == 0
    assert len(read) == 6
    again, _, read = corpus.update()
    assert (again, read) == (parts, set())


def test_added_articles_make_new_parts_only(corpus):
    parts, _, _ = corpus.update()
    (corpus.seeds / "b.txt").write_text(TEXT.format("new"))
    write_rows(corpus.seeds, ["x", "y", "z", "new"])
    now, _, _ = corpus.update()
    assert set(parts) < set(now)
    assert list(corpus.texts(now)) == ["a0", "a1", "a2", "a3", "a4", "b", "new", "x", "y", "z"]


def test_a_changed_and_a_removed_article_remake_their_own_parts(corpus):
    parts, _, _ = corpus.update()
    (corpus.seeds / "a0.txt").write_text(TEXT.format("changed"))
    (corpus.seeds / "a4.txt").unlink()
    write_rows(corpus.seeds, ["x", "z"])
    now, _, _ = corpus.update()
    texts = corpus.texts(now)
    assert list(texts) == ["a0", "a1", "a2", "a3", "x", "z"]
    assert texts["a0"].endswith("changed")
    assert set(parts) & set(now), "a part that nothing happened to stays"


def test_a_part_that_was_lost_is_read_again(corpus):
    parts, _, _ = corpus.update()
    (corpus.folder / f"{parts[0]}.parquet").unlink()
    now, _, read = corpus.update()
    assert len(corpus.texts(now)) == 8
    assert read


def test_two_articles_of_one_id_are_named_also_when_they_come_in_different_runs(corpus):
    corpus.update()
    (corpus.seeds / "sub").mkdir()
    (corpus.seeds / "more.jsonl").write_text(f'{{"id": "a1", "text": "{TEXT.format(1)}"}}\n')
    with pytest.raises(UserError, match=r"(a1\.txt and more\.jsonl|more\.jsonl and a1\.txt) both hold an article `a1`"):
        corpus.update()


def test_what_is_said_beside_text_files_remakes_them():
    one, two = Source("a.txt", 1, 1, "h"), Source("articles.csv", 1, 1, "h")
    assert changed_files([one], [one]) == set()
    assert changed_files([one], [one, two]) == {"a.txt"}
    assert changed_files([one, two], [one]) == {"a.txt"}
    assert changed_files([one], [Source("a.txt", 1, 1, "other")]) == {"a.txt"}
