"""Names that many bear: apart unless their articles say that they mean one."""

import pandas as pd
import pytest

from pipeline.base.letters import key
from pipeline.linking.company import Company
from pipeline.linking.coreference import Judged
from pipeline.linking.namesakes import Kinship
from pipeline.links import links
from tests.linking_frames import clusters, judged, knowledge, named

NATIONS = {key(word): code for word, code in (("مصري", "EG"), ("سعودي", "SA"), ("أمريكية", "US"))}
COUNTRIES = {
    "مصر": "EG",
    "القاهرة": "EG",
    "السعودية": "SA",
    "الرياض": "SA",
    "العراق": "IQ",
    "كابل": "AF",
    "بغداد": "IQ",
}


def run(table: pd.DataFrame, **changes: object) -> set[frozenset[tuple[str, str]]]:
    linking = knowledge(
        nation=lambda word: NATIONS.get(word, ""), country=lambda name: COUNTRIES.get(name, ""),
        arabic=lambda word: word in {key(w) for w in ("أحمد", "سلمان", "لطيفة")},
        similar=lambda a, b, t: Judged("same" if key(a) == key(b) else "undecided", 0.5, ""), **changes,
    )  # fmt: skip
    return clusters(links(table, judged(), linking))


def together(found: set[frozenset[tuple[str, str]]], name: str) -> set[frozenset[str]]:
    """The articles in which a name means one."""
    groups = ({article for article, written in group if written == name} for group in found)
    return {frozenset(group) for group in groups if group}


def test_clubs_of_one_name_go_by_the_country_that_their_article_is_about():
    names = named(
        ("a", "LOC", "مصر"), ("a", "ORG", "الأهلي"), ("b", "LOC", "القاهرة"), ("b", "ORG", "نادي الأهلي"),
        ("c", "LOC", "السعودية"), ("c", "ORG", "الأهلي"), ("d", "ORG", "الأهلي المصري"), ("e", "ORG", "الأهلي"),
    )  # fmt: skip
    found = run(names)
    assert {("a", "الأهلي"), ("b", "نادي الأهلي"), ("d", "الأهلي المصري")} in found
    assert {("c", "الأهلي")} in found and {("e", "الأهلي")} in found


def test_a_name_that_stands_with_two_nationalities_is_told_by_country_too():
    listed = [("x", "ORG", "الكوكب المصري"), ("y", "ORG", "الكوكب السعودي")]
    told = [("a", "LOC", "مصر"), ("a", "ORG", "الكوكب"), ("b", "LOC", "السعودية"), ("b", "ORG", "الكوكب")]
    assert together(run(named(*told)), "الكوكب") == {frozenset("ab")}
    assert together(run(named(*told, *listed)), "الكوكب") == {frozenset("a"), frozenset("b")}


def test_what_few_articles_name_speaks_for_one_bearer():
    names = named(
        *((a, t, name) for a in "ab" for t, name in (("ORG", "النصر"), ("PER", "رودي غارسيا"), ("ORG", "الباطن"))),
        ("c", "ORG", "النصر"), ("c", "PER", "هادي العامري"),
    )  # fmt: skip
    assert together(run(names), "النصر") == {frozenset("ab"), frozenset("c")}


def test_a_given_name_alone_is_a_man_of_its_article():
    names = named(
        ("a", "PER", "أحمد"), ("b", "PER", "أحمد"), ("c", "PER", "أحمد زكي"), ("a", "LOC", "كييف"), ("b", "LOC", "لاهاي"),
    )  # fmt: skip
    assert together(run(names), "أحمد") == {frozenset("a"), frozenset("b")}
    beside = named(*((a, "PER", name) for a in "ab" for name in ("منى فاروق", "زكي رستم")))
    assert together(run(pd.concat([names, beside], ignore_index=True)), "أحمد") == {frozenset("ab")}


def test_a_foreign_given_name_needs_two_bearers_to_tell_nobody():
    one = [("a", "PER", "نيمار"), ("b", "PER", "نيمار"), ("c", "PER", "نيمار جونيور")]
    assert together(run(named(*one)), "نيمار") == {frozenset("ab")}
    assert together(run(named(*one, ("d", "PER", "نيمار سانتوس"))), "نيمار") == {frozenset("a"), frozenset("b")}


