"""Names of all articles brought together, and the user's word above all."""

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from pipeline.base.errors import UserError
from pipeline.base.letters import key
from pipeline.linking.coreference import Judged
from pipeline.linking.linking import MODELS, Linking, load
from pipeline.links import links
from tests.linking_frames import clusters, judged, knowledge, named

NONE = judged()


def alike(*pairs: tuple[str, str, str]):
    """A similarity that knows the verdicts of these (name, name, verdict) pairs; all other unequal names are undecided."""
    verdicts = {frozenset((key(a), key(b))): verdict for a, b, verdict in pairs}

    def similar(one: str, other: str, type_: str) -> Judged:
        verdict = "same" if key(one) == key(other) else verdicts.get(frozenset((key(one), key(other))), "undecided")
        return Judged(verdict, {"same": 0.9, "different": 0.1}.get(verdict, 0.5), "told")

    return similar


def one_block(names: list[str], type_: str) -> tuple[np.ndarray, np.ndarray]:
    return np.arange(len(names)), np.zeros(len(names), dtype=np.uint64)


def run(table: pd.DataFrame, judgements: pd.DataFrame = NONE, *pairs: tuple[str, str, str]) -> pd.DataFrame:
    return links(table, judgements, knowledge(similar=alike(*pairs), blocks=one_block))


def test_names_of_one_key_are_one_entity_with_a_readable_id():
    table = run(named(("a", "LOC", "أثينا"), ("b", "LOC", "اثينا"), ("b", "ORG", "ABC")))
    assert table[["article_id", "name", "type", "entity_name", "merged_with", "rule"]].values.tolist() == [
        ["a", "أثينا", "LOC", "أثينا", "", "own"],
        ["b", "ABC", "ORG", "ABC", "", "own"],
        ["b", "اثينا", "LOC", "أثينا", "أثينا", "same-key"],
    ]
    assert table.entity_id[1].startswith("ORG-abc-") and table.entity_id.nunique() == 2


def test_one_name_of_two_types_is_two_entities():
    assert run(named(("a", "LOC", "ليفربول"), ("b", "ORG", "ليفربول"))).entity_id.nunique() == 2


def test_spellings_merge_and_the_ledger_says_why():
    table = run(
        named(("a", "PER", "سيرغي شويغو"), ("b", "PER", "سيرجي شويجو")), NONE, ("سيرغي شويغو", "سيرجي شويجو", "same")
    )
    assert table.entity_id.nunique() == 1
    joined = table[table.merged_with != ""]
    assert joined[["rule", "score", "detail"]].values.tolist() == [["spelling", 0.9, "told"]]


def test_no_chain_of_matches_joins_two_names_that_differ():
    names = named(("a", "PER", "كامل باشا"), ("b", "PER", "كمال باشا"), ("c", "PER", "جمال باشا"))
    pairs = (
        ("كامل باشا", "كمال باشا", "same"),
        ("كمال باشا", "جمال باشا", "same"),
        ("كامل باشا", "جمال باشا", "different"),
    )
    assert len(clusters(run(names, NONE, *pairs))) == 2


def test_a_bare_name_joins_the_one_bearer_of_the_corpus():
    names = named(("a", "PER", "أنغيلا ميركل"), ("b", "PER", "ميركل"))
    table = run(names)
    assert table.entity_id.nunique() == 1
    assert table.rule.tolist() == ["own", "corpus-family-name"]


def test_a_bare_name_with_two_bearers_stays_by_itself():
    names = named(("a", "PER", "كيم جونغ"), ("b", "PER", "كيم تيوو"), ("c", "PER", "كيم"))
    assert len(clusters(run(names))) == 3


