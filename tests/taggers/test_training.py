"""The whole making of the tagger, from raw text to the shipped files, on made-up corpora of a few hundred words."""

from __future__ import annotations

import json
import lzma
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

import pytest

from pipeline.taggers.embedded import EmbeddedTagger

torch = pytest.importorskip("torch")
pytest.importorskip("gensim")

PEOPLE = ["سمير حداد", "ليلى منصور", "فلاديمير بوتين", "عمر الشامي", "جون سميث", "هدى قاسم", "نادر فهمي"]
PLACES = ["بيروت", "روسيا", "كوريا الشمالية", "دمشق", "القاهرة", "اليمن", "بغداد", "تونس"]
BODIES = ["وزارة النقل", "البنك الدولي", "حزب العمال", "وكالة رويترز", "مجلس الأمن"]
ENDS = ["غدا صباحا", "يوم الاثنين الماضي", "في بداية الشهر المقبل", "قبل نهاية العام الجاري", "بعد أسبوع واحد فقط", "أمس"]
DEEDS = ["إن المشروع الجديد سيبدأ", "أن الاجتماع الكبير انعقد", "أن الوفد الرسمي وصل", "إن السفينة الأولى غادرت"]
CHOSEN = zip(cycle(PEOPLE), cycle(PLACES), cycle(BODIES), cycle(DEEDS), cycle(ENDS), strict=True)
SENTENCES = [
    [("أعلن", "O"), (person, "PER"), ("من", "O"), (body, "ORG"), (deed, "O"), ("في", "O"), (place, "LOC"), (f"{end} .", "O")]
    for person, place, body, deed, end in islice(CHOSEN, 60)
]


def _text(sentence: list[tuple[str, str]]) -> str:
    return " ".join(piece for piece, _ in sentence)


def _rows(sentence: list[tuple[str, str]], types: dict[str, str]) -> str:
    """A token TAB its tag a line, as the published corpora have them."""
    lines = []
    for piece, kind in sentence:
        for place, word in enumerate(piece.split()):
            tag = "O" if kind == "O" else ("I-" if place else "B-") + types[kind]
            lines.append(f"{word}\t{tag}")
    return "\n".join(lines) + "\n"


def _corpora(folder: Path) -> Path:
    from training.tagger.corpus import SOURCES

    for part in ("raw", "ner", "names"):
        (folder / part).mkdir(parents=True)
    own = {"PER": "PER", "LOC": "LOC", "ORG": "ORG"}
    for number, source in enumerate(SOURCES):
        with lzma.open(folder / "raw" / f"{source}.jsonl.xz", "wt", encoding="utf-8") as file:
            for start in range(0, 60, 6):
                text = "\n".join(map(_text, SENTENCES[start : start + 6]))
                file.write(json.dumps({"title": f"عنوان {number}", "text": f"نشرة {number} {start} : {text}"}) + "\n")
    for name, types in (
        ("anercorp.train", own),
        ("aqmar.train", own),
        ("wojood-sample.train", own | {"PER": "PERS", "LOC": "GPE"}),
        ("wojood-sample.val", own | {"PER": "PERS", "LOC": "GPE"}),
    ):
        (folder / "ner" / f"{name}.tsv").write_text("\n".join(_rows(s, types) for s in SENTENCES[::2]), encoding="utf-8")
    pairs = "".join(f"x\t{part}\n" for name in PEOPLE for part in name.split())
    (folder / "names" / "latin-arabic.tsv").write_text(f"latin\tarabic\n{pairs}", encoding="utf-8")
    return folder


def _article(sentences: list[list[tuple[str, str]]]) -> dict[str, object]:
    text, mentions = "", []
    for sentence in sentences:
        for piece, kind in sentence:
            if kind != "O":
                mentions.append({"start": len(text), "end": len(text) + len(piece), "type": kind})
            text += f"{piece} "
        text = text.rstrip() + "\n"
    return {"text": text, "body": [0, len(text)], "mentions": mentions}


def _gold(folder: Path) -> Path:
    """Twelve articles to learn from, the ninth of them kept apart, and two dev ones, of five sentences each."""
    for side, numbers in (("train", range(1, 13)), ("dev", range(2))):
        (folder / side).mkdir(parents=True)
        for number in numbers:
            article = _article(SENTENCES[5 * number % 60 :][:5])
            (folder / side / f"{number:03}_x.json").write_text(json.dumps(article), encoding="utf-8")
    return folder


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    """A moment's pretraining in a small guessing layer, an epoch a recipe; nothing is compiled, which takes longer than both."""
    from training.tagger import pretrain, recipes

    monkeypatch.setattr(pretrain, "GUESSES", 40)
    monkeypatch.setattr(pretrain, "_SENTENCES", 8)
    monkeypatch.setattr(torch, "compile", lambda function, **_: function)
    for name, recipe in recipes.RECIPES.items():
        monkeypatch.setitem(recipes.RECIPES, name, replace(recipe, epochs=1))


@pytest.mark.usefixtures("tiny")
def test_the_whole_training_runs_from_nothing_to_a_tagger_that_tags(tmp_path: Path) -> None:
    from training.tagger.__main__ import main
    from training.tagger.net import Shape
    from training.tagger.recipes import SHIPPED

    shape = Shape(words=50, buckets=128, vector=16, width=32, inner=48, layers=2, heads=2, reach=3)
    work, out = tmp_path / "work", tmp_path / "tagger"
    arguments = {
        "--corpora": _corpora(tmp_path / "corpora"), "--gold": _gold(tmp_path / "gold"), "--work": work, "--out": out,
        "--minutes": 0.02, "--threads": 1,
    }  # fmt: skip
    told = [str(part) for pair in arguments.items() for part in pair]
    main(told, shape)

    trials = [json.loads(line) for line in (work / "trials.jsonl").read_text().splitlines()]
    assert {trial["name"] for trial in trials} == set(SHIPPED) - {"anersoup"}
    assert all(set(trial["f1"]) == {"dev", "kept", "anercorp"} for trial in trials)
    assert {path.name for path in out.iterdir()} == {"encoder.onnx", "tables.npz", "tagger.json", "words.txt"}
    tagger = EmbeddedTagger(out)
    words = _text(SENTENCES[0]).split()
    (tagged,) = tagger.tag([words])
    assert len(tagged) == len(words)
    assert all(tag in tagger.tags and 0 <= chance <= 1 for tag, chance in tagged)

    before = {path: path.stat().st_mtime_ns for path in work.rglob("*")}
    main([*told, "--trials", *SHIPPED], shape)  # anersoup alone is new
    assert all(path.stat().st_mtime_ns == before[path] for path in work.glob("*.pt") if path in before)
    assert json.loads((work / "trials.jsonl").read_text().splitlines()[-1])["name"] == "anersoup"
