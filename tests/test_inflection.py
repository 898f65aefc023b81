"""Inflection: what forms of a lexicon's words are known, and what letters are not part of one."""

from __future__ import annotations

import pytest

from pipeline.base.letters import fold
from pipeline.stating.inflection import Analyser


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    lexicon = Analyser()
    lexicon.add_noun("office", "وزير", ["وزراء"])
    lexicon.add_noun("talk", "لقاء", part="verbal")
    lexicon.add_noun("body", "وزارة")
    lexicon.add_verb("meet", "التقى", "يلتقي")
    lexicon.add_verb("visit", "زار", "يزور")
    lexicon.add_word("in", "في")
    return lexicon


@pytest.mark.parametrize(
    ("word", "kind", "definite", "preposition", "pronoun", "tense"),
    [
        ("وزيرُ", "office", False, "", "", ""),
        ("الوزير", "office", True, "", "", ""),
        ("للوزير", "office", True, "ل", "", ""),
        ("وبالوزيرة", "office", True, "ب", "", ""),
        ("وزراؤها", "office", False, "", "ها", ""),
        ("لقائه", "talk", False, "", "ه", ""),
        ("لقاؤهما", "talk", False, "", "هما", ""),
        ("وسيلتقي", "meet", False, "", "", "future"),
        ("التقاه", "meet", False, "", "ه", "past"),
        ("يلتقون", "meet", False, "", "", "present"),
        ("فالتقت", "meet", False, "", "", "past"),
        ("يزر", "visit", False, "", "", "present"),
        ("وزارت", "visit", False, "", "", "past"),
        ("وفي", "in", False, "", "", ""),
    ],
)  # fmt: skip
def test_form(
    analyser: Analyser, word: str, kind: str, definite: bool, preposition: str, pronoun: str, tense: str
) -> None:
    found = {(r.kind, r.definite, r.preposition, r.pronoun, r.tense) for r in analyser.readings(word)}
    assert (kind, definite, preposition, pronoun, tense) in found


@pytest.mark.parametrize("word", ["الوزيري", "سوزير", "وزير2", "كتاب", "الفي", "وزارت_"])
def test_no_form(analyser: Analyser, word: str) -> None:
    assert analyser.readings(word) == ()


def test_written_ending_decides(analyser: Analyser) -> None:
    assert [r.pronoun for r in analyser.readings("وزيرة") if r.kind == "office"] == [""]
    assert analyser.readings("وزيره")[0].pronoun == "ه"


@pytest.mark.parametrize(
    ("word", "feminine"),
    [("وزيرة", True), ("وزير", False), ("التقت", True), ("يلتقي", False), ("ستلتقي", True), ("التقى", False)],
)
def test_gender(analyser: Analyser, word: str, feminine: bool) -> None:
    assert analyser.readings(word)[0].feminine is feminine


def test_the_quick_look_keeps_every_form_that_has_a_reading(analyser: Analyser) -> None:
    before = ("", "و", "ب", "وال", "بال", "لل", "ولل", "س", "وس")
    stems, after = ("وزير", "زار", "يزور", "زيارة", "في"), ("", "ه", "ها", "هما")
    words = [b + s + a for b in before for s in stems for a in after]
    slow = [dict.fromkeys(analyser._analyse(fold(word))) for word in words]
    assert [set(analyser.readings(word)) for word in words if not word.endswith("ة")] == [
        set(found) for word, found in zip(words, slow, strict=True) if not word.endswith("ة")
    ]
