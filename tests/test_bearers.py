"""Whom a family name alone means in the news."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np

from pipeline.comparing.bearers import borne_by
from pipeline.comparing.wordmodel import word_id
from training.linking import bearers


def test_neighbours_are_counted_within_a_clause() -> None:
    before, after, both = bearers.neighbours(["قالت أنجيلا ميركل: شكرا. ميركل"])
    assert before == {"قالت": 1, "انجيلا": 1}
    assert after == {"انجيلا": 1, "ميركل": 1}
    assert both["انجيلا", "ميركل"] == 1
    assert not any(family == "شكرا" for _, family in both)


def test_a_family_name_has_the_given_name_that_is_nearly_always_before_it() -> None:
    both = Counter(
        {
            ("انجيلا", "ميركل"): 90,
            ("ميغان", "ميركل"): 2,  # too seldom
            ("ان", "ميركل"): 50,  # no oftener than by chance
            ("هيلاري", "كلينتون"): 60,  # two persons
            ("بيل", "كلينتون"): 40,
            ("سيرغي", "شويغو"): 20,  # one name in two spellings
            ("سيرجي", "شويغو"): 5,
            ("لين", "قليل"): 19,  # too few
        }
    )
    before = Counter({given: 200 for given, _ in both}) + Counter({"ان": 500_000, "كلمه": 500_000})
    after = Counter({family: 200 for _, family in both})
    assert bearers.learn(before, after, both) == {
        ("ميركل", "انجيلا"): (90, 90),
        ("شويغو", "سيرغي"): (25, 25),
        ("شويغو", "سيرجي"): (25, 25),
    }


def test_names_are_written_by_number(tmp_path: Path) -> None:
    bearers.write({("ميركل", "انجيلا"): (90, 92)}, tmp_path / "bearers.npz")
    with np.load(tmp_path / "bearers.npz", allow_pickle=False) as data:
        assert {name: data[name].tolist() for name in data.files} == {
            "family": [word_id("ميركل")], "given": [word_id("انجيلا")], "right": [90], "seen": [92],
        }  # fmt: skip


def test_a_name_of_several_persons_is_nobodys() -> None:
    assert borne_by("ميركل", ["انجيلا"]) > 0.9
    assert borne_by("ميركل", ["محمد"]) == borne_by("كلينتون", ["هيلاري"]) == borne_by("ميركل", []) == 0.0
