"""The published taggers' loading code, on tiny models in their formats."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.base.errors import UserError
from pipeline.taggers import TAGS, Tagger, load
from tests.taggers.tiny import write_camel, write_stanza

SENTENCES = [["قال", "فلاديمير", "بوتين", "في", "موسكو", "."], [], ["٣", "ﷺ", "x" * 700, "روسيا"], ["كتاب"] * 500]


@pytest.fixture(scope="module")
def camel(tmp_path_factory: pytest.TempPathFactory) -> Tagger:
    pytest.importorskip("transformers")
    models = tmp_path_factory.mktemp("models")
    write_camel(models / "published" / "camel")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("CAMELTOOLS_DATA", raising=False)
        patch.setenv("HOME", str(models))
        return load("camel", models)


@pytest.fixture(scope="module")
def stanza(tmp_path_factory: pytest.TempPathFactory) -> Tagger:
    pytest.importorskip("stanza")
    models = tmp_path_factory.mktemp("models")
    write_stanza(models / "published" / "stanza")
    return load("stanza", models)


def _check(tagged: list[list[tuple[str, float]]]) -> None:
    assert [len(words) for words in tagged] == [len(words) for words in SENTENCES]
    for words in tagged:
        for i, (tag, chance) in enumerate(words):
            assert tag in TAGS
            assert 0.0 <= chance <= 1.0
            assert not tag.startswith("I-") or words[i - 1][0][2:] == tag[2:]


def test_camel_tags_each_word_of_each_sentence_however_long(camel: Tagger) -> None:
    _check(camel.tag(SENTENCES))


def test_camel_says_what_its_recogniser_says(camel: Tagger) -> None:
    words = SENTENCES[0]
    theirs = [label.replace("PERS", "PER") for label in camel.recogniser.predict([words])[0]]  # type: ignore[attr-defined]
    assert all(label != "O" for label in theirs) or "O" in theirs
    ours = [tag for tag, _ in camel.tag([words])[0]]
    same = [a for a, b in zip(ours, theirs, strict=True) if a[2:] == b[2:] or "MISC" in b]
    assert len(same) == len(words)


def test_camel_reads_a_sentence_alike_alone_and_in_a_batch(camel: Tagger) -> None:
    assert camel.tag(SENTENCES)[0] == camel.tag(SENTENCES[:1])[0]


def test_stanza_tags_each_word_of_each_sentence(stanza: Tagger) -> None:
    _check(stanza.tag(SENTENCES))
    assert stanza.tag([[]]) == [[]]


def test_stanza_says_what_its_pipeline_says(stanza: Tagger) -> None:
    words = SENTENCES[0]
    theirs = [token.ner for token in stanza.pipeline([words]).sentences[0].tokens]  # type: ignore[attr-defined]
    ours = [tag for tag, _ in stanza.tag([words])[0]]
    assert [tag[2:] for tag in ours] == [label[2:].replace("MISC", "") for label in theirs]


@pytest.mark.parametrize("name", ["camel", "stanza", "vote"])
def test_a_model_that_is_not_there_names_the_command(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CAMELTOOLS_DATA", raising=False)
    tagger = Path(__file__).resolve().parents[2] / "models" / "tagger"
    (tmp_path / "tagger").symlink_to(tagger)
    with pytest.raises(UserError, match="make models"):
        load(name, tmp_path)


def test_an_unknown_name_lists_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="embedded, camel, stanza, vote"):
        load("bert", tmp_path)
