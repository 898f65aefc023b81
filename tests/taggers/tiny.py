"""Tiny models with random weights in the formats of the published taggers."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءةىأإآ"
CAMEL_LABELS = ("B-LOC", "B-ORG", "B-PERS", "B-MISC", "I-LOC", "I-ORG", "I-PERS", "I-MISC", "O")


def write_camel(folder: Path, more_pieces: Iterable[str] = (), **changed: int) -> None:
    """A BERT and CAMeL Tools' catalogue, as `camel_data --install ner-arabert` leaves them.

    Args:
        folder: where they lie.
        more_pieces: of the tokenizer's vocabulary, beside the letters.
        changed: sizes that differ from the small ones.
    """
    import torch
    from transformers import BertConfig, BertForTokenClassification

    torch.manual_seed(3)
    model = folder / "data" / "ner" / "arabert"
    model.mkdir(parents=True)
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *LETTERS, *(f"##{letter}" for letter in LETTERS), *more_pieces]
    (model / "vocab.txt").write_text("\n".join(pieces) + "\n", encoding="utf-8")
    (model / "tokenizer_config.json").write_text('{"do_lower_case": false, "tokenizer_class": "BertTokenizer"}')
    labels = dict(enumerate(CAMEL_LABELS))
    sizes = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16} | changed
    numbers = {label: i for i, label in labels.items()}
    config = BertConfig(vocab_size=len(pieces), id2label=labels, label2id=numbers, initializer_range=1.0, **sizes)
    BertForTokenClassification(config).save_pretrained(model)
    component = {"default": "arabert", "datasets": {"arabert": {"path": "ner/arabert"}}}
    catalogue = {"version": "1", "packages": {}, "components": {"NamedEntityRecognition": component}}
    (folder / "catalogue.json").write_text(json.dumps(catalogue))


def _stanza_arguments(**changed: object) -> dict:
    """Stanza's own default arguments of its NER trainer, made small."""
    from stanza.models.ner_tagger import build_argparse

    widths = {"hidden_dim": 8, "char_hidden_dim": 4, "char_emb_dim": 4, "word_emb_dim": 6}
    small = widths | {"lang": "ar", "shorthand": "ar_tiny", "use_peft": False}
    return vars(build_argparse().parse_args([])) | small | changed


def write_stanza(folder: Path, **changed: object) -> None:
    """A small BiLSTM-CRF and Stanza's list of resources, as `stanza.download` leaves them.

    Args:
        folder: where they lie.
        changed: arguments of Stanza's trainer that differ from the small ones.
    """
    import torch
    from stanza.models.common.doc import Document
    from stanza.models.common.pretrain import Pretrain, PretrainedWordVocab
    from stanza.models.ner.data import DataLoader
    from stanza.models.ner.trainer import Trainer

    torch.manual_seed(5)
    arguments = _stanza_arguments(**changed)
    pretrain = Pretrain()
    pretrain._vocab = PretrainedWordVocab(["قال", "روسيا"], "ar")
    pretrain._emb = torch.randn(len(pretrain._vocab), int(arguments["word_emb_dim"]))
    for kind in ("ner", "pretrain"):
        (folder / "ar" / kind).mkdir(parents=True)
    pretrain.save(str(folder / "ar" / "pretrain" / "tiny.pt"))
    tags = ["O", *(f"{place}-{kind}" for kind in ("PER", "LOC", "ORG", "MISC") for place in "BIES")]
    words = [{"id": i + 1, "text": LETTERS[i : i + 5], "ner": tag} for i, tag in enumerate(tags)]
    batch = DataLoader(Document([words]), 1, arguments, pretrain=pretrain)
    trainer = Trainer(arguments, batch.vocab, pretrain, device="cpu")
    trainer.model.crits[0]._transitions.data.normal_()
    trainer.save(str(folder / "ar" / "ner" / "tiny.pt"))
    needs = [{"model": "pretrain", "package": "tiny"}]
    files = {"ner": {"tiny": {"dependencies": needs}}, "pretrain": {"tiny": {}}, "tokenize": {"tiny": {}}}
    packages = {"packages": {"default": {"tokenize": "tiny", "ner": "tiny"}}, "lang_name": "Arabic"}
    (folder / "resources.json").write_text(json.dumps({"ar": files | packages}))
