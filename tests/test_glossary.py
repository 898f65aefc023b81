"""What single words of names are in English, and how names stand inside others."""

from __future__ import annotations

import pytest

from pipeline.base.letters import key
from pipeline.comparing import glossary
from pipeline.comparing.places import LARGE, namesake


@pytest.mark.parametrize(
    ("english", "inside"),
    [
        ("United States", "the United States"),
        ("Israeli Army", "the Israeli Army"),
        ("Ministry of Defence", "the Ministry of Defence"),
        ("Middle East", "the Middle East"),
        ("South Korea", "South Korea"),
        ("Saudi Arabia", "Saudi Arabia"),
        ("King Saud University", "King Saud University"),
        ("France", "France"),
    ],
)
def test_some_names_inside_others_have_an_article(english: str, inside: str) -> None:
    assert glossary.the(english) == inside


@pytest.mark.parametrize(
    ("words", "together"),
    [
        (["إن", "بي", "سي", "نيوز"], ["NBC", "نيوز"]),
        (["إم.إتش17"], ["MH17"]),
        (["إف-35"], ["F35"]),
        (["إن"], ["إن"]),
        (["كوفيد-19"], ["كوفيد-19"]),
    ],
)
def test_spoken_letters_are_brought_together(words: list[str], together: list[str]) -> None:
    assert glossary.acronyms(words) == together


def test_namesakes_of_cities_are_written_alike() -> None:
    assert namesake(key("طرابلس")) == "Tripoli"
    assert namesake(key("المدينة")) == ""
    assert namesake("لا مدينة بهذا الاسم") == ""
    small = namesake(key("كاليفورنيا"))
    assert small and not namesake(key("كاليفورنيا"), LARGE)


@pytest.mark.parametrize("name", ["بن", "رشيد"])
def test_neither_particles_nor_peoples_names_are_cities(name: str) -> None:
    assert namesake(key(name))
    assert glossary.city(key(name)) == ""


def test_what_a_gloss_adds_about_a_body_is_left_out() -> None:
    assert glossary.known(key("جيش الإسلام"), "ORG") == "Jaysh al-Islam"


def test_particles_are_known_in_any_language() -> None:
    assert glossary.is_particle("دير")
    assert not glossary.is_particle("ميناء")