def test_a_bare_name_goes_where_it_stands_for_elsewhere():
    names = named(
        ("a", "PER", "دونالد ترامب"),
        ("a", "PER", "ترامب", "دونالد ترامب"),
        ("b", "PER", "ميلانيا ترامب"),
        ("c", "PER", "ترامب"),
    )
    table = run(names)
    assert {("a", "دونالد ترامب"), ("a", "ترامب"), ("c", "ترامب")} in clusters(table)
    assert table.rule.tolist()[-1] == "corpus-short-form"


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_input_does_not_matter(seed):
    names = named(
        ("a", "PER", "كامل باشا"), ("b", "PER", "كمال باشا"), ("c", "PER", "جمال باشا"), ("d", "PER", "باشا"),
        ("d", "PER", "كمال باشا"), ("a", "LOC", "أثينا"), ("c", "LOC", "اثينا"),
    )  # fmt: skip
    pairs = (("كامل باشا", "كمال باشا", "same"), ("كمال باشا", "جمال باشا", "same"))
    shuffled = names.sample(frac=1, random_state=seed)
    pd.testing.assert_frame_equal(run(names, NONE, *pairs), run(shuffled, NONE, *pairs))


def test_same_and_different_outrank_scores():
    names = named(("a", "PER", "سيرغي شويغو"), ("b", "PER", "سيرجي شويجو"), ("c", "PER", "شيء آخر"))
    words = judged(
        {"judgement": "different", "left": "سيرغي شويغو", "right": "سيرجي شويجو"},
        {"judgement": "same", "left": "شيء آخر", "right": "سيرجي شويجو"},
    )
    found = clusters(run(names, words, ("سيرغي شويغو", "سيرجي شويجو", "same")))
    assert found == {frozenset({("a", "سيرغي شويغو")}), frozenset({("b", "سيرجي شويجو"), ("c", "شيء آخر")})}


def test_two_namesakes_are_told_apart_by_their_articles():
    names = named(("a", "PER", "محمد صلاح"), ("b", "PER", "محمد صلاح"), ("c", "PER", "محمد صلاح"))
    words = judged(
        {"judgement": "different", "left": "محمد صلاح", "left_article": "a", "right": "محمد صلاح", "right_article": "b"}
    )
    table = run(names, words)
    of = dict(zip(table.article_id, table.entity_id, strict=True))
    assert of["a"] != of["b"] and table.entity_id.nunique() == 2


def test_a_bare_name_is_torn_from_the_full_name_of_its_article():
    names = named(("a", "PER", "دونالد ترامب"), ("a", "PER", "ترامب", "دونالد ترامب"))
    words = judged({"judgement": "different", "left": "ترامب", "left_article": "a", "right": "دونالد ترامب"})
    assert run(names, words).entity_id.nunique() == 2


def test_rename_holds_the_name_and_the_id():
    names = named(("a", "PER", "سيرغي شويغو"))
    before = run(names, judged({"judgement": "rename", "left": "سيرغي شويغو", "value": "Sergei Shoigu"}))
    assert before.entity_name.tolist() == ["Sergei Shoigu"]
    more = named(("a", "PER", "سيرغي شويغو"), ("b", "PER", "سيرغي كوجوغيتوفيتش شويغو"))
    after = run(
        more, judged({"judgement": "rename", "left": "سيرغي شويغو", "value": "Sergei Shoigu"}),
        ("سيرغي شويغو", "سيرغي كوجوغيتوفيتش شويغو", "same"),
    )  # fmt: skip
    assert set(after.entity_id) == set(before.entity_id)


def test_drop_and_type():
    names = named(("a", "PER", "اليوم"), ("a", "ORG", "تاس"), ("b", "PER", "رويترز"), ("c", "ORG", "رويترز"))
    words = judged({"judgement": "drop", "left": "اليوم"}, {"judgement": "type", "left": "رويترز", "value": "ORG"})
    table = run(names, words)
    assert table[["name", "type"]].values.tolist() == [["تاس", "ORG"], ["رويترز", "PER"], ["رويترز", "ORG"]]
    assert table.entity_id[1] == table.entity_id[2] and table.entity_id[1].startswith("ORG-")


def test_an_organization_that_is_the_same_as_a_place_keeps_its_name_in_its_id():
    """The Islamic Republic and Iran: the id is that of the name which the entity has, of one type and of one code."""
    known = knowledge(code=lambda name: "IR" if name == "إيران" else "")
    words = judged({"judgement": "same", "left": "الجمهورية الإسلامية", "right": "إيران"})
    body = named(*((a, "ORG", "الجمهورية الإسلامية") for a in "abc"), ("c", "LOC", "إيران"))
    alone = links(body[body.type == "ORG"], judged(), known)
    assert set(links(body, words, known).entity_id) == set(alone.entity_id)
    place = named(*((a, "LOC", "إيران") for a in "abcd"), ("c", "ORG", "الجمهورية الإسلامية"))
    (entity_id,) = set(links(place, words, known).entity_id)
    assert entity_id.startswith("LOC-ir-")


