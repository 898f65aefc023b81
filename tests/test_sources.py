"""Every kind of input file gives its articles; what can't be read is named, and the run goes on."""

import csv
import gzip
import lzma
from itertools import islice

import pytest

from pipeline.base.errors import UserError
from pipeline.reading.records import Record, Skipped, iso_date
from pipeline.reading.sources import Source, read_corpus, scan, stem_and_kind

TEXT = "أعلن وزير الدفاع الروسي اليوم.\r\nوقال إنه يزور كوريا.\n"


def read(folder):
    items = list(read_corpus(folder))
    return [i for i in items if isinstance(i, Record)], [i for i in items if isinstance(i, Skipped)]


def write(folder, files):
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())


def test_text_files_of_subfolders_and_packed_ones_are_read_untouched(tmp_path):
    write(
        tmp_path,
        {
            "b.txt": TEXT.encode("cp1256"),
            "sub/deep/a.TXT.gz": gzip.compress(TEXT.encode()),
            "sub/c.txt": b"\xef\xbb\xbf" + TEXT.encode(),
            ".hidden/x.txt": TEXT,
            ".x.txt": TEXT,
            "judgements.csv": "judgement\n",
        },
    )
    records, skipped = read(tmp_path)
    assert [(r.article_id, r.path, r.row, r.text) for r in records] == [
        ("b", "b.txt", 0, TEXT),
        ("sub/c", "sub/c.txt", 0, TEXT),
        ("sub/deep/a", "sub/deep/a.TXT.gz", 0, TEXT),
    ]
    assert skipped == []


def test_json_lines_cost_only_the_lines_that_are_damaged(tmp_path):
    lines = [
        '{"id": 7, "title": "عنوان", "text": "كان هنا\\r\\nرجل", "source": "بي بي سي", "date": "2018-03-01", "other": 1}',
        '{"id": 8, "text": "كان ',
        "",
        "[1]",
        '{"text": "وصل بوتين \\ud83d", "outlet": "رويترز", "published": "2018-03-01T10:00Z", "url": "http://a"}',
        '{"title": "بلا نص"}',
        '{"id": "d", "text": "كان هنا", "date": "3/4/2018"}',
    ]
    write(tmp_path, {"news.jsonl.xz": lzma.compress("\n".join(lines).encode())})
    records, skipped = read(tmp_path)
    assert records == [
        Record("7", "news.jsonl.xz", 1, "عنوان", "بي بي سي", "2018-03-01", "", "كان هنا\r\nرجل"),
        Record("news-5", "news.jsonl.xz", 5, "", "رويترز", "2018-03-01T10:00:00+00:00", "http://a", "وصل بوتين \ufffd"),
        Record("d", "news.jsonl.xz", 7, "", "", "", "", "كان هنا"),
    ]
    assert [(s.row, s.reason) for s in skipped] == [
        (2, "not a line of JSON"),
        (4, "not a JSON object"),
        (6, "no text"),
        (7, "read, without its date"),
    ]
    assert all(s.path == "news.jsonl.xz" and s.found and s.next_step for s in skipped)


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16"), (";", "cp1256")]
)
def test_csv_in_the_forms_that_spreadsheets_write(tmp_path, delimiter, encoding):
    with open(tmp_path / "n.csv", "w", encoding=encoding, newline="") as stream:
        writer = csv.writer(stream, delimiter=delimiter)
        writer.writerows([["ID", "Text ", "Title"], ["a1", TEXT * 3, "عنوان"], [], ["a2"], ["a3", TEXT, "", "more"]])
    records, skipped = read(tmp_path)
    assert [(r.article_id, r.row, r.title, r.text) for r in records] == [
        ("a1", 1, "عنوان", TEXT * 3),
        ("a3", 4, "", TEXT),
    ]
    assert [(s.row, s.reason) for s in skipped] == [(3, "no text")]


def test_csv_without_a_text_column_is_named(tmp_path):
    write(tmp_path, {"n.csv": "id,body\n1,كان\n"})
    assert read(tmp_path)[1] == [
        Skipped(
            "n.csv", 0, "no column `text`", "columns id, body", "Name the column that holds the article's text `text`."
        )
    ]


