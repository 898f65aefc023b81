"""Known places: countries in all their names, cities only where no other is meant."""

from __future__ import annotations

import pytest

from pipeline.comparing.places import country, place, rivals


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("كوريا الديمقراطية", "KP"),
        ("كوريا الشمالية", "KP"),
        ("الولايات المتحدة", "US"),
        ("الولايات المتحدة الأمريكية", "US"),
        ("أمريكا", "US"),
        ("بريطانيا", "GB"),
        ("المملكة المتحدة", "GB"),
        ("السعوديه", "SA"),
        ("ناميبيا", "NA"),
    ],
)
def test_a_country_is_known_by_its_names(name: str, code: str) -> None:
    found = country(name)
    assert found is not None
    assert (found.code, found.kind, found.country_code) == (code, "country", code)


@pytest.mark.parametrize("name", ["أوروبا", "إسكتلندا", "القاهرة", "فلاديمير", ""])
def test_what_is_no_country_is_none(name: str) -> None:
    assert country(name) is None


def test_official_and_short_forms_are_one_place() -> None:
    assert country("سوريا") == country("الجمهورية العربية السورية")


def test_a_country_has_its_names_and_a_point() -> None:
    france = country("فرنسا")
    assert france is not None
    assert (france.canonical, france.latin) == ("فرنسا", "France")
    assert france.latitude == pytest.approx(47, abs=2)
    assert france.longitude == pytest.approx(2.5, abs=2)


def test_a_continent_has_no_country_and_no_point() -> None:
    europe = place("أوروبا")
    assert europe is not None
    assert (europe.code, europe.kind, europe.country_code, europe.latitude) == ("150", "region", "", None)


def test_a_great_city_needs_no_evidence() -> None:
    cairo = place("القاهرة")
    assert cairo is not None
    assert (cairo.kind, cairo.country_code, cairo.latin) == ("city", "EG", "Cairo")
    assert (cairo.latitude, cairo.longitude) == (pytest.approx(30.06, abs=0.1), pytest.approx(31.25, abs=0.1))


@pytest.mark.parametrize("name", ["بيونغ يانغ", "بيونج يانج", "بيونغيانغ"])
def test_spellings_of_a_city_are_one_place(name: str) -> None:
    found = place(name)
    assert found is not None
    assert (found.latin, found.country_code) == ("Pyongyang", "KP")


def test_an_ambiguous_city_needs_evidence() -> None:
    assert place("طرابلس") is None
    assert [place("طرابلس", (code,)).country_code for code in ("LY", "LB")] == ["LY", "LB"]  # type: ignore[union-attr]
    assert place("طرابلس", ("FR",)) is None


def test_a_country_outweighs_a_city_of_its_name() -> None:
    assert place("الجزائر").code == "DZ"  # type: ignore[union-attr]


def test_a_country_and_another_countrys_capital_are_told_apart_by_evidence() -> None:
    assert place("عمان", ("JO",)).latin == "Amman"  # type: ignore[union-attr]
    assert [place("عمان", codes).code for codes in ((), ("SA",), ("JO", "OM"))] == ["OM"] * 3  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "countries"),
    [
        ("عمان", ["OM", "JO"]),
        ("طرابلس", ["LY", "LB"]),
        ("لندن", []),  # that of Ontario is small beside it
        ("برشلونة", []),  # that of Venezuela is not great
        ("السلفادور", []),  # nor a capital the city in Brazil
        ("المدينة", []),  # a noun
        ("بوتين", []),
    ],
)
def test_places_that_a_name_may_mean(name: str, countries: list[str]) -> None:
    assert [p.country_code for p in rivals(name)] == countries


def test_an_unknown_name_is_no_place() -> None:
    assert place("فلاديمير بوتين") is None
