"""Letters written one for another are brought to one, as camel-tools does, and what differs stays apart."""

import pytest
from camel_tools.utils.dediac import dediac_ar
from camel_tools.utils.normalize import normalize_alef_ar, normalize_alef_maksura_ar, normalize_teh_marbuta_ar
from hypothesis import given
from hypothesis import strategies as st

from pipeline.base.letters import arabic_share, clean, fold, key


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("كيم جونغ-أون", "كيم جونغ اون"),
        ("ديمترى", "ديمتري"),
        ("کوریا الشمالیة", "كوريا الشمالية"),
        ("الولايـــات المُتَّحِدة", "الولايات المتحده"),
        ("«تاس»", "تاس"),
        ("د. أحمد", "د احمد"),
        ("شباط ٢٠٢٢", "شباط 2022"),
        ("\ufef3\ufeee\ufee7\ufef4\ufeb2", "يونيس"),  # letters in the shape of their place
        ("\ufefbريا", "لاريا"),
    ],
)
def test_one_key_for_two_writings(left, right):
    assert key(left) == key(right)


@given(st.text(alphabet="ءآأؤإئابةتىيعغـفقك ـًٱ٣۳ یک.-\u200faأ", max_size=12))
def test_a_key_is_the_folded_words_parted_by_spaces(name):
    assert key(name) == " ".join("".join(c if c.isalnum() else " " for c in fold(name)).split())


def test_other_letters_stay_apart():
    assert len({key(n) for n in ("شويغو", "شويجو", "حسن", "حسين", "عبد الله", "عبدالله")}) == 6


def test_folding_agrees_with_camel_tools(seed_texts):
    for text in seed_texts:
        words = clean(text).split()
        theirs = [normalize_teh_marbuta_ar(normalize_alef_maksura_ar(normalize_alef_ar(dediac_ar(w)))) for w in words]
        ours = [fold(w) for w in words]
        differ = {(w, o, t) for w, o, t in zip(words, ours, theirs, strict=True) if o != t.lower()}
        assert {w for w, _, _ in differ if not set(w) & set("ئؤکی")} == set()


def test_the_share_of_arabic_letters():
    assert arabic_share("كيم Kim") == 0.5
    assert arabic_share("123 .") == 0.0
