"""The encoding of a file is found, and nothing of its text is changed."""

import gzip
import lzma

import pytest

from pipeline.reading.decoding import decode, encoding_of, open_bytes, sample_encoding, sound

TEXT = "أعلن وزير الدفاع الروسي، اليوم الاثنين، أن بلاده «لن تنسحب».\r\nوقال إنه يزور كوريا الشمالية قريبا.\r"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1256"])
def test_a_text_comes_back_whole_from_each_encoding(encoding):
    assert decode(TEXT.encode(encoding)) == (TEXT, 0)


def test_utf8_that_lost_a_byte_stays_utf8_and_tells_how_much_is_lost():
    data = TEXT.encode()
    text, lost = decode(data[:10] + data[11:])
    assert lost == 1
    assert text.endswith(TEXT[10:])


def test_a_replacement_character_of_the_source_is_no_loss():
    assert decode((TEXT + "\ufffd").encode()) == (TEXT + "\ufffd", 0)


def test_latin_windows_text_is_not_taken_for_utf8():
    assert encoding_of("كان هنا رجل في البيت الكبير".encode("cp1256")) == "cp1256"


def test_a_lone_surrogate_becomes_one_character():
    assert sound("ا\ud83dب") == "ا\ufffdب"


@pytest.mark.parametrize(("ending", "pack"), [("", bytes), (".gz", gzip.compress), (".XZ", lzma.compress)])
def test_packed_files_are_unpacked(tmp_path, ending, pack):
    path = tmp_path / f"a.txt{ending}"
    path.write_bytes(pack(TEXT.encode("utf-16")))
    with open_bytes(path) as stream:
        assert decode(stream.read()) == (TEXT, 0)
    assert sample_encoding(path) == "utf-16"
