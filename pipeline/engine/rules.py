"""The Makefile's rules for the stages, made from the stages' own arguments so that the two can't drift."""

from __future__ import annotations

from pathlib import Path

from pipeline.engine.stages import RESOURCES, ROOT, STAGES, Stage, arguments_of, code_of

HEAD = """# Written by `python -m pipeline rules > stages.mk`; a test holds it against pipeline/engine/stages.py.
# A stage's target is its record (what it made, from what): outputs/stages/NAME.json."""

# The options that a stage may read, written down by `scan` whenever one changes.
_OPTIONS = "$(S)/options.json"


def rules() -> str:
    """A rule a stage: its record depends on the records of the tables it reads, its models, the user's files and its code."""
    last = " ".join(f"$(S)/{name}.json" for name, stage in STAGES.items() if stage.table is None)
    stages = [_rule(stage) for stage in STAGES.values() if stage.name != "given_mentions"]
    return "\n\n".join([HEAD, *stages, f"$(OUTPUTS)/run.json: {last}\n\t$(MAKE_STAGE) run"]) + "\n"


def _rule(stage: Stage) -> str:
    name, record = stage.name, f"$(S)/{stage.name}.json"
    if stage.made_with:
        return f"{record}: $(S)/{stage.made_with}.json ;"
    lines = " \\\n\t\t".join(dict.fromkeys(_prerequisites(stage)))
    return f".PHONY: {name}\n{name}: {record} ## {stage.help}\n{record}: {lines}\n\t$(MAKE_STAGE) {name}"


def _prerequisites(stage: Stage) -> list[str]:
    needs = ["$(S)/input.json"] if stage.name == "articles" else [f"$(S)/{table}.json" for table in stage.tables]
    for source in stage.arguments.values():
        needs += _needs(source)
    needs += _files(stage.module)
    if stage.name == "mentions":  # given mentions may stand in the tagger's place
        needs += _needs("given")
    return needs


def _files(module: str) -> list[str]:
    return [path.relative_to(ROOT).as_posix() for path in code_of(module)]


def _needs(argument: str) -> list[str]:
    if argument in RESOURCES:
        resource = RESOURCES[argument]
        own = [_of_user(f"$({resource.path.upper()})")] if resource.of_user else [_models(resource.path)]
        own += map(_models, resource.also)
        more = [_OPTIONS] if arguments_of(resource.function)[1:] else []
        return [*own, *_files(resource.module), *more]
    return [_OPTIONS] if argument == "min_score" else []


def _of_user(path: str) -> str:
    """The user's file where it is there; as it is given, since `wildcard` would take the marks off the blanks in its name."""
    return f"$(if $(wildcard {path}),{path})"


def _models(path: str) -> str:
    place = Path("models") / path
    return f"$(shell find {place} -type f)" if (ROOT / place).is_dir() else str(place)
