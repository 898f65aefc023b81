"""Tables asked where they lie: the same rows and the same CSV as in memory, errors that name the file."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.base.contract import FINAL, WORKING, read_csv, write_parquet
from pipeline.base.errors import UserError
from pipeline.base.scans import SPILL, Scan, ask, ask_texts, is_sound, write_csv

MENTIONS, STORIES = FINAL["mentions"], WORKING["stories"]


def stories(*rows):
    return STORIES.frame(pd.DataFrame(rows, columns=STORIES.names).astype("str"))


@pytest.fixture
def scan(tmp_path):
    """Stories in two parts, one of them empty."""
    for name, rows in (("a", stories(("z", "1"), ("b", "2"))), ("b", stories())):
        write_parquet(tmp_path / f"{name}.parquet", rows, STORIES)
    return Scan(STORIES, (tmp_path / "a.parquet", tmp_path / "b.parquet"), tmp_path)


def test_a_question_over_files_and_frames(scan):
    more = pd.DataFrame({"article_id": ["b"], "title": ["ب"]})
    answer = ask("SELECT story, title FROM scan JOIN more USING (article_id)", scan=scan, more=more)
    assert answer.to_numpy().tolist() == [["2", "ب"]]
    assert ask("SELECT count(*) AS n FROM scan WHERE story::INT > $least", {"least": 1}, scan=scan)["n"].tolist() == [1]
    assert len(scan) == 2
    assert not list(scan.files[0].parent.glob(f"{SPILL}*"))


def test_texts_of_an_answer_are_pythons_each_once(scan):
    answer = ask_texts("SELECT story, story AS again, length(story) AS n, n = 1 AS one FROM scan ORDER BY story", scan=scan)
    assert answer.to_dict("list") == {"story": ["1", "2"], "again": ["1", "2"], "n": [1, 1], "one": [True, True]}
    assert answer.dtypes.astype(str).tolist() == ["object", "object", "int64", "bool"]
    assert answer["story"][1] is answer["again"][1]
    none = ask_texts("SELECT story, length(story) AS n FROM scan WHERE story = 'x'", scan=scan)
    assert none.dtypes.astype(str).tolist() == ["object", "int64"] and none.empty


WORDS = st.text(st.sampled_from('ab,"\n\r\t #;\'ع\x00أ😀-'), max_size=6)
NUMBERS = st.one_of(st.just(float("nan")), st.floats(allow_nan=False, allow_infinity=False), st.sampled_from([1.0, 1e-5, 1e16]))


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(WORDS, st.integers(-(2**40), 2**40), NUMBERS), min_size=1, max_size=8))
def test_a_csv_reads_back_as_it_was_in_order(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("csv") / "mentions.csv"
    words, numbers, scores = zip(*rows, strict=True)
    blank = {c.name: "" for c in MENTIONS.columns}
    frame = pd.DataFrame(blank | {"sentence": 0, "end": 0}, index=range(len(rows)))
    frame = frame.assign(mention_id=words, surface=words, start=numbers, score=scores)
    frame = MENTIONS.check(frame.assign(mention_id=[f"{i:03}" for i in range(len(rows))]))
    write_csv(path, "FROM mentions", MENTIONS, ["mention_id"], mentions=frame.sample(frac=1, random_state=1))
    pd.testing.assert_frame_equal(read_csv(path, MENTIONS), frame, check_exact=True)


def test_rows_are_ordered_by_code_points_and_flags_are_words(tmp_path):
    entities = FINAL["entities"]
    frame = pd.DataFrame({c.name: "" for c in entities.columns}, index=range(4))
    frame = frame.assign(mentions=1, articles=1, latitude=float("nan"), longitude=0.5, implied=[True, False, True, False])
    frame = entities.check(frame.assign(entity_id=["é", "z", "Z", "ا"]))
    write_csv(tmp_path / "e.csv", "FROM entities", entities, ["entity_id"], entities=frame)
    lines = (tmp_path / "e.csv").read_text().splitlines()
    assert lines[0] == ",".join(entities.names)
    assert [line.split(",")[0] for line in lines[1:]] == sorted(frame["entity_id"])
    assert [line.split(",")[-1] for line in lines[1:]] == ["true", "false", "true", "false"]


def test_a_damaged_file_is_named(scan):
    path = scan.files[0]
    path.write_bytes(path.read_bytes()[:-20])
    assert not is_sound(path)
    assert is_sound(scan.files[1])
    with pytest.raises(UserError, match=rf"{path.name}.*Delete the file and run again"):
        ask("FROM scan", scan=scan)
    with pytest.raises(UserError, match=path.name):
        len(scan)