def test_two_given_names_that_many_bear_tell_as_little():
    names = named(("a", "PER", "سلمان أحمد"), ("b", "PER", "سلمان أحمد"))
    others = named(*(("z", "PER", f"{given} عائلة{n}") for given in ("سلمان", "أحمد") for n in range(10)))
    assert together(run(names), "سلمان أحمد") == {frozenset("ab")}
    many = pd.concat([names, others], ignore_index=True)
    assert together(run(many), "سلمان أحمد") == {frozenset("a"), frozenset("b")}


def test_no_chain_of_company_joins_men_who_share_none():
    names = named(
        ("x", "PER", "سلمان العودة"), ("a", "PER", "سلمان"), ("a", "ORG", "ألفا"), ("b", "PER", "سلمان"), ("b", "ORG", "ألفا"),
        ("b", "ORG", "بيتا"), ("c", "PER", "سلمان"), ("c", "ORG", "بيتا"), ("d", "PER", "سلمان"), ("d", "ORG", "بيتا"),
    )  # fmt: skip
    found = together(run(names), "سلمان")
    assert frozenset("abcd") not in found and max(len(articles) for articles in found) <= 3


def test_an_embassy_is_that_in_the_country_of_its_article():
    names = named(
        *((a, t, name) for a in "ab" for t, name in (("LOC", "العراق"), ("LOC", "بغداد"), ("ORG", "السفارة الأمريكية"))),
        ("c", "LOC", "كابل"), ("c", "ORG", "السفارة الأمريكية"),
    )  # fmt: skip
    assert together(run(names), "السفارة الأمريكية") == {frozenset("ab"), frozenset("c")}


def test_a_short_reference_means_something_in_its_article_alone():
    names = named(
        ("a", "ORG", "منظمة العفو الدولية"), ("a", "ORG", "المنظمة الدولية", "منظمة العفو الدولية"),
        ("b", "ORG", "المنظمة الدولية"), ("c", "ORG", "المنظمة الدولية"),
    )  # fmt: skip
    found = run(names)
    assert {("a", "منظمة العفو الدولية"), ("a", "المنظمة الدولية")} in found
    assert {("b", "المنظمة الدولية")} in found and {("c", "المنظمة الدولية")} in found


def test_what_nothing_tells_goes_to_the_one_bearer_that_the_others_mean():
    names = named(
        *((a, "LOC", "السعودية") for a in "abcd"), *((a, "ORG", "الهلال") for a in "abcde"),
    )  # fmt: skip
    assert together(run(names), "الهلال") == {frozenset("abcde")}


def test_a_bare_family_name_in_strange_company_is_somebody_else():
    names = named(("a", "PER", "هاري كين"), ("b", "PER", "كين"))
    assert len(run(names)) == 1
    strange = named(("a", "PER", "هاري كين"), ("a", "ORG", "توتنهام"), ("b", "PER", "كين"), ("b", "ORG", "المصارعة"))
    assert {("b", "كين")} in run(strange)
    shared = pd.concat([strange, named(("b", "ORG", "توتنهام"))], ignore_index=True)
    assert {("a", "هاري كين"), ("b", "كين")} in run(shared)


def test_two_known_bodies_of_the_same_parts_stay_two():
    linking = knowledge()
    names = named(("a", "ORG", "الاتحاد الأوروبي"), ("b", "ORG", "الاتحاد الأوروبي لكرة القدم"))
    assert len(clusters(links(names, judged(), linking))) == 2


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_rows_does_not_matter(seed):
    names = named(
        ("a", "LOC", "مصر"), ("a", "ORG", "الأهلي"), ("b", "LOC", "القاهرة"), ("b", "ORG", "الأهلي"), ("c", "ORG", "الأهلي"),
        ("c", "PER", "سلمان"), ("d", "PER", "سلمان"), ("e", "PER", "سلمان العودة"),
    )  # fmt: skip
    assert run(names) == run(names.sample(frac=1, random_state=seed))


def test_what_a_spelling_brought_to_a_name_that_many_bear_speaks_neither_for_nor_against():
    kinship = Kinship([], set(), named(("a", "ORG", "النصر")), Company(pd.Series(["a"]), [0], [0]), knowledge())
    assert (kinship.weight(0, 1), kinship.agree(0, 1)) == (0.0, 0.0)
