"""What an entity is called, and its id."""

from pipeline.linking.fixedpoints import FixedPoint, Spelling, entity_ids, strongest


def test_the_most_complete_spelling_in_use_names_the_entity():
    spellings = [
        Spelling("كيم", "كيم", 1, 50, 60),
        Spelling("كيم جونغ أون", "كيم جونغ اون", 3, 20, 30),
        Spelling("زعيم كيم جونغ أون", "x", 4, 1, 1),
    ]
    assert strongest(spellings, "PER").name == "كيم جونغ أون"


def test_of_equally_complete_spellings_the_most_used_names_the_entity():
    g, j = "كيم جونغ أون", "كيم جونج أون"
    assert strongest([Spelling(j, j, 3, 2, 9), Spelling(g, g, 3, 3, 4)], "PER").name == g  # more articles
    assert strongest([Spelling(j, j, 3, 2, 3), Spelling(g, g, 3, 2, 4)], "PER").name == g  # as many, and more mentions
    assert strongest([Spelling(g, g, 3, 2, 4), Spelling(j, j, 3, 2, 4)], "PER").name == j  # by code points


def test_a_word_in_front_that_most_articles_leave_out_is_no_part_of_the_name():
    full = Spelling("كيم جونغ أون", "كيم جونغ اون", 3, 2, 2)
    assert strongest([full, Spelling("العزيز كيم جونغ أون", "العزيز كيم جونغ اون", 4, 1, 1)], "PER") == full
    longer = Spelling("محمد حسني مبارك", "محمد حسني مبارك", 3, 2, 2)
    assert strongest([Spelling("حسني مبارك", "حسني مبارك", 2, 2, 2), longer], "PER") == longer  # as many articles write it
    assert strongest([Spelling("مبارك", "مبارك", 1, 9, 9), longer], "PER") == longer  # one word is a short form


def test_a_longer_spelling_names_the_entity_where_a_good_part_of_the_articles_write_it():
    usual, longer = Spelling("الغوطة الشرقية", "الغوطه الشرقيه", 2, 8, 9), "غوطة دمشق الشرقية"
    assert strongest([usual, Spelling(longer, longer, 3, 2, 2)], "LOC") == usual
    assert strongest([usual, Spelling(longer, longer, 3, 3, 3)], "LOC").name == longer


def test_one_word_names_a_body_but_is_a_persons_short_form():
    one, more = Spelling("رويترز", "رويترز", 1, 9, 9), Spelling("وكالة رويترز", "وكاله رويترز", 2, 2, 2)
    assert strongest([one, more], "ORG") == one
    assert strongest([one, more], "PER") == more


def test_ids_have_type_romanised_name_and_hash():
    ids = entity_ids({1: FixedPoint("PER", "كيم", "كيم")}, lambda name: "kym")
    assert ids[1].startswith("PER-kym-") and len(ids[1]) == len("PER-kym-") + 4 and ids[1].isascii()


def test_the_id_of_a_name_without_end_is_cut_and_its_own():
    points = {i: FixedPoint("ORG", "x", f"{'x' * 9000}{i}") for i in range(2)}
    ids = entity_ids(points, lambda name: "x" * 9000)
    assert len(set(ids.values())) == 2
    assert max(map(len, ids.values())) < 200


def test_equal_ids_are_parted_by_a_longer_hash_whatever_the_order():
    points = {i: FixedPoint("PER", "x", f"key{i}") for i in range(2000)}
    ids = entity_ids(points, lambda name: "x")
    assert len(set(ids.values())) == 2000
    assert max(map(len, ids.values())) > len("PER-x-") + 4
    assert entity_ids(dict(reversed(points.items())), lambda name: "x") == ids
