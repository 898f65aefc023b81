"""Words are camel-tools' words, with offsets."""

from camel_tools.tokenizers.word import simple_word_tokenize

from pipeline.base.words import word_spans


def test_the_words_are_camel_tools_words(seed_texts):
    for text in [*seed_texts, "سو-57 10.5% «كورير» #عاصي_الحلاني (د. أ) U.S."]:
        assert [text[a:b] for a, b in word_spans(text)] == simple_word_tokenize(text)


def test_offsets_within_bounds():
    assert word_spans("ab cd ef", 1, 5) == [(1, 2), (3, 5)]
    assert word_spans("") == []
