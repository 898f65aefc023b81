"""What stands beside a name in its articles, and how much it says that two articles share it."""

import math

import pandas as pd

from pipeline.linking.company import Company


def test_company_is_what_the_articles_of_a_name_name_beside_it():
    # three articles: units 0, 1, 1 again under another name; units 0, 2; unit 3 alone. Unit 2 is of the entity of unit 1.
    company = Company(pd.Series(["a", "a", "a", "b", "b", "c"]), [0, 1, 1, 0, 2, 3], [0, 1, 1, 3])
    assert company.articles([0]) == [0, 1]
    assert company.of([0]) == {1}
    assert company.of([2]) == {0}
    assert company.of([3]) == set()
    assert company.named == [2, 2, 0, 1]
    assert company.weight({1, 3}) == math.log(103 / 2) + math.log(103 / 1)


def test_no_articles_have_no_company():
    assert Company(pd.Series([], dtype="str"), [], []).named == []
