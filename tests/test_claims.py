"""Claims: one article's rows, and what must hold of every row."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from pipeline.base.contract import WORKING
from pipeline.claims import claims
from pipeline.comparing.demonyms import adjective_of
from pipeline.stating.relationmodel import RelationModel, load_relation_model
from tests.test_relation_sentences import marked
from training.goldframes import gold_tables
from training.relations import FOLDER, city_rows, demonym_rows

SENTENCE = "قال وزير الدفاع الروسي {P:سيرغي شويغو} إن البلدين يدرسان الأمر. ووصل {P:شويغو} إلى {L:بيونغ يانغ} أمس."


@pytest.fixture(scope="module")
def model() -> RelationModel:
    return load_relation_model(FOLDER)


def _tables(*sentences: str) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    return gold_tables([{**marked(sentence), "id": f"n/{number}"} for number, sentence in enumerate(sentences)])


def test_whole_table(model: RelationModel) -> None:
    table = claims(*_tables(SENTENCE), model)
    columns = [
        "claim",
        "source_mention",
        "target_mention",
        "implied_name",
        "title",
        "status",
        "evidence",
        "cue",
        "kind",
    ]
    assert table[columns].values.tolist() == [
        [
            "role",
            "n/0:23-34",
            "n/0:16-22",
            "روسيا",
            "وزير الدفاع",
            "done",
            "قال وزير الدفاع الروسي سيرغي شويغو",
            "",
            "",
        ],
        ["quote", "n/0:23-34", "", "", "", "", "البلدين يدرسان الأمر", "قال", "reported"],
        ["visited", "n/0:65-70", "n/0:75-85", "", "", "done", "ووصل شويغو إلى بيونغ يانغ أمس", "", ""],
    ]
    assert list(table.columns) == WORKING["claims"].names


def test_evidence_is_in_the_text_and_ids_are_unique(model: RelationModel) -> None:
    articles, tokens, mentions = _tables(SENTENCE, SENTENCE)
    table = claims(articles, tokens, mentions, model)
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    assert all(texts[row.article_id][row.start : row.end] == row.evidence for row in table.itertuples())
    assert table["claim_id"].is_unique
    assert table["score"].between(0, 1).all()


def test_articles_apart_or_together(model: RelationModel) -> None:
    together = claims(*_tables(SENTENCE, "لا شيء هنا.", SENTENCE), model)
    articles, tokens, mentions = _tables(SENTENCE, "لا شيء هنا.", SENTENCE)
    apart = pd.concat(
        [
            claims(
                articles[articles.article_id == one],
                tokens[tokens.article_id == one],
                mentions[mentions.article_id == one],
                model,
            )
            for one in articles["article_id"]
        ],
        ignore_index=True,
    )
    pd.testing.assert_frame_equal(together, apart)


def test_a_doubted_name_states_nothing(model: RelationModel) -> None:
    articles, tokens, mentions = _tables(SENTENCE)
    assert set(claims(articles, tokens, mentions.assign(score=0.01), model)["claim"]) == {"quote"}


def test_no_mention_no_claim(model: RelationModel) -> None:
    articles, tokens, mentions = _tables(SENTENCE)
    pd.testing.assert_frame_equal(claims(articles, tokens, mentions[:0], model), WORKING["claims"].empty())


@pytest.mark.parametrize(
    ("name", "adjective"),
    [("فرنسا", "فرنسي"), ("روسيا", "روسي"), ("الصين", "صيني"), ("كندا", "كندي"), ("كوريا الشمالية", "")],
)
def test_adjective_by_rule(name: str, adjective: str) -> None:
    assert adjective_of(name) == adjective


def test_every_territory_of_babel_is_known(model: RelationModel) -> None:
    from babel import Locale

    territories = Locale("ar").territories
    stated = {row["code"] for row in demonym_rows(FOLDER / "countries.tsv")}
    no_country = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
    assert {str(code) for code in territories if len(str(code)) == 2} - no_country <= stated
    missing = [name for code, name in territories.items() if code in stated and not model.classes.country_of(name)]
    assert missing == []


@pytest.mark.parametrize(
    "form", ["فرنسي", "الفرنسي", "فرنسية", "الفرنسية", "والفرنسيين", "للفرنسيين", "الفرنسيون", "فرنسيتان"]
)
def test_forms_of_an_adjective(form: str, model: RelationModel) -> None:
    assert model.classes.word(form).country == "FR"


def test_shipped_demonyms_are_what_the_command_makes() -> None:
    lines = (FOLDER / "demonyms.tsv").read_text(encoding="utf-8").splitlines()
    assert lines[1:] == ["\t".join(row.values()) for row in demonym_rows(FOLDER / "countries.tsv")]


def test_shipped_cities_are_what_the_command_makes() -> None:
    lines = (FOLDER / "cities.tsv").read_text(encoding="utf-8").splitlines()
    assert lines[1:] == ["\t".join(row.values()) for row in city_rows()]


@pytest.mark.parametrize(("name", "country"), [("باريس", "FR"), ("الرياض", "SA"), ("فرنسا", "FR"), ("بيت بلا اسم", "")])
def test_the_country_that_a_place_lies_in(name: str, country: str, model: RelationModel) -> None:
    assert model.classes.inside(name) == country


def test_settings_without_a_relation_are_refused(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ValueError, match="no settings for role, located_in, met, visited"):
        load_relation_model(tmp_path)