def test_judgements_by_id_survive_what_they_change():
    names = named(("a", "PER", "سيرغي شويغو"), ("b", "PER", "شيء آخر"))
    plain = run(names)
    first, second = plain.entity_id
    words = judged(
        {"judgement": "same", "left": first, "right": second}, {"judgement": "rename", "left": first, "value": "X Y"}
    )
    table = run(names, words)
    assert table.entity_id.nunique() == 1 and set(table.entity_name) == {"X Y"}
    renamed = table.entity_id[0]
    again = run(names, pd.concat([words, judged({"judgement": "drop", "left": renamed})], ignore_index=True))
    assert again.empty


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{"judgement": "same", "left": "كذا", "right": "أثينا"}], r"row 2 .*neither|neither.*row 2"),
        (
            [{"judgement": "same", "left": "أثينا", "right": "تاس"}, {"judgement": "same", "left": "تاس", "right": "كييف"},
             {"judgement": "different", "left": "أثينا", "right": "كييف"}],
            "row 4 .*contradicts row 2 .*row 3",
        ),
        (
            [{"judgement": "rename", "left": "تاس", "value": "A"}, {"judgement": "rename", "left": "تاس", "value": "B"}],
            "row 3 .*contradicts row 2",
        ),
        ([{"judgement": "different", "left": "تاس", "right": "تاس"}], "row 2 .*different from itself"),
    ],
)  # fmt: skip
def test_contradictions_and_unknown_names_are_errors_that_name_the_rows(rows, message):
    names = named(("a", "LOC", "أثينا"), ("a", "LOC", "تاس"), ("a", "LOC", "كييف"))
    with pytest.raises(UserError, match=message):
        run(names, judged(*rows))


def test_no_names_no_links():
    assert run(named()[:0]).empty


def test_two_of_one_family_name_in_one_office_are_one_person():
    names = named(
        ("a", "LOC", "اليونان"),
        ("a", "PER", "ايوكليد تساكالوتوس"),
        ("b", "LOC", "اليونان"),
        ("b", "PER", "اقليدس تساكالوتوس"),
    )
    names["context"] = ["", "وزير الماليه > اليونان"] * 2
    assert {("a", "ايوكليد تساكالوتوس"), ("b", "اقليدس تساكالوتوس")} in clusters(run(names))
    rivals = named(
        *[(a, "LOC", "اليونان") for a in "abc"],
        ("a", "PER", "كذا تساكالوتوس"),
        ("b", "PER", "كيت تساكالوتوس"),
        ("c", "PER", "كيت آخر"),
    )
    rivals["context"] = [""] * 3 + ["النائب > اليونان"] * 3
    assert len(clusters(run(rivals))) == 4


def test_two_bodies_of_one_head_with_one_spokesman_are_one():
    names = named(
        ("a", "ORG", "مجلس الأمن القومي"), ("a", "PER", "جون كيربي"), ("b", "ORG", "مجلس الأمن للبيت الأبيض"),
        ("b", "PER", "جون كيربي"),
    )  # fmt: skip
    names["context"] = ["", "المتحدث باسم > مجلس الأمن القومي", "", "المتحدث باسم > مجلس الأمن للبيت الأبيض"]
    table = run(names)
    assert {("a", "مجلس الأمن القومي"), ("b", "مجلس الأمن للبيت الأبيض")} in clusters(table)
    assert "same-office-holder" in set(table.rule)


def test_a_spokesman_makes_two_bodies_one_only_where_none_of_their_names_says_otherwise():
    names = named(
        ("a", "ORG", "مجلس الأمن القومي"), ("a", "PER", "جون كيربي"), ("b", "ORG", "مجلس الأمن"), ("b", "PER", "جون كيربي"),
        ("c", "ORG", "مجلس الأمن الدولي"),
    )  # fmt: skip
    names["context"] = ["", "المتحدث باسم > مجلس الأمن القومي", "", "المتحدث باسم > مجلس الأمن", ""]
    assert {("a", "مجلس الأمن القومي"), ("b", "مجلس الأمن")} in clusters(run(names[:4]))
    two = run(names, NONE, ("مجلس الأمن", "مجلس الأمن الدولي", "same"))
    assert {("b", "مجلس الأمن"), ("c", "مجلس الأمن الدولي")} in clusters(two)


