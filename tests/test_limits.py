"""What is too large, too many or too full works, or ends with an error that names it; nothing that was done is lost."""

import json
import resource
import tracemalloc

import pandas as pd
import pytest

from pipeline import read_tables
from pipeline.cooccurrences import MOST_PAIRED, evidence, pair_counts, stories
from pipeline.engine.partitions import Partitions
from pipeline.engine.stages import MODELS, RESOURCES
from pipeline.reading.body import read_markers
from pipeline.reading.proclitics import read_proclitics
from pipeline.reading.sentences import read_abbreviations
from pipeline.reading.sources import LONGEST, Record, Skipped, read_corpus, scan
from pipeline.tokens import tokens
from tests.conftest import shabaka

SENTENCE = "زار الرئيس الصيني شي جين بينغ مدينة الرياض والتقى ولي العهد محمد بن سلمان. "


def test_an_article_that_is_no_article_is_skipped_by_name_and_the_others_are_read(tmp_path):
    (tmp_path / "archive.txt").write_text(SENTENCE * (LONGEST // len(SENTENCE) + 1))
    (tmp_path / "book.txt").write_text((SENTENCE * (LONGEST // len(SENTENCE) + 1))[:LONGEST])
    long, book = read_corpus(tmp_path)
    assert isinstance(long, Skipped) and isinstance(book, Record)
    assert (long.path, long.reason) == ("archive.txt", "too long")
    assert "a file or a row of its own" in long.next_step


def test_a_sentence_without_an_end_is_one_sentence():
    text = "كلمة ، " * 10_000
    articles = pd.DataFrame({"article_id": ["a"], "text": [text], "body_start": [0], "body_end": [len(text)]})
    models = (read_proclitics(MODELS / "tokens/proclitics.npz"), read_abbreviations(MODELS / "articles/abbreviations.tsv"))
    found = tokens(articles, *models)
    assert len(found) == 20_000
    assert set(found["sentence"]) == {0}


def test_a_sentence_that_names_too_many_counts_for_each_but_pairs_none():
    names = [f"PER-{i:05}" for i in range(MOST_PAIRED + 1)]
    mentions = pd.DataFrame({"article_id": "a", "sentence": 0, "entity_id": names})
    mentions = pd.concat([mentions, pd.DataFrame({"article_id": "b", "sentence": 0, "entity_id": names[:2]})])
    sentences = pd.DataFrame({"article_id": ["a", "b"], "sentence": [0, 0]})
    nothing = stories(pd.DataFrame({"article_id": [], "duplicate_of": []}, dtype="str"))
    counts = pair_counts(mentions, sentences, nothing)
    assert (counts["target_id"] == "").sum() == len(names) + 1
    assert counts[counts["target_id"] != ""][["source_id", "target_id"]].to_numpy().tolist() == [names[:2]]
    assert evidence(mentions)["article_id"].tolist() == ["b"]


def test_a_long_jsonl_is_read_a_row_at_a_time(tmp_path):
    with open(tmp_path / "news.jsonl", "w") as lines:
        for number in range(400):
            lines.write(json.dumps({"id": str(number), "text": SENTENCE * 250}, ensure_ascii=False) + "\n")
    assert (tmp_path / "news.jsonl").stat().st_size > 12_000_000
    tracemalloc.start()
    read = sum(1 for _ in read_corpus(tmp_path))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert read == 400
    assert peak < 6_000_000  # the first MiB, to tell the encoding by; a row


def test_many_files_are_articles_and_one_more_reads_one_more(tmp_path):
    seeds = tmp_path / "seeds"
    for number in range(1000):
        folder = seeds / f"{number // 100}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number}.txt").write_text(SENTENCE)
    parts = Partitions(tmp_path / "index.parquet", lambda part: tmp_path / "parts" / f"{part}.parquet", 20_000)
    markers = read_markers(MODELS / RESOURCES["markers"].path)
    everything = {source.path for source in scan(seeds)}
    made, skipped, _ = parts.update(seeds, everything, everything, markers, lambda _: None)
    assert len(parts.index()) == 1000 and skipped.empty
    (seeds / "more.txt").write_text(SENTENCE)
    read = []
    again, _, _ = parts.update(seeds, {"more.txt"}, {*everything, "more.txt"}, markers, read.append)
    assert set(made) < set(again) and len(again) == len(made) + 1
    assert read == [len(SENTENCE)]


@pytest.mark.parametrize("most", [8_000, 100_000], ids=["while reading", "while writing the tables"])
def test_a_full_disk_is_named_and_the_next_run_goes_on(tmp_path, outputs, most):
    def full():  # no file may grow beyond this: what a write to a full disk meets
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    done = shabaka("--outputs", tmp_path, "--jobs", 1, preexec_fn=full)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert str(tmp_path) in done.stderr and "Free space" in done.stderr
    finished = {path: path.stat().st_mtime_ns for path in (tmp_path / "stages" / "tokens").glob("*.parquet")}
    assert shabaka("--outputs", tmp_path, "--jobs", 1).returncode == 0
    assert {path: path.stat().st_mtime_ns for path in finished} == finished
    tables, expected = read_tables(tmp_path), read_tables(outputs)
    for name, table in expected.items():
        pd.testing.assert_frame_equal(tables[name], table)
    assert not [path for path in tmp_path.rglob(".*") if path.is_file()], "nothing half written is left"
