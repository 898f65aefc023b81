"""Forms from a morphology database of CAMeL Tools' own format; each test that opens one runs apart, as its import is lasting."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.base.errors import UserError
from pipeline.stating.morphology import database_file
from pipeline.stating.wordclasses import load_word_classes

RELATIONS = Path(__file__).resolve().parent.parent / "models" / "relations"
_HEAD = {"titles.tsv": "lemma\tbroken_plurals\tclass\tgloss", "nouns.tsv": "lemma\tbroken_plurals\tclass\tgloss",
         "verbs.tsv": "perfect\timperfect\tverbal_nouns\tclass\tgloss", "words.tsv": "form\tclass\tgloss",
         "happening.tsv": "form\timperfect_or_plurals\tpart\tclass\tgloss",
         "cities.tsv": "name\tcountry\tgloss", "bodies.tsv": "adjective\tnames\tgloss",
         "demonyms.tsv": "code\tname\tother_names\tadjectives\tplurals\tgloss"}  # fmt: skip
_ROWS = {"titles.tsv": ["كاتب\t\tmedia\twriter"], "verbs.tsv": ["زار\tيزور\t\tvisit\tto visit"]}

# The verb zara (he visited, they visited, he visits, jussive, his visit's object), another verb written alike whose imperfect
# is not yazuru, and the noun katib with the broken plural kuttab, which no list holds.
_DATABASE = """###DEFINES###
DEFINE pos pos:verb pos:noun
DEFINE asp asp:p asp:i asp:na
DEFINE vox vox:a vox:na
DEFINE per per:3 per:na
DEFINE gen gen:m gen:f
DEFINE num num:s num:p
DEFINE stt stt:i stt:c stt:na
DEFINE enc0 enc0:0 enc0:3ms_dobj enc0:3ms_poss
DEFINE diac diac:*open*
DEFINE lex lex:*open*
###DEFAULTS###
DEFAULT pos:verb asp:p vox:a per:3 gen:m num:s stt:na enc0:0 diac:* lex:*
DEFAULT pos:noun asp:na vox:na per:na gen:m num:s stt:i enc0:0 diac:* lex:*
###ORDER###
ORDER pos asp vox per gen num stt enc0
###TOKENIZATIONS###
TOKENIZATION diac
###STEMBACKOFF###
STEMBACKOFF none none
###PREFIXES###
\tP0\tdiac:
ي\tPY\tdiac:يَ asp:i
###SUFFIXES###
\tS0\tdiac: num:s
\tN0\tdiac: stt:i
وا\tSP\tdiac:ُوا num:p
ه\tSO\tdiac:َهُ enc0:3ms_dobj
ه\tSH\tdiac:ُهُ enc0:3ms_poss stt:c
###STEMS###
زار\tVP\tdiac:زار lex:زار_1 pos:verb asp:p vox:a per:3 gen:m num:- stt:na enc0:0
زور\tVI\tdiac:زُور lex:زار_1 pos:verb asp:i vox:a per:3 gen:m num:- stt:na enc0:0
زير\tVX\tdiac:زِير lex:زارَ_2 pos:verb asp:i vox:a per:3 gen:m num:- stt:na enc0:0
كاتب\tN\tdiac:كاتِب lex:كاتِب_1 pos:noun asp:na vox:na per:na gen:m num:s stt:i enc0:0
كتاب\tN\tdiac:كُتّاب lex:كاتِب_1 pos:noun asp:na vox:na per:na gen:m num:p stt:i enc0:0
###TABLE AB###
P0 VP
PY VI
PY VX
P0 N
###TABLE BC###
VP S0
VP SP
VP SO
VI S0
VX S0
N N0
N SH
###TABLE AC###
P0 S0
P0 N0
P0 SP
P0 SO
P0 SH
PY S0
"""


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    for name, head in _HEAD.items():
        (tmp_path / name).write_text("\n".join([head, *_ROWS.get(name, []), ""]), encoding="utf-8")
    (tmp_path / "tiny.db").write_text(_DATABASE, encoding="utf-8")
    return tmp_path


def _run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline.stating.morphology", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | environment)


def test_forms_beyond_the_rules_are_written_and_read(lists: Path) -> None:
    done = _run("--relations", str(lists), "--database", str(lists / "tiny.db"))
    assert done.returncode == 0, done.stderr
    assert (lists / "forms.tsv").read_text(encoding="utf-8").splitlines() == [
        "part\tentry\tform\tcode", "noun\tكاتب\tكتاب\tpl"
    ]  # fmt: skip
    assert "only by rule: perfect زار: زارت sgf" in done.stdout
    reading = load_word_classes(lists).word("والكتاب").readings[0]
    assert (reading.kind, reading.number, reading.definite) == ("media", "pl", True)


def test_without_the_file_only_the_rules_hold(lists: Path) -> None:
    assert load_word_classes(lists).word("الكتاب").readings == ()


def test_the_installed_database_is_found_by_the_catalogue(lists: Path, tmp_path: Path) -> None:
    folder = tmp_path / "camel"
    place = folder / "data" / "morphology_db" / "tiny"
    place.mkdir(parents=True)
    (lists / "tiny.db").rename(place / "morphology.db")
    part = {"default": "tiny", "datasets": {"tiny": {"path": "morphology_db/tiny"}}}
    (folder / "catalogue.json").write_text(json.dumps({"components": {"MorphologyDB": part}}), encoding="utf-8")
    assert database_file([tmp_path / "nothing", folder]) == place / "morphology.db"
    assert _run("--relations", str(lists), CAMELTOOLS_DATA=str(folder)).returncode == 0


def test_no_database_is_said_with_the_next_step(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"no morphology database in .*camel_data -i morphology-db-msa-r13"):
        database_file([tmp_path])


@pytest.mark.parametrize("components", [{}, {"MorphologyDB": {"default": "x", "datasets": {"x": {"path": "x"}}}}])
def test_a_catalogue_without_the_database_has_none(tmp_path: Path, components: dict[str, object]) -> None:
    (tmp_path / "catalogue.json").write_text(json.dumps({"components": components}), encoding="utf-8")
    with pytest.raises(UserError):
        database_file([tmp_path])


def test_another_file_is_refused(lists: Path) -> None:
    done = _run("--relations", str(lists), "--database", str(lists / "titles.tsv"))
    assert done.returncode != 0
    assert "no morphology database of CAMeL Tools" in done.stderr
    assert not (lists / "forms.tsv").exists()


def test_the_claims_read_nothing_of_camel_tools() -> None:
    code = (
        "import sys; from pathlib import Path; from pipeline.stating.relationmodel import load_relation_model;"
        f"import pipeline.claims; load_relation_model(Path({str(RELATIONS)!r}));"
        "sys.exit(any(name.startswith('camel_tools') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