def test_a_ministry_is_that_of_the_country_that_its_article_is_about():
    nation = {key("تونسية"): "TN", key("مصرية"): "EG"}
    linking = knowledge(
        nation=lambda word: nation.get(word, ""), country=lambda name: {"تونس": "TN", "صفاقس": "TN", "مصر": "EG"}.get(name, ""),
        similar=alike(),
    )  # fmt: skip
    names = named(
        ("a", "LOC", "تونس"), ("a", "ORG", "وزارة الداخلية"), ("b", "LOC", "صفاقس"), ("b", "ORG", "وزارة الداخلية"),
        ("c", "LOC", "مصر"), ("c", "ORG", "وزارة الداخلية"), ("d", "ORG", "وزارة الداخلية التونسية"),
        ("e", "ORG", "وزارة الداخلية"),
    )  # fmt: skip
    found = clusters(links(names, NONE, linking))
    assert {("a", "وزارة الداخلية"), ("b", "وزارة الداخلية"), ("d", "وزارة الداخلية التونسية")} in found
    assert {("c", "وزارة الداخلية")} in found and {("e", "وزارة الداخلية")} in found


def test_spellings_of_one_bare_name_go_together_where_one_of_them_stands():
    names = named(
        ("a", "PER", "بنيامين نتنياهو"),
        ("a", "PER", "نتنياهو", "بنيامين نتنياهو"),
        ("b", "PER", "نتنياهو"),
        ("c", "PER", "نتانياهو"),
    )
    assert len(clusters(run(names, NONE, ("نتنياهو", "نتانياهو", "same")))) == 2
    similar = alike(("نتنياهو", "نتانياهو", "same"))
    sure = knowledge(similar=lambda a, b, t: similar(a, b, t)._replace(score=0.97), blocks=one_block)
    assert len(clusters(links(names, NONE, sure))) == 1


@pytest.fixture(scope="module")
def written() -> pd.DataFrame:
    """Spellings of names in two halves of a corpus, a's articles and b's, beside names that are nearly theirs."""
    rows = []
    for file in ("name_variants.tsv", "hard_negatives.tsv"):
        with (Path(__file__).parent / "data" / file).open(encoding="utf-8", newline="") as stream:
            pairs = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
        for i, r in enumerate(pairs):
            rows += [
                (f"{'ab'[i % 2]}{file[0]}{i}", r["type"], r["left"]),
                (f"{'ab'[i % 3 % 2]}{i}", r["type"], r["right"]),
            ]
    return named(*dict.fromkeys(rows))


@pytest.fixture(scope="module")
def shipped() -> Linking:
    return load(MODELS / "linking")


def test_the_name_of_an_entity_counts_all_articles_of_a_name_that_many_bear(shipped):
    rows = [(f"a{i}", type_, name) for i in range(12) for type_, name in (("LOC", "تونس"), ("ORG", "النهضة"))]
    names = named(*rows, ("b", "LOC", "تونس"), ("b", "ORG", "حزب النهضة"))
    table = links(names, NONE, shipped)
    assert set(table.entity_name[table.type == "ORG"]) == {"النهضة"}


def test_a_place_of_two_countries_is_told_by_what_else_the_article_names(shipped):
    names = named(
        ("a", "LOC", "عمان"), ("a", "LOC", "الأردن"), ("b", "LOC", "عمان"), ("b", "ORG", "وزارة النقل الأردنية"),
        ("c", "LOC", "عمان"), ("c", "LOC", "السعودية"), ("d", "LOC", "عمان"), ("d", "LOC", "الأردن"), ("d", "LOC", "سلطنة عمان"),
        ("e", "LOC", "طرابلس"), ("e", "LOC", "لبنان"), ("f", "LOC", "طرابلس"), ("g", "LOC", "طرابلس"), ("g", "LOC", "ليبيا"),
    )  # fmt: skip
    found = clusters(links(names, NONE, shipped))
    assert {("a", "عمان"), ("b", "عمان")} in found
    assert {("c", "عمان"), ("d", "عمان"), ("d", "سلطنة عمان")} in found
    assert {("e", "طرابلس")} in found
    assert {("f", "طرابلس"), ("g", "طرابلس")} in found


