"""The command line: help for everything, errors without a traceback."""

import argparse
import json
import shutil
import signal
import subprocess
import sys
import time

import pytest

from pipeline.__main__ import main, parser
from pipeline.base.contract import FINAL, WORKING, read_parquet
from tests.conftest import ROOT, shabaka

ARTICLE = "أعلن الكرملين اليوم أن الرئيس الروسي فلاديمير بوتين سيزور بيونغ يانغ. وقال بوتين إن كيم جونغ أون ينتظره."


def commands():
    top = parser()
    return next(a for a in top._actions if isinstance(a, argparse._SubParsersAction)).choices


@pytest.mark.parametrize("name", ["", *commands()])
def test_every_command_and_option_has_help(name, capsys):
    command = commands()[name] if name else parser()
    for action in command._actions:
        assert action.help, (name, action.dest)
    with pytest.raises(SystemExit) as end:
        main([name, "--help"] if name else ["--help"])
    assert end.value.code == 0
    assert capsys.readouterr().out.startswith("usage: python -m pipeline")


@pytest.fixture
def seeds(tmp_path):
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "a.txt").write_text(ARTICLE)
    return folder


def test_help_needs_no_heavy_library():
    asked = "import sys, pipeline.__main__ as m; m.parser().format_help(); sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], cwd=ROOT, check=False).returncode == 0


def test_a_folder_that_is_not_there_ends_with_a_sentence_not_a_traceback(tmp_path):
    done = shabaka("--seeds", tmp_path / "none", "--outputs", tmp_path / "o")
    assert done.returncode == 2
    assert done.stderr.startswith("shabaka: ")
    assert "no such folder" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_without_articles_says_what_was_found(tmp_path, seeds):
    (seeds / "a.txt").write_text("only Latin letters here")
    done = shabaka("--seeds", seeds, "--outputs", tmp_path / "o")
    assert done.returncode == 2
    assert "a.txt: not Arabic" in done.stderr


def test_bad_files_are_reported_and_the_run_goes_on(tmp_path, seeds):
    (seeds / "empty.txt").write_text("")
    (seeds / "latin.txt").write_text("Nothing Arabic in this file.")
    (seeds / "broken.jsonl").write_text('{"id": 1, "text": "' + ARTICLE + '"}\n{"id": \n')
    done = shabaka("--seeds", seeds, "--outputs", tmp_path / "o")
    assert done.returncode == 0, done.stderr
    assert "2 articles read, 3 files or rows skipped" in done.stdout
    skipped = (tmp_path / "o" / "tables" / "skipped.csv").read_text()
    assert all(name in skipped for name in ("empty.txt", "latin.txt", "broken.jsonl,2"))


def test_an_unknown_stage_and_one_that_has_not_run_are_named(tmp_path, seeds):
    done = shabaka("run", "--stage", "nothing", "--seeds", seeds, "--outputs", tmp_path / "o")
    assert (done.returncode, "no stage `nothing`" in done.stderr) == (2, True)
    done = shabaka("run", "--stage", "links", "--seeds", seeds, "--outputs", tmp_path / "o")
    assert (done.returncode, "`articles` has not run" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["--min-score", "2"], "2 is no probability"),
        (["--min-score", "half"], "half is no probability"),
        (["--min-score", "nan"], "nan is no probability"),
        (["--jobs", "0"], "0: give a whole number from 1 on"),
        (["--part", "-5"], "-5: give a whole number from 1 on"),
    ],
)
def test_a_number_must_be_one_that_makes_sense(given, message, capsys):
    with pytest.raises(SystemExit):
        main(given)
    assert message in capsys.readouterr().err


