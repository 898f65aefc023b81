"""Further inflected forms from CAMeL Tools' morphology database: `python -m pipeline.stating.morphology [--database FILE]`.

Writes `models/relations/forms.tsv`: what the database knows of the words of `titles.tsv`, `nouns.tsv` and `verbs.tsv` beyond
the forms that rules give (`inflection.py`); and prints what rules give that it has not. The claims read that file where it
is there, and nothing of CAMeL Tools: so that what a run makes depends on the files it reads alone, and needs no network.
Without a database the rules alone hold.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.base.errors import UserError
from pipeline.base.letters import fold
from pipeline.stating.inflection import imperfect_stems, noun_stems, perfect_stems
from pipeline.stating.wordclasses import FORMS, read_rows, split_cell

RELATIONS = Path(__file__).resolve().parent.parent.parent / "models" / "relations"
_PUBLISHED = RELATIONS.parent / "published" / "camel"
_NEXT_STEP = "fetch one by `camel_data -i morphology-db-msa-r13` on a machine with a network, or name a file by --database"
_NUMBERS = {"s": "sg", "d": "du", "p": "pl"}
_NOMINAL = ("noun", "adj")
_HIS = "ه"
Form = tuple[str, str]
Row = tuple[str, str, str, str]


def database_file(folders: Iterable[Path]) -> Path:
    """The default morphology database of the first folder of CAMeL Tools' data that has one.

    Raises:
        UserError: none has.
    """
    tried = list(folders)
    for folder in tried:
        catalogue = folder / "catalogue.json"
        if catalogue.exists():
            part = json.loads(catalogue.read_text(encoding="utf-8"))["components"].get("MorphologyDB")
            file = folder / "data" / part["datasets"][part["default"]]["path"] / "morphology.db" if part else folder
            if file.is_file():
                return file
    raise UserError(f"no morphology database in {', '.join(map(str, tried))}; {_NEXT_STEP}")


def data_folders() -> list[Path]:
    """Where CAMeL Tools' data may lie: $CAMELTOOLS_DATA, what `make models` fetches, what `camel_data` fetches."""
    named = os.environ.get("CAMELTOOLS_DATA")
    return [*([Path(named)] if named else []), _PUBLISHED, Path.home() / ".camel_tools"]


@contextmanager
def _offline() -> Iterator[None]:
    """An empty catalogue in place of CAMeL Tools' own, which the import of its morphology would else try to download."""
    before = os.environ.get("CAMELTOOLS_DATA")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "catalogue.json").write_text('{"version": "", "packages": {}, "components": {}}', encoding="utf-8")
        os.environ["CAMELTOOLS_DATA"] = folder
        try:
            yield
        finally:
            os.environ.pop("CAMELTOOLS_DATA")
            if before is not None:
                os.environ["CAMELTOOLS_DATA"] = before


