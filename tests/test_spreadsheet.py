import re
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from pipeline.base.contract import FINAL
from pipeline.drawing import spreadsheet
from pipeline.drawing.spreadsheet import write
from tests.frames import KIM, RUSSIA, tables


def book(path: Path, frames: dict[str, pd.DataFrame]) -> openpyxl.Workbook:
    write(frames, path)
    return openpyxl.load_workbook(path)


@pytest.fixture(scope="module")
def opened(tmp_path_factory) -> openpyxl.Workbook:
    return book(tmp_path_factory.mktemp("xlsx") / "tables.xlsx", tables())


def rows(sheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_a_sheet_a_table_with_all_its_values(opened):
    assert opened.sheetnames == ["about", *FINAL]
    for name, frame in tables().items():
        if name in ("evidence", "entities"):
            continue  # below
        header, *body = rows(opened[name])
        assert header == list(frame.columns)
        cleaned = frame.map(lambda v: v.replace("\x07", "_x0007_") if isinstance(v, str) else v)  # OOXML's escape
        assert body == [[None if pd.isna(v) or v == "" else v for v in row] for row in cleaned.to_numpy().tolist()]


def test_entities_and_pairs_begin_with_the_greatest(opened):
    header, *body = rows(opened["entities"])
    entities = tables()["entities"]
    assert header == list(entities.columns)
    counts = [row[header.index("mentions")] for row in body]
    assert counts == sorted(entities["mentions"], reverse=True)
    weights = [row[6] for row in rows(opened["cooccurrences"])[1:]]
    assert weights == sorted(weights, reverse=True)


def test_evidence_has_names_and_a_pairs_sentences_stand_together(opened):
    header, *body = rows(opened["evidence"])
    assert header == ["source_id", "source_name", "target_id", "target_name", "article_id", "sentence", "text"]
    pairs = [(row[0], row[2]) for row in body]
    assert pairs == sorted(pairs)
    assert [RUSSIA, "روسيا", KIM, "كيم جونغ أون", "a1", 0, "وصل كيم جونغ أون إلى روسيا."] in body


def test_merges_lead_to_their_sentences_and_pairs_to_theirs(opened):
    for side in ("sentence_a", "sentence_b"):
        header = [cell.value for cell in opened["merges"][1]]
        cell = opened["merges"].cell(2, header.index(side) + 1)
        sheet, place = cell.hyperlink.location.split("!")
        target = opened[sheet.strip("'")]
        row = target[place].row
        assert cell.value in [c.value for c in target[row]]
    cell = opened["cooccurrences"].cell(2, 5)
    place = cell.hyperlink.location.split("!")[1]
    assert cell.value == 5
    assert [c.value for c in opened["evidence"][opened["evidence"][place].row]][:3:2] == [RUSSIA, KIM]


def test_no_cell_is_a_formula_and_no_text_a_link(tmp_path):
    frames = tables()
    evil = ["=1+1", "+A1", "-2", "@SUM(A1)", "{=1}", "http://example.org", "mailto:a@b.c", "\t=1", "12", "_x0041_"]
    rows_ = [frames["aliases"].iloc[0].to_dict() | {"alias": text} for text in evil]
    made = book(tmp_path / "t.xlsx", frames | {"aliases": FINAL["aliases"].frame(rows_)})
    cells = [row[2] for row in made["aliases"].iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    assert not any(cell.hyperlink for cell in cells)
    with zipfile.ZipFile(tmp_path / "t.xlsx") as archive:
        sheets = [archive.read(n).decode() for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
    assert not any(re.search(r"<f[ >]", sheet) for sheet in sheets)
    assert "_x005F_x0041_" in "".join(sheets)


def test_headers_are_frozen_and_filtered_and_arabic_runs_from_right_to_left(opened):
    for name in FINAL:
        sheet = opened[name]
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
    assert opened["sentences"].sheet_view.rightToLeft
    assert opened["entities"].sheet_view.rightToLeft
    assert not opened["skipped"].sheet_view.rightToLeft
    assert not opened["about"].sheet_view.rightToLeft


def test_columns_are_as_wide_as_their_content_within_bounds(opened):
    widths = {c: d.width for c, d in opened["sentences"].column_dimensions.items()}
    assert widths["E"] == pytest.approx(max(tables()["sentences"]["text"].str.len()), abs=1)
    assert all(
        spreadsheet.NARROWEST <= d.width <= spreadsheet.WIDEST + 1
        for d in opened["articles"].column_dimensions.values()
    )


def test_what_does_not_fit_is_cut_and_said(tmp_path, monkeypatch):
    monkeypatch.setattr(spreadsheet, "ROWS", 3)
    monkeypatch.setattr(spreadsheet, "CELL", 60)
    frames = tables()
    frames["quotes"] = frames["quotes"].assign(quote="ق" * 100)
    made = book(tmp_path / "t.xlsx", frames)
    assert len(rows(made["mentions"])) == 5
    assert (
        made["mentions"].cell(5, 1).value
        == "18 further rows did not fit into the sheet: all are in tables/mentions.csv"
    )
    quote = made["quotes"].cell(2, 8).value
    assert len(quote) == 60
    assert quote.endswith(" […] 100 characters, whole in tables/quotes.csv")
    header = [cell.value for cell in made["merges"][1]]
    linked = [made["merges"].cell(2, header.index(side) + 1).hyperlink for side in ("sentence_a", "sentence_b")]
    assert linked[1] and not linked[0]  # the sentence of the one is among those left out


def test_links_beyond_what_a_sheet_can_hold_are_plain_cells(tmp_path, monkeypatch):
    monkeypatch.setattr(spreadsheet, "LINKS", 2)
    made = book(tmp_path / "t.xlsx", tables())
    linked = [bool(row[4].hyperlink) for row in made["cooccurrences"].iter_rows(min_row=2)]
    assert linked == [True, True, *[False] * 6]


def test_empty_tables_give_headers_alone(tmp_path):
    made = book(tmp_path / "t.xlsx", {name: table.empty() for name, table in FINAL.items()})
    assert rows(made["mentions"]) == [FINAL["mentions"].names]


def test_a_column_where_no_number_is_known_is_empty(tmp_path):
    frames = tables()
    frames["entities"] = frames["entities"].assign(latitude=float("nan"))
    made = book(tmp_path / "t.xlsx", frames)
    assert [row[10].value for row in made["entities"].iter_rows()] == ["latitude", *[None] * len(frames["entities"])]


def test_about_says_what_each_column_means(opened):
    told = {(row[0], row[1]): row[2] for row in rows(opened["about"])}
    assert told[("entities", "role")] == "the position stated most often"
    counted = {row[0]: row[3] for row in rows(opened["about"]) if row[3] is not None and row[0] in FINAL}
    assert counted["mentions"] == 21


def test_the_same_tables_give_the_same_file(tmp_path):
    write(tables(), tmp_path / "a.xlsx")
    write(tables(), tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