def test_the_help_lists_the_options_of_a_run(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    told = capsys.readouterr().out
    assert all(option in told for option in ("--seeds DIR", "--mentions FILE", "--jobs N", "compare", "review"))


@pytest.mark.parametrize("place", ["seeds", "seeds/out"])
def test_the_outputs_are_not_written_among_the_articles(tmp_path, seeds, place, capsys):
    assert main(["--seeds", str(seeds), "--outputs", str(tmp_path / place)]) == 2
    assert "would read its tables as articles" in capsys.readouterr().err
    assert [path.name for path in seeds.iterdir()] == ["a.txt"]


def test_tag_writes_a_tag_and_a_probability_a_word(tmp_path):
    done = shabaka("tag", "-", input="زار\nبوتين\nروسيا\n\nمرحبا\n")
    lines = [line.split("\t") for line in done.stdout.split("\n")]
    assert [line[0] for line in lines] == ["زار", "بوتين", "روسيا", "", "مرحبا", "", ""]
    assert lines[2][1] == "B-LOC"
    assert all(0 <= float(line[2]) <= 1 for line in lines if len(line) == 3)


def test_a_second_run_changes_nothing_and_a_judgement_is_obeyed(tmp_path, seeds):
    run = ["--seeds", seeds, "--outputs", tmp_path / "o"]
    assert shabaka(*run).returncode == 0
    tables = tmp_path / "o" / "tables"
    before = {path: path.stat().st_mtime_ns for path in [*tables.iterdir(), tmp_path / "o" / "report.html"]}
    assert shabaka(*run).returncode == 0
    assert before == {path: path.stat().st_mtime_ns for path in before}
    header = "judgement,left,left_article,right,right_article,type,value,note\n"
    (seeds / "judgements.csv").write_text(header + "rename,الكرملين,,,,,قصر الكرملين,\n")
    assert shabaka(*run).returncode == 0
    assert "قصر الكرملين" in (tables / "entities.csv").read_text()
    (seeds / "judgements.csv").write_text(header + "rename,لا أحد,,,,,شيء,\n")
    done = shabaka(*run)
    assert done.returncode == 2
    assert "judgements.csv" in done.stderr


def test_a_run_that_is_killed_leaves_whole_files_and_goes_on(tmp_path):
    run = ["--seeds", "seeds", "--outputs", tmp_path / "o"]
    for seconds in (0.8, 1.6, 2.4):
        with subprocess.Popen([sys.executable, "-m", "pipeline", *map(str, run)], cwd=ROOT) as process:
            time.sleep(seconds)
            process.send_signal(signal.SIGKILL)
        for path in (tmp_path / "o" / "stages").rglob("[!.]*.parquet"):
            table = {**FINAL, **WORKING}.get(path.parent.name)
            if table:
                read_parquet(path, table)
        for path in (tmp_path / "o").rglob("[!.]*.json"):
            json.loads(path.read_text())
    assert shabaka(*run).returncode == 0
    shutil.rmtree(tmp_path / "o")


def test_compare_says_whether_two_names_are_one(capsys):
    assert main(["compare", "سيرغي شويغو", "سيرجي شويجو"]) == 0
    verdict, score, detail = capsys.readouterr().out.rstrip("\n").split("\t")
    assert (verdict, float(score) > 0.9, "ج/غ" in detail) == ("same", True, True)
    done = shabaka("compare", "-", input="كوريا الشمالية\tكوريا الجنوبية\tLOC\n")
    assert done.stdout.split("\t")[:4] == ["كوريا الشمالية", "كوريا الجنوبية", "LOC", "different"]
    assert main(["compare", "واحد"]) == 2


def test_judgements_do_not_make_the_articles_read_again(tmp_path, seeds):
    run = ["scan", "--seeds", str(seeds), "--outputs", str(tmp_path / "o")]
    assert main(run) == 0
    manifest = tmp_path / "o" / "stages" / "input.json"
    before = manifest.stat().st_mtime_ns
    (seeds / "judgements.csv").write_text("judgement,left\n")
    assert main(run) == 0
    assert manifest.stat().st_mtime_ns == before
    (seeds / "b.txt").write_text(ARTICLE)
    assert main(run) == 0
    assert "b.txt" in manifest.read_text()
