"""The teachings that the shipped tagger has behind it, in their order, and those that lost."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Recipe:
    """How a tagger is taught.

    Attributes:
        what: one line for tables.
        start: name of the taught network to go on from; "" for the pretrained encoder.
        pretrained: False begins from random weights instead.
        convention: whose idea of a mention sets the pace and is measured: `gold` or `anercorp`.
        shares: of each other corpus that is read in an epoch; the convention that sets the pace is read whole.
        epochs: passes over the gold.
        rate: highest learning rate of the encoder; the n-grams get a fifth, the words none, the new layers four times as much.
        dropout: of the encoder's outputs.
        word_dropout: share of the distinct words seen by their spelling alone.
        replace: share of mentions replaced in the sentences that are rewritten.
        joined: words up to which sentences that follow each other are read together in half the epochs.
        batch: words a step.
        seed: of everything random.
        teachers: names of taught networks that read the raw news of `silver` together, the tagger that pretraining began from
            with them.
        average: names of taught networks whose mean this is; nothing is taught then.
    """

    what: str
    start: str = ""
    pretrained: bool = True
    convention: str = "gold"
    shares: dict[str, float] = field(default_factory=lambda: {"anercorp": 0.3, "aqmar": 0.2, "wojood": 0.5})
    epochs: int = 10
    rate: float = 5e-4
    dropout: float = 0.15
    word_dropout: float = 0.1
    replace: float = 0.15
    joined: int = 64
    batch: int = 1600
    seed: int = 1
    teachers: tuple[str, ...] = ()
    average: tuple[str, ...] = ()


_ANERCORP = {"gold": 0.3, "aqmar": 0.3, "wojood": 0.3}
_SILVER = {"anercorp": 0.3, "aqmar": 0.2, "wojood": 0.5, "silver": 0.25}

_FIVE = ("faster", "silver", "anercorp", "final", "final2")

# What `make train` does, one after the other. `anersoup` is also what stands beside published taggers in `benchmarks/anercorp`.
SHIPPED = {
    "taught": Recipe("pretrained encoder, gold and corpora, 10 epochs", rate=1e-3, dropout=0.1, word_dropout=0.05, seed=4),
    "faster": Recipe(
        "the same at twice the rate, more names replaced, more words seen by their spelling alone",
        rate=2e-3, dropout=0.1, replace=0.25, seed=8,
    ),
    "silver": Recipe(
        "faster, then 4 epochs with raw news, of which it learns to say what the teachers do together",
        start="faster", teachers=("taught", "faster"), shares=_SILVER,
        epochs=4, rate=1e-3, dropout=0.1, word_dropout=0.05, seed=3,
    ),
    "anercorp": Recipe(
        "silver, then ANERcorp's own convention, 8 epochs",
        start="silver", convention="anercorp", shares=_ANERCORP, epochs=8, rate=1e-3,
    ),
    "final": Recipe(
        "anercorp, then the gold again, 4 epochs", start="anercorp", epochs=4, rate=1e-3, dropout=0.1, word_dropout=0.05, seed=5
    ),
    "final2": Recipe(
        "the same with more words seen by their spelling alone, and more names replaced",
        start="anercorp", epochs=4, rate=1e-3, word_dropout=0.2, replace=0.3, seed=6,
    ),
    "anersoup": Recipe("the mean of these five, read by ANERcorp's convention", convention="anercorp", average=_FIVE),
    "soup": Recipe("the same mean, read by the gold's", average=_FIVE),
}  # fmt: skip

LOST = {
    "slow": Recipe("taught at half the rate, more dropout"),
    "slower": Recipe(
        "taught at a third of the rate, more names replaced, more dropout, 7 epochs",
        epochs=7, rate=3e-4, replace=0.25, word_dropout=0.15, dropout=0.25, seed=2,
    ),
    "anercorp2": Recipe(
        "taught, then ANERcorp's own convention, 8 epochs",
        start="taught", convention="anercorp", shares=_ANERCORP, epochs=8, rate=6e-4, seed=7,
    ),
    "anersoup2": Recipe("the mean of anercorp and anercorp2", convention="anercorp", average=("anercorp", "anercorp2")),
    "soup3": Recipe("the mean of silver, final and final2", average=("silver", "final", "final2")),
    "soup4": Recipe("the mean of faster, silver, final and final2", average=("faster", "silver", "final", "final2")),
    "again": Recipe(
        "silver, then 3 epochs with other raw news, of which it learns to say what it and the tagger before do together",
        start="silver", teachers=("silver",), shares=_SILVER | {"silver": 0.33},
        epochs=3, rate=1e-3, dropout=0.1, word_dropout=0.05, seed=9,
    ),
    "soup2": Recipe("the mean of silver and final2", average=("silver", "final2")),
    "unpretrained": Recipe("taught's recipe from random weights, without vectors or masked words", pretrained=False, rate=1e-3),
}  # fmt: skip
RECIPES = SHIPPED | LOST
