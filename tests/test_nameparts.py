"""The parts of names."""

import pytest

from pipeline.base.letters import key
from pipeline.comparing.nameparts import lists, parts, within
from pipeline.linking.coreference import article_parts


def test_particles_belong_to_the_part_after_them():
    assert parts("عبد الفتاح السيسي") == ("عبدالفتاح", "سيسي")
    assert parts("محمد بن سلمان") == ("محمد", "بنسلمان")


@pytest.mark.parametrize(
    ("short", "relation"),
    [
        ("c", "last"),
        ("a", "first"),
        ("b", "inner"),
        ("a c", "skips"),
        ("a b c", "equal"),
        ("b a", ""),
        ("a b c d", ""),
        ("", ""),
    ],
)
def test_how_the_parts_of_one_stand_in_anothers(short, relation):
    assert within(tuple(short.split()), ("a", "b", "c")) == relation


def test_some_parts_in_order():
    assert within(("b", "d"), ("a", "b", "c", "d", "e")) == "some"


def test_a_body_named_by_country_or_adjective_has_the_same_parts():
    nation = {key("إيران"): "IR", key("إيرانية"): "IR"}
    one, other = (
        article_parts(n, "ORG", lambda word: nation.get(word, "")) for n in ("السفارة الإيرانية", "سفارة إيران")
    )
    assert one == other == (key("سفارة"), "@IR")


def test_every_known_name_is_told_once():
    known = lists().known
    assert known["ORG", key("الناتو")] == known["ORG", key("حلف شمال الأطلسي")] == "nato"
    assert all(name and code for (_, name), code in known.items())
