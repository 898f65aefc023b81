"""Makes what `models/relations` holds: `python -m training.relations demonyms`, `… cities` and `… weights --gold DIR`."""

from __future__ import annotations

import argparse
import csv
import json
from pathlib import Path

import numpy as np

from pipeline.comparing.demonyms import adjective_of
from pipeline.stating.relationmodel import RELATIONS

FOLDER = Path(__file__).resolve().parent.parent / "models" / "relations"


def demonym_rows(exceptions: Path) -> list[dict[str, str]]:
    """One row a country: Babel's Arabic territories, their adjectives by rule, what the exceptions say instead.

    Args:
        exceptions: `countries.tsv`: name and adjectives as newspapers have them; `-` for no usable adjective,
            `--` for what Babel lists and is no country.
    """
    from babel import Locale

    with exceptions.open(encoding="utf-8", newline="") as file:
        stated = {row["code"]: row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}
    arabic, english = Locale("ar").territories, Locale("en").territories
    codes = sorted({str(code) for code in arabic if len(str(code)) == 2} | set(stated))
    rows = [_demonym_row(code, stated.get(code, {}), arabic.get(code, ""), english.get(code, "")) for code in codes]
    return [row for row in rows if row["adjectives"] != "--"]


def _demonym_row(code: str, stated: dict[str, str], arabic: str, english: str) -> dict[str, str]:
    name = stated.get("name") or arabic
    others = [other for other in (*stated.get("other_names", "").split("|"), arabic) if other and other != name]
    adjectives = stated.get("adjectives") or adjective_of(name)
    return {
        "code": code,
        "name": name,
        "other_names": "|".join(dict.fromkeys(others)),
        "adjectives": "" if adjectives == "-" else adjectives,
        "plurals": stated.get("broken_plurals", ""),
        "gloss": stated.get("gloss") or english,
    }


def write_demonyms(folder: Path = FOLDER) -> None:
    """Writes `demonyms.tsv`."""
    rows = demonym_rows(folder / "countries.tsv")
    _write(folder / "demonyms.tsv", rows)


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE)
        writer.writeheader()
        writer.writerows(rows)


def city_rows() -> list[dict[str, str]]:
    """One row a folded Arabic name, without spaces, that stands for one city beyond doubt: name, country, gloss."""
    from pipeline.comparing.places import place

    with np.load(FOLDER.parent / "linking" / "places.npz", allow_pickle=False) as data:
        names = sorted({name for _, *names in json.loads(data["text"].tobytes()) for name in names})
    found = [(name, place(name)) for name in names]
    return [{"name": name, "country": city.country_code, "gloss": city.latin} for name, city in found
            if city is not None and city.kind == "city"]  # fmt: skip


def write_cities(folder: Path = FOLDER) -> None:
    """Writes `cities.tsv`."""
    _write(folder / "cities.tsv", city_rows())


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("demonyms", "cities", "weights"))
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold/train"), help="folder of gold articles")
    parser.add_argument("--relations", nargs="+", choices=RELATIONS, default=RELATIONS, help="learn these anew, keep the others")
    options = parser.parse_args()
    if options.what == "demonyms":
        write_demonyms()
    elif options.what == "cities":
        write_cities()
    else:
        from training.relationweights import write_weights

        write_weights(options.gold, FOLDER, options.relations)


if __name__ == "__main__":
    main()
