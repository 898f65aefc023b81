"""Near-duplicates: one story printed twice is found, two stories of one form are not."""

import random

import pandas as pd
import pytest

from pipeline.duplicates import duplicates, signatures

random.seed(5)
VOCABULARY = ["".join(random.choices("ابتثجحخدرسشعفقكلمنهوي", k=random.randint(3, 7))) for _ in range(3000)]


def words(seed, count):
    return random.Random(seed).choices(VOCABULARY, k=count)


STORY = words(1, 200)


def table(*rows):
    """Articles of (id, outlet, published, words)."""
    frame = pd.DataFrame(rows, columns=["article_id", "outlet", "published", "text"])
    frame["text"] = [text if isinstance(text, str) else " ".join(text) for text in frame.text]
    frame = frame.astype("str")
    return frame.assign(body_start=0, body_end=frame.text.str.len())


def found(*rows):
    made = duplicates(signatures(table(*rows)))
    return dict(zip(made.article_id, made.duplicate_of, strict=True))


def changed(share, seed=3):
    rng = random.Random(seed)
    return [rng.choice(VOCABULARY) if rng.random() < share else word for word in STORY]


def test_an_agency_story_in_three_papers_is_the_earliest_ones():
    rows = [
        ("c", "الثالثة", "2020-01-02T09:00:00", changed(0.03)),
        ("b", "الثانية", "2020-01-03", STORY[:170]),
        ("z", "الأولى", "2020-01-01", STORY),
        ("other", "الأولى", "2020-01-01", words(2, 200)),
    ]
    assert found(*rows) == {"b": "z", "c": "z"}
    assert found(*rows[::-1]) == {"b": "z", "c": "z"}


def test_spelling_and_signs_make_no_difference():
    text = " ".join([*STORY, "أحمد", "مدرسة", "على"])
    assert found(("a", "x", "", text), ("b", "y", "", text.replace("أ", "ا").replace("ة", "ه").replace(" ", "، "))) == {
        "b": "a"
    }


@pytest.mark.parametrize(
    ("outlet", "published", "share", "expected"),
    [
        ("الثانية", "2020-01-02", 0.05, True),
        ("الثانية", "2020-01-20", 0.05, False),  # weeks later: a bulletin of the same form
        ("الأولى", "2020-01-02", 0.05, False),  # the same outlet's follow-up
        ("الأولى", "2020-01-02", 0.01, True),
        ("الثانية", "2020-01-20", 0.01, True),
        ("", "", 0.03, True),
        ("الثانية", "2020-01-02", 0.4, False),
    ],
)
def test_how_alike_two_articles_must_be(outlet, published, share, expected):
    rows = [("a", "الأولى", "2020-01-01", STORY), ("b", outlet, published, changed(share))]
    assert (found(*rows) == {"b": "a"}) is expected


def test_short_texts_repeat_only_when_all_words_do():
    note = STORY[:12]
    same = [("a", "x", "", note), ("b", "y", "", note), ("c", "z", "", [*note[:-1], "غدا"])]
    assert found(*same) == {"b": "a"}


def test_undated_articles_come_last_and_ids_decide_among_equals():
    assert found(("a", "x", "", STORY), ("b", "y", "2020-01-01", STORY)) == {"a": "b"}
    assert found(("b", "x", "", STORY), ("a", "y", "", STORY)) == {"b": "a"}


def test_no_duplicate_is_an_original():
    chain = [
        ("a", "1", "", STORY[:200]),
        ("b", "2", "", STORY[20:] + words(8, 20)),
        ("c", "3", "", STORY[40:] + words(8, 40)),
    ]
    made = found(*chain)
    assert not set(made) & set(made.values())


def test_a_thousand_copies_are_one_story():
    made = found(*((f"{i:04}", str(i), "2020-01-01", STORY) for i in range(1000)))
    assert len(made) == 999 and set(made.values()) == {"0000"}


def test_empty_articles_and_none_at_all():
    assert found(("a", "x", "", " "), ("b", "y", "", "كلمة")) == {}
    assert found() == {}
    assert signatures(table(("a", "x", "2020", STORY))).shingles.tolist() == [197]