class Morphology:
    """The forms that a database generates of a word of our lists, folded, with number and gender as `inflection.py` has them."""

    def __init__(self, file: Path) -> None:
        """Opens a database.

        Args:
            file: in CAMeL Tools' own format (`morphology.db`).

        Raises:
            UserError: CAMeL Tools is not installed, or the file is not of its format.
        """
        try:
            with _offline():
                from camel_tools.morphology.database import MorphologyDB
                from camel_tools.morphology.errors import MorphologyError
                from camel_tools.morphology.generator import Generator
        except ImportError as error:
            raise UserError(f"CAMeL Tools can't be imported ({error}); run `make` to install it") from error
        try:
            self._db = MorphologyDB(str(file), "g")
        except (MorphologyError, OSError, UnicodeDecodeError, IndexError, KeyError) as error:
            raise UserError(f"{file}: no morphology database of CAMeL Tools ({error}); {_NEXT_STEP}") from error
        self._generator = Generator(self._db)
        self._lemmas: dict[str, list[str]] = {}
        for lemma in sorted(self._db.lemma_hash):
            self._lemmas.setdefault(fold(lemma), []).append(lemma)

    def noun(self, lemma: str) -> set[Form]:
        """The forms of a noun (or of an adjective that serves as one) without article, in all numbers, genders and states."""
        free: dict[str, set[tuple[str, str]]] = {}
        bound: set[Form] = set()
        for pos in _NOMINAL:
            for analysis in self._generate(lemma, {"pos": pos}):
                free.setdefault(fold(analysis["diac"]), set()).add((_code(analysis), analysis.get("stt", "")))
            for analysis in self._generate(lemma, {"pos": pos, "enc0": "3ms_poss"}):
                bound.add((fold(analysis["diac"]).removesuffix(_HIS), _code(analysis)))
        found = {
            (form, code + ("+" if {state for other, state in codes if other == code} == {"c"} else ""))
            for form, codes in free.items()
            for code, _ in codes
        }
        return found | {(form, code + "-") for form, code in bound if form not in free}

    def perfect(self, perfect: str, imperfect: str) -> set[Form]:
        """The perfect forms of a verb, of the third person."""
        return set(self._verb(perfect, imperfect, "p", "3"))

    def imperfect(self, perfect: str, imperfect: str) -> set[Form]:
        """The imperfect forms of a verb, of the third and the first person, in all moods."""
        return {form for person in "31" for form in self._verb(perfect, imperfect, "i", person)}

    def _verb(self, perfect: str, imperfect: str, aspect: str, person: str) -> Iterator[Form]:
        feats = {"pos": "verb", "asp": aspect, "vox": "a", "per": person}
        for lemma in self._verbs(perfect, imperfect):
            for object_, cut in (("0", ""), ("3ms_dobj", _HIS)):
                for analysis in self._of_lemma(lemma, {**feats, "enc0": object_}):
                    yield fold(analysis["diac"]).removesuffix(cut), _code(analysis, of_verb=True)

    def _verbs(self, perfect: str, imperfect: str) -> Iterator[str]:
        """The verbs of a perfect that have the imperfect too: others are written alike and are not meant."""
        feats = {"pos": "verb", "asp": "i", "vox": "a", "per": "3", "gen": "m", "num": "s"}
        for lemma in self._lemmas.get(fold(perfect), ()):
            if any(fold(analysis["diac"]) == fold(imperfect) for analysis in self._of_lemma(lemma, feats)):
                yield lemma

    def _generate(self, word: str, feats: dict[str, str]) -> Iterator[dict[str, Any]]:
        for lemma in self._lemmas.get(fold(word), ()):
            yield from self._of_lemma(lemma, feats)

    def _of_lemma(self, lemma: str, feats: dict[str, str]) -> list[dict[str, Any]]:
        """What the database generates; nothing where it has no such feature or value."""
        defined = self._db.defines
        if any(name not in defined or (defined[name] and value not in defined[name]) for name, value in feats.items()):
            return []
        return list(self._generator.generate(lemma, feats))


def _code(analysis: dict[str, Any], of_verb: bool = False) -> str:
    number = _NUMBERS.get(analysis.get("num", "s"), "sg")
    return number + ("f" if analysis.get("gen") == "f" and not (of_verb and number != "sg") else "")


def compare(folder: Path, morphology: Morphology) -> tuple[list[Row], list[Row]]:
    """What a database has beyond the rules, and what rules give that it has not, of the words it knows.

    Args:
        folder: `models/relations`.
        morphology: an open database.

    Returns:
        Rows of (part, entry, form, code); part is noun, perfect or imperfect.
    """
    further: list[Row] = []
    doubtful: list[Row] = []
    for part, entry, ruled, known in _entries(folder, morphology):
        by_rule = {form for form, _ in ruled}
        further += [(part, entry, form, code) for form, code in sorted(known) if form not in by_rule]
        forms = {form for form, _ in known}
        doubtful += [(part, entry, form, code) for form, code in ruled if known and form not in forms]
    return sorted(set(further)), sorted(set(doubtful))


def _entries(folder: Path, morphology: Morphology) -> Iterator[tuple[str, str, list[Form], set[Form]]]:
    for file in ("titles.tsv", "nouns.tsv"):
        for row in read_rows(folder / file):
            lemma = row["lemma"]
            yield "noun", lemma, list(noun_stems(lemma, split_cell(row["broken_plurals"]))), morphology.noun(lemma)
    for row in read_rows(folder / "verbs.tsv"):
        perfect, imperfect = row["perfect"], row["imperfect"]
        yield "perfect", perfect, list(perfect_stems(perfect)), morphology.perfect(perfect, imperfect)
        yield "imperfect", perfect, list(imperfect_stems(imperfect)), morphology.imperfect(perfect, imperfect)
        for noun in split_cell(row["verbal_nouns"]):
            yield "noun", noun, list(noun_stems(noun)), morphology.noun(noun)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", type=Path, help="a morphology.db; default: the one that camel_data installed")
    parser.add_argument("--relations", type=Path, default=RELATIONS, help="the folder of the lists, where forms.tsv is written")
    options = parser.parse_args()
    try:
        file = options.database or database_file(data_folders())
        further, doubtful = compare(options.relations, Morphology(file))
    except UserError as error:
        raise SystemExit(str(error)) from error
    with (options.relations / FORMS).open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)
        writer.writerows([("part", "entry", "form", "code"), *further])
    for part, entry, form, code in doubtful:
        print(f"only by rule: {part} {entry}: {form} {code}")
    print(f"{options.relations / FORMS}: {len(further)} forms beyond the rules; {len(doubtful)} only by rule")


if __name__ == "__main__":
    main()
