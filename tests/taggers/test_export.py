"""A network as it is taught and as it is shipped gives the same scores, but for the eight bits."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.taggers.embedded import EmbeddedTagger
from pipeline.taggers.words import Folding

torch = pytest.importorskip("torch")

WORDS = ["قال", "الرئيس", "فلاديمير", "بوتين", "في", "موسكو", "ان", "روسيا", "لن", "ولروسيا"]


def test_the_shipped_files_score_as_the_network_does(tmp_path: Path) -> None:
    from training.tagger.export import write_tagger
    from training.tagger.finetune import Words, predict
    from training.tagger.heads import TaggingNet
    from training.tagger.labelled import TAGS, Sentence
    from training.tagger.net import Shape

    torch.manual_seed(0)
    shape = Shape(words=8, buckets=64, vector=16, width=32, inner=48, layers=2, heads=2, reach=3)
    net = TaggingNet(shape, {"gold": TAGS}, 0.0)
    torch.nn.init.normal_(net.encoder.distances)
    torch.nn.init.normal_(net.fields["gold"].follow)
    counts = {word: 10 - i for i, word in enumerate(WORDS[:7])}
    folding = Folding({"أ": "ا"}, {"و": "", "ل": "", "ول": ""})
    words = Words({word: row for row, word in enumerate(counts)}, counts, folding, shape.buckets)
    sentences = [WORDS, WORDS[3:], WORDS[:2] * 9]
    write_tagger(net, "gold", counts, folding, sentences, tmp_path)
    tagger = EmbeddedTagger(tmp_path)
    for sentence in sentences:
        types, inverse, there = words.collate([sentence])
        with torch.no_grad():
            expected = net.fields["gold"].score(net.eval()(types, inverse, there))[0].numpy()
        (scores,) = tagger._scores([sentence])
        assert np.abs(scores - expected).max() < 0.15 * expected.std()
    found = predict(net, words, [Sentence("a", tuple(words), TAGS[:1] * len(words)) for words in sentences], "gold")
    ours = [[tag for tag, _ in row] for row in tagger.tag(sentences)]
    same = [a == b for row, other in zip(found, ours, strict=True) for a, b in zip(row, other, strict=True)]
    assert np.mean(same) > 0.9


def test_pretraining_can_go_on_from_the_shipped_files(tmp_path: Path) -> None:
    from training.tagger.export import write_tagger
    from training.tagger.heads import TaggingNet
    from training.tagger.labelled import TAGS
    from training.tagger.net import MaskedWords, Shape
    from training.tagger.restore import restore

    torch.manual_seed(0)
    shape = Shape(words=8, buckets=64, vector=16, width=32, inner=48, layers=2, heads=2, reach=3)
    net, again = TaggingNet(shape, {"gold": TAGS}, 0.0), MaskedWords(shape, 5)
    for weight in net.encoder.parameters():
        torch.nn.init.normal_(weight)
    write_tagger(net, "gold", dict.fromkeys(WORDS[:7], 1), Folding({}, {}), [WORDS, WORDS[3:]], tmp_path)
    restore(again, tmp_path, WORDS)
    for part in ("vectors", "encoder"):
        theirs = getattr(again, part).state_dict()
        for name, weight in getattr(net, part).state_dict().items():
            rows = 7 if name == "words.weight" else len(weight)
            step = weight.abs().max() / 60  # seven bits
            assert torch.allclose(weight[:rows], theirs[name][:rows], atol=float(step)), name
    assert torch.equal(again.vectors.words.weight[7], torch.zeros(16))