PAGE = (
    '<html lang="ar"><head><title>زيارة</title><meta property="og:site_name" content="الشرق">'
    '<meta property="article:published_time" content="2024-03-01T10:00:00Z"></head><body><nav>الرئيسية</nav>'
    "<article><h1>زيارة</h1><p>"
    + "أعلن وزير الدفاع الروسي اليوم أنه يزور كوريا الشمالية. " * 8
    + "</p></article></body></html>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256", "utf-16"])
def test_html_gives_its_text_without_the_headline_and_what_it_says_of_itself(tmp_path, encoding):
    write(tmp_path, {"p.html": PAGE.encode(encoding), "q.htm": "<html><body></body></html>"})
    records, skipped = read(tmp_path)
    assert [(r.article_id, r.title, r.outlet, r.published) for r in records] == [("p", "زيارة", "الشرق", "2024-03-01")]
    assert records[0].text.startswith("أعلن وزير الدفاع") and "الرئيسية" not in records[0].text
    assert [(s.path, s.reason) for s in skipped] == [("q.htm", "empty")]


def test_a_page_that_breaks_the_parser_is_told(tmp_path, monkeypatch):
    import trafilatura

    monkeypatch.setattr(trafilatura, "bare_extraction", lambda *_, **__: 1 / 0)
    write(tmp_path, {"p.html": PAGE})
    assert [(s.path, s.reason) for s in read(tmp_path)[1]] == [("p.html", "not a readable page")]


def test_what_can_not_be_read_is_told_by_name_and_the_rest_is_read(tmp_path):
    whole = lzma.compress("\n".join(f'{{"text": "كان هنا رجل رقم {i} في المدينة"}}' for i in range(3000)).encode())
    write(
        tmp_path,
        {
            "a.txt": "",
            "b.txt": " \n\u00a0",
            "c.txt": "An English article of some length.",
            "d.pdf": b"%PDF",
            "e.txt.xz": b"junk",
            "f.jsonl.xz": whole[: len(whole) // 2],
            "noending": "x",
            "z.txt": TEXT,
        },
    )
    (tmp_path / "g.txt").symlink_to("nowhere")
    records, skipped = read(tmp_path)
    assert records[-1].article_id == "z"
    reasons = {(s.path, s.reason) for s in skipped}
    assert reasons == {
        ("a.txt", "empty"),
        ("b.txt", "empty"),
        ("c.txt", "not Arabic"),
        ("d.pdf", "not a file type that is read"),
        ("e.txt.xz", "can't be read"),
        ("f.jsonl.xz", "can't be read"),
        ("g.txt", "can't be read"),
        ("noending", "not a file type that is read"),
    }


def test_damaged_characters_are_told_and_read(tmp_path):
    data = TEXT.encode()
    write(tmp_path, {"a.txt": data[:10] + data[11:]})
    records, skipped = read(tmp_path)
    assert "\ufffd" in records[0].text
    assert [(s.path, s.reason) for s in skipped] == [("a.txt", "read, with U+FFFD for damaged characters")]


def test_two_articles_of_one_id_are_an_error_that_names_both(tmp_path):
    write(tmp_path, {"a.txt": TEXT, "b.jsonl": '{"id": "x", "text": "كان هنا"}\n{"id": "a", "text": "كان هنا"}\n'})
    with pytest.raises(UserError, match=r"a\.txt and b\.jsonl, row 2, have the same article id"):
        list(read_corpus(tmp_path))


def test_articles_csv_tells_about_text_files(tmp_path):
    write(
        tmp_path,
        {
            "a.txt": TEXT,
            "articles.csv": "article_id,title,outlet,date,url\na,عنوان,رويترز,2020-01-02,http://a\nzz,,,,\n",
        },
    )
    records, skipped = read(tmp_path)
    assert records == [Record("a", "a.txt", 0, "عنوان", "رويترز", "2020-01-02", "http://a", TEXT)]
    assert [(s.path, s.row, s.found) for s in skipped] == [("articles.csv", 2, "zz")]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("id,title\na,b\n", "expected article_id"),
        ("article_id,title\na,b\na,c\n", "rows 1 and 2"),
        ("article_id,published\na,yesterday\n", "row 1: published is 'yesterday'"),
        ("article_id,title\n,b\n", "row 1: no article_id"),
        ("article_id,text\na,b\n", "articles themselves go into a file of another name"),
    ],
)
def test_a_bad_articles_csv_is_an_error(tmp_path, table, message):
    write(tmp_path, {"a.txt": TEXT, "articles.csv": table})
    with pytest.raises(UserError, match=message):
        list(read_corpus(tmp_path))


