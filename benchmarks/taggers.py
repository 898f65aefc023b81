"""Speed and memory of the taggers: `python -m benchmarks.taggers --gold ../shared/gold [--words 4000]`.

The embedded tagger as it is shipped, CAMeL Tools' code on a model of CAMeLBERT's shape and Stanza's tagger of its published
shape, both with random weights (speed does not depend on the values), on the same articles. Each in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.taggers.tiny import write_camel, write_stanza
from training.tagger.labelled import gold_sides

# CAMeLBERT and AraBERT: BERT-base (Inoue et al. 2021); Stanza's ner/aqmar_charlm: two character LMs of 1024, BiLSTM of 256.
CAMELBERT = {
    "hidden_size": 768, "num_hidden_layers": 12, "num_attention_heads": 12, "intermediate_size": 3072,
}  # fmt: skip
STANZA = {"hidden_dim": 256, "char_hidden_dim": 1024, "char_emb_dim": 100, "word_emb_dim": 300}


def sentences_of(gold: Path, words: int) -> list[list[str]]:
    """The first sentences of the kept tenth that have so many words together."""
    out: list[list[str]] = []
    for sentence in gold_sides(gold)["kept"]:
        if sum(map(len, out)) >= words:
            break
        out.append(list(sentence.words))
    return out


def pieces_of(sentences: list[list[str]]) -> list[str]:
    """A vocabulary that cuts words about as often as a published one: what follows the sixth letter is a second piece."""
    words = {word for sentence in sentences for word in sentence}
    return sorted({word[:6] for word in words if len(word) > 1} | {f"##{word[6:]}" for word in words if len(word) > 7})


def measure(name: str, models: Path, sentences: list[list[str]]) -> dict[str, float]:
    """Seconds to load, words a second (the second of two runs) and peak memory of one tagger, in this process."""
    from pipeline.taggers import load

    began = time.perf_counter()
    tagger = load(name, models)
    loaded = time.perf_counter() - began
    for _ in range(2):
        began = time.perf_counter()
        tagger.tag(sentences)
        seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"load s": loaded, "words/s": sum(map(len, sentences)) / seconds, "peak MB": peak}


def apart(name: str, models: Path, gold: Path, words: int) -> dict[str, float]:
    """`measure` in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.taggers", "--one", name, "--models", str(models), "--gold", str(gold)]
    environment = {key: value for key, value in os.environ.items() if key != "CAMELTOOLS_DATA"} | {"HOME": str(models)}
    done = subprocess.run([*command, "--words", str(words)], capture_output=True, text=True, check=True, env=environment)
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    parser.add_argument("--models", type=Path, default=Path("models"))
    parser.add_argument("--words", type=int, default=4000)
    parser.add_argument("--one", help="measure this tagger only, in this process")
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.one, options.models, sentences_of(options.gold, options.words))))
        return
    with tempfile.TemporaryDirectory() as folder:
        models = Path(folder)
        pieces = pieces_of(sentences_of(options.gold, options.words))
        write_camel(models / "published" / "camel", pieces, **CAMELBERT)
        write_stanza(models / "published" / "stanza", **STANZA)
        rows = {"embedded": apart("embedded", options.models, options.gold, 20_000)}
        rows |= {name: apart(name, models, options.gold, options.words) for name in ("stanza", "camel")}
    print("| tagger | load, s | words/s | times slower | peak memory, MB |\n| --- | --- | --- | --- | --- |")
    for name, row in rows.items():
        ratio = rows["embedded"]["words/s"] / row["words/s"]
        print(f"| {name} | {row['load s']:.2f} | {row['words/s']:,.0f} | {ratio:.0f} | {row['peak MB']:,.0f} |")


if __name__ == "__main__":
    main()