def test_the_name_is_the_writing_of_most_mentions_and_short_forms_count_for_none():
    kim, hyphen = "كيم جونغ أون", "كيم جونغ-أون"
    names = named(
        ("a", "PER", hyphen), *(("a", "PER", name, hyphen) for name in ("كيم", "أون", "جونغ")),
        ("b", "PER", kim), ("c", "PER", kim),
    )  # fmt: skip
    assert set(links(names, NONE, knowledge()).entity_name) == {kim}


def test_a_body_understood_in_its_country_is_named_in_full(shipped):
    rows = [(f"a{i}", type_, name) for i in range(4) for type_, name in (("LOC", "تركيا"), ("ORG", "البنك المركزي"))]
    table = links(named(*rows, ("b", "ORG", "البنك المركزي التركي")), NONE, shipped)
    assert set(table.entity_name[table.type == "ORG"]) == {"البنك المركزي التركي"}


def test_a_club_is_not_the_ministry_whose_name_it_bears(shipped):
    names = named(
        ("a", "LOC", "القاهرة"), ("a", "LOC", "مصر"), ("a", "ORG", "وزارة الإنتاج الحربي"), ("b", "ORG", "الإنتاج الحربي"),
        ("c", "ORG", "الانتاج الحربي"), ("d", "ORG", "وزارة الخارجية الروسية"), ("e", "ORG", "الخارجية الروسية"),
    )  # fmt: skip
    found = clusters(links(names, NONE, shipped))
    assert {("a", "وزارة الإنتاج الحربي")} in found
    assert {("b", "الإنتاج الحربي"), ("c", "الانتاج الحربي")} in found
    assert {("d", "وزارة الخارجية الروسية"), ("e", "الخارجية الروسية")} in found


def test_a_full_name_written_with_other_gaps_is_one(shipped):
    names = named(
        ("a", "PER", "حسن نصرالله"), ("b", "PER", "حسن نصر الله"), ("c", "PER", "تميم آل ثاني"), ("d", "PER", "تميم الثاني"),
    )  # fmt: skip
    found = clusters(links(names, NONE, shipped))
    assert {("a", "حسن نصرالله"), ("b", "حسن نصر الله")} in found
    assert {("c", "تميم آل ثاني")} in found


def test_the_shipped_models_link_articles_in_any_order_alike(written, shipped):
    mixed = written.sample(frac=1, random_state=7)
    pd.testing.assert_frame_equal(links(written, NONE, shipped), links(mixed, NONE, shipped))


def test_two_halves_and_both_together_agree(written, shipped):
    """What "the same entities" can mean where a half knows less than the whole.

    An entity that is called the same in a half and in the whole has the same id. What a half joins the whole joins, and
    what the whole joins the half joined, unless a name of the other half says otherwise: one between two spellings joins
    them, one that a spelling is nearer to parts them (each merge holds against the whole entity), and a second bearer
    leaves a family name open. Bare names are left out here: which of its bearers one stands for is asked of all articles.
    """
    full = written[written.name.map(lambda name: len(key(name).split()) > 1)]
    whole = links(full, NONE, shipped)
    for half in "ab":
        of_half = links(full[full.article_id.str.startswith(half)], NONE, shipped)
        both = of_half.merge(whole, on=["article_id", "name", "type"], suffixes=("", "_whole"))
        assert len(both) == len(of_half) > 300
        with_others = set(whole.entity_id[~whole.article_id.str.startswith(half)])
        called = both[both.entity_name == both.entity_name_whole]
        assert len(called) > 0.8 * len(both) and (called.entity_id == called.entity_id_whole).all()
        parted = both.groupby("entity_id").entity_id_whole.agg(set)
        assert all(ids & with_others for ids in parted if len(ids) > 1)
        joined = both.groupby("entity_id_whole").entity_id.nunique()
        assert set(joined.index[joined > 1]) <= with_others
        assert (parted.map(len) > 1).sum() + (joined > 1).sum() < 0.02 * len(both)