def test_columns_of_articles_csv_that_are_not_known_are_told(tmp_path):
    write(tmp_path, {"a.txt": TEXT, "articles.csv": "article_id,titel,Outlet,rubric\na,عنوان,رويترز,\n"})
    records, skipped = read(tmp_path)
    assert (records[0].title, records[0].outlet) == ("", "رويترز")
    assert [(s.path, s.row, s.reason, s.found) for s in skipped] == [
        ("articles.csv", 0, "read, without some columns", "titel, rubric")
    ]


def test_a_program_or_picture_named_as_text_is_no_article(tmp_path):
    bell = "أعلن وزير الدفاع الروسي اليوم.\x07\n" * 3
    write(tmp_path, {"a.txt": bytes(range(256)) * 20, "b.txt": bell})
    records, skipped = read(tmp_path)
    assert [(r.article_id, r.text) for r in records] == [("b", bell)]
    assert [(s.path, s.reason) for s in skipped] == [("a.txt", "not a text")]


def test_only_some_files_can_be_read(tmp_path):
    write(tmp_path, {"a.txt": TEXT, "b.txt": TEXT, "articles.csv": "article_id\nb\n"})
    assert [item.article_id for item in read_corpus(tmp_path, only={"b.txt"})] == ["b"]
    write(tmp_path, {"articles.csv": "article_id\nb\nzz\n"})
    assert [i.found for i in read_corpus(tmp_path, only={"a.txt", "b.txt"}) if isinstance(i, Skipped)] == ["zz"]


def test_a_million_rows_are_streamed(tmp_path):
    line = '{"text": "كان هنا رجل"}\n'
    write(tmp_path, {"n.jsonl": line * 5000})
    with open(tmp_path / "n.jsonl", "ab") as stream:
        stream.write(b"\xff" * 10)
    assert [item.row for item in islice(read_corpus(tmp_path), 3)] == [1, 2, 3]


def test_scan_keeps_hashes_of_files_that_did_not_change(tmp_path):
    write(tmp_path, {"a.txt": "1", "s/b.txt": "2"})
    first = {source.path: source for source in scan(tmp_path)}
    assert list(first) == ["a.txt", "s/b.txt"]
    told = {"a.txt": Source("a.txt", first["a.txt"].size, first["a.txt"].changed, "told")}
    assert [s.content for s in scan(tmp_path, told)] == ["told", first["s/b.txt"].content]
    write(tmp_path, {"a.txt": "12"})
    assert scan(tmp_path, told)[0].content not in ("told", first["a.txt"].content)


def test_scan_wants_a_folder(tmp_path):
    with pytest.raises(UserError, match="no such folder"):
        scan(tmp_path / "none")
    write(tmp_path, {"a.txt": TEXT})
    with pytest.raises(UserError, match="a file, not a folder"):
        scan(tmp_path / "a.txt")


@pytest.mark.parametrize(
    ("given", "iso"),
    [
        ("2024-01-31", "2024-01-31"),
        ("2024/01/31", "2024-01-31"),
        ("٢٠٢٤-٠١-٣١", "2024-01-31"),
        ("2024-01-31 18:00", "2024-01-31T18:00:00"),
        ("2024-01-31T18:00:00Z", "2024-01-31T18:00:00+00:00"),
        ("Wed, 31 Jan 2024 18:00:00 +0300", "2024-01-31T18:00:00+03:00"),
        ("31/01/2024", ""),
        ("أمس", ""),
        ("", ""),
    ],
)
def test_dates_become_iso_or_nothing(given, iso):
    assert iso_date(given) == iso


def test_an_article_id_is_the_path_without_ending():
    assert stem_and_kind("a/b.c.txt.gz") == ("a/b.c", ".txt")
    assert stem_and_kind("a/b.JSONL") == ("a/b", ".jsonl")
