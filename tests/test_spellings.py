"""Which names are likely spellings of one name: the same edges in one process and in several."""

import pytest

from pipeline.linking import blocking, spellings
from pipeline.linking.linking import MODELS, load
from pipeline.linking.units import Unit

NAMES = (
    ("PER", "سيرغي شويغو"), ("PER", "سيرجي شويجو"), ("PER", "سيرغي لافروف"), ("PER", "مارك زوكربيرغ"), ("PER", "مارك زوكربرغ"),
    ("PER", "محمد صلاح"), ("PER", "بوتين"), ("PER", "بوتن"), ("LOC", "بيونغ يانغ"), ("LOC", "بيونج يانج"), ("ORG", "إنترفاكس"),
)  # fmt: skip


@pytest.fixture(scope="module")
def linking():
    return load(MODELS / "linking")


@pytest.fixture(scope="module")
def units(linking):
    return [Unit(linking.node(name, type_)) for type_, name in sorted(NAMES)]


def named(edges, units):
    return [(units[e.left].node.name, units[e.right].node.name, e.rule) for e in edges]


def test_spellings_of_one_name_are_joined_and_what_forbids_it_is_heeded(units, linking):
    assert named(spellings.edges(units, set(), linking), units) == [
        ("بيونج يانج", "بيونغ يانغ", "spelling"),
        ("سيرجي شويجو", "سيرغي شويغو", "spelling"),
        ("مارك زوكربرغ", "مارك زوكربيرغ", "spelling"),
    ]


def test_names_that_many_bear_are_left_out(units, linking):
    one = [unit.node.name for unit in units].index("سيرغي شويغو")
    assert ("سيرجي شويجو", "سيرغي شويغو", "spelling") not in named(spellings.edges(units, {one}, linking), units)


def test_several_processes_find_the_same_edges(units, linking, monkeypatch):
    alone = list(spellings.edges(units, set(), linking))
    monkeypatch.setattr(spellings, "_MANY", 1)
    monkeypatch.setattr(blocking, "_MEASURED", 2)
    monkeypatch.setattr(spellings, "cores", lambda: 2)
    assert list(spellings.edges(units, set(), linking)) == alone
