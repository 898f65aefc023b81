"""The command line: `python -m pipeline --seeds DIR --outputs DIR`, and the smaller commands beside it."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path

from pipeline.base.errors import UserError

TAGGERS = ("embedded", "camel", "stanza", "vote")


def parser() -> argparse.ArgumentParser:
    """All commands and their options; every one has a help text (a test says so)."""
    top = argparse.ArgumentParser(
        prog="python -m pipeline",
        description="From a folder of Arabic news articles to a network of people, places and organizations.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = top.add_subparsers(
        dest="command", metavar="COMMAND", title="commands", help="what to do; run, where none is named"
    )
    run = _command(commands, "run", "read the articles, write tables, graphs and the page", _run)
    _run_options(run)
    run.add_argument("--stage", metavar="NAME", help="make this one alone, from what the earlier ones made (make uses it)")
    top.epilog = f"without a command, or with run:\n\n{run.format_help()}"
    for name, text, function in (
        ("scan", "write down which articles there are, for make", _scan),
        ("summary", "say what a run made and where it lies", _summary),
        ("review", "write the most doubtful merges and non-merges as a CSV to judge", _review),
    ):
        _run_options(_command(commands, name, text, function))
    _command(commands, "rules", "print the Makefile's rules for the stages", _rules)
    tag = _command(commands, "tag", "tag words, one a line, a blank line between sentences: word, tag, probability", _tag)
    tag.add_argument("file", help="file of words, or - for standard input")
    tag.add_argument("--tagger", choices=TAGGERS, default="embedded", help="which tagger (default: embedded)")
    tag.add_argument("--model", type=Path, metavar="DIR", help="folder of models (default: the shipped ones)")
    compare = _command(commands, "compare", "say whether two names are spellings of one: verdict, score, detail", _compare)
    compare.add_argument("names", nargs="+", metavar="NAME", help="two names; - for tab-separated lines: name, name, type")
    compare.add_argument("--type", choices=("PER", "LOC", "ORG"), default="PER", help="what the names name (default: PER)")
    score = _command(commands, "score", "score mentions, linking and relations on annotated articles", _score)
    score.add_argument("gold", type=Path, help="folder of annotated articles, one JSON each")
    score.add_argument("--tables", type=Path, metavar="DIR", help="score these tables instead of running on the gold's texts")
    score.add_argument("--given", action="store_true", help="put the gold's own mentions in the tagger's place")
    score.add_argument("--tagger", choices=TAGGERS, default="embedded", help="which tagger (default: embedded)")
    return top


def _command(commands: argparse._SubParsersAction, name: str, text: str, function: Callable) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
    command.set_defaults(function=function)
    return command


def _run_options(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("--seeds", type=Path, default=Path("seeds"), metavar="DIR", help="folder of articles (default: seeds)")
    add("--outputs", type=Path, default=Path("outputs"), metavar="DIR", help="folder for what is made (default: outputs)")
    add("--tagger", choices=TAGGERS, default="embedded", help="which tagger (default: embedded, which needs no network)")
    add("--mentions", type=Path, metavar="FILE", help="a CSV of mentions (article_id, start, end, type) in the tagger's place")
    add("--min-score", type=_share, default=None, metavar="P", help="leave out mentions less probable than this, 0 to 1")
    add("--jobs", type=_count, default=os.cpu_count() or 1, metavar="N", help="processes (default: all cores)")
    add("--cluster", default="", metavar="ADDRESS", help="a Dask scheduler (tcp://host:8786), or local")
    add("--part", type=_count, default=None, metavar="N", help="characters a part of the articles holds, about")


def _share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text} is no probability: give a number from 0 to 1")
    return value


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text}: give a whole number from 1 on")
    return int(text)


def _run(options: argparse.Namespace) -> None:
    from pipeline.engine import running, summary

    run = _run_of(options)
    if options.stage == "run":
        summary.write_run(run)
    elif options.stage:
        running.make_stage(run, options.stage)
    else:
        running.make_all(run)
        summary.write_run(run)
        print(summary.summary(run))


def _run_of(options: argparse.Namespace):  # type: ignore[no-untyped-def]
    from pipeline.engine.flow import Run

    seeds, outputs = options.seeds.resolve(), options.outputs.resolve()
    if seeds in (outputs, *outputs.parents):
        raise UserError(
            f"{options.outputs}: lies in {options.seeds}, where the next run would read its tables as articles. "
            "Give --outputs (make: OUTPUTS=) a folder beside the articles, not among them."
        )
    given = {name: getattr(options, name) for name in ("min_score", "part") if getattr(options, name) is not None}
    return Run(
        seeds=options.seeds, outputs=options.outputs, tagger=options.tagger, mentions=options.mentions,
        jobs=options.jobs, cluster=options.cluster, **given,
    )  # fmt: skip


def _scan(options: argparse.Namespace) -> None:
    from pipeline.engine.running import scan_input

    scan_input(_run_of(options))


def _summary(options: argparse.Namespace) -> None:
    from pipeline.engine.summary import summary

    print(summary(_run_of(options)))


def _review(options: argparse.Namespace) -> None:
    from pipeline.engine.running import write_review

    print(write_review(_run_of(options)))


def _rules(_: argparse.Namespace) -> None:
    from pipeline.engine.rules import rules

    print(rules(), end="")


def _tag(options: argparse.Namespace) -> None:
    from pipeline import taggers
    from pipeline.engine.stages import MODELS

    tagger = taggers.load(options.tagger, options.model or MODELS)
    with nullcontext(sys.stdin) if options.file == "-" else open(options.file, encoding="utf-8", errors="replace") as lines:
        for batch in _batches(_sentences(lines)):
            for words, tags in zip(batch, tagger.tag(batch), strict=True):
                for word, (tag, probability) in zip(words, tags, strict=True):
                    print(f"{word}\t{tag}\t{probability:.4f}")
                print()


def _sentences(lines: Iterable[str]) -> Iterator[list[str]]:
    """Sentences of one word a line, parted by blank lines; anything after a tab is left out."""
    words: list[str] = []
    for line in lines:
        word = line.rstrip("\r\n").split("\t")[0]
        if word.strip():
            words.append(word)
        elif words:
            yield words
            words = []
    if words:
        yield words


def _batches(sentences: Iterable[list[str]], words: int = 200_000) -> Iterator[list[list[str]]]:
    """Sentences in batches of some `words`: enough for the tagger to sort by length, little enough for memory."""
    batch: list[list[str]] = []
    held = 0
    for sentence in sentences:
        batch.append(sentence)
        held += len(sentence)
        if held > words:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def _compare(options: argparse.Namespace) -> None:
    from pipeline.linking.linking import MODELS, load
    from pipeline.linking.twonames import compare_lines

    linking = load(MODELS / "linking")

    if options.names == ["-"]:
        for line in compare_lines(sys.stdin, linking):
            print(line)
    elif len(options.names) == 2:
        for line in compare_lines(["\t".join([*options.names, options.type])], linking):
            print("\t".join(line.split("\t")[3:]))
    else:
        raise UserError(f"compare takes two names, or -; found {len(options.names)}. Quote names of several words.")


def _score(options: argparse.Namespace) -> None:
    from pipeline import scores
    from pipeline.engine import summary

    if options.tables:
        print(scores.report(scores.score(options.gold, options.tables)))
    else:
        print(scores.report(summary.score_gold(options.gold, options.tagger, options.given)))


def _speak_utf8() -> None:
    """Read and write UTF-8 whatever the system's own encoding is (Windows', in a pipe, has no Arabic letters)."""
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "backslashreplace"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)


def main(arguments: list[str] | None = None) -> int:
    """Run a command; errors that a user can mend are told without a traceback.

    Returns:
        0, 2 for an error of the input or the options, 130 after Ctrl-C.
    """
    _speak_utf8()
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    top = parser()
    if not arguments or (arguments[0].startswith("-") and arguments[0] not in ("-h", "--help")):
        arguments.insert(0, "run")
    options = top.parse_args(arguments)
    try:
        options.function(options)
    except UserError as error:
        print(f"shabaka: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        print("shabaka: stopped; what is finished stays, the next run goes on from there", file=sys.stderr)
        return 130
    except OSError as error:
        what = f"{error.filename or ''}: {error.strerror or error}"
        print(f"shabaka: {what}. Free space or mend the path, and run again.", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
