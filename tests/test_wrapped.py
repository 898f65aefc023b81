"""Line breaks of text of a fixed width end no sentence; those of lists, poems and paragraphs do."""

from textwrap import wrap

import pytest

from pipeline.reading.wrapped import soft_breaks

WORDS = "قال الرئيس الروسي فلاديمير بوتين في موسكو أمس إن بلاده تريد السلام وإن وزير الخارجية سيزور القاهرة وبيروت وعمان قريبا"


def test_lines_that_are_full_go_on_and_the_last_of_a_paragraph_ends():
    lines = wrap(WORDS, 30)
    text = "\n".join(["عنوان", *lines, "", *lines])
    found = soft_breaks(text, 0, len(text))
    begins = {text.index(line) for line in lines[1:]}
    second = text.index(lines[0], text.index(lines[-1]))
    assert found == begins | {text.index(line, second) for line in lines[1:]}


def test_only_the_body_is_looked_at_and_carriage_returns_are_line_breaks():
    text = "سطر قصير\r\n" * 5 + "\r\n".join(wrap(WORDS, 30))
    start = text.index("قال")
    assert len(soft_breaks(text, start, len(text))) == len(wrap(WORDS, 30)) - 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        WORDS,
        "\n".join([WORDS * 2, WORDS, WORDS * 3, WORDS, WORDS]),
        "\n".join(wrap(WORDS, 60)),
        "\n".join(WORDS.split()),
        "\n".join(f"{word} {word} في المركز" for word in WORDS.split()),
    ],
)
def test_paragraphs_lists_and_short_texts_are_left_as_they_are(text):
    assert soft_breaks(text, 0, len(text)) == set()
