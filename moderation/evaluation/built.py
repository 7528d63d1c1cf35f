"""Measure what nobody annotated on texts built by a protocol: civil answers, and the same changed.

A hundred answers or more are drawn from a seed. What was planted should be seen, the answers as they were written
should not. Two detectors are asked about sentences written by hand (`built.toml`). These figures say whether a
detector does what it was made for; they do not say how often it will meet such texts.
"""

import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from consult.kit.measures import Measures
from moderation.detectors.advertising import advertising
from moderation.detectors.finding import Examined
from moderation.detectors.insults import threats
from moderation.detectors.manner import copies, flooding, shouting
from moderation.detectors.private import private
from moderation.evaluation.drawn import PRIVATE, look_alike
from moderation.evaluation.mutations import dressed_otherwise, mutated
from moderation.evaluation.near_index import NearIndex
from moderation.evaluation.tallies import Tally, add, alarms, counted, tally
from moderation.near import SHORTEST
from moderation.operations.signals import words_hash
from moderation.queries.campaigns import FEWEST

BUILT = "built"
_WRITTEN = Path(__file__).with_suffix(".toml")
_BY_HAND = {"threats": threats, "advertising": advertising}
_SEED = 2019
_CARRIERS, _CAMPAIGNS, _COPIES = 400, 40, 12
_BEFORE, _AFTER = "Pour en parler : ", ". Merci de votre attention."
_RUN, _ALREADY = 20, 9


def on_built(name: str, civil: Sequence[str]) -> Measures:
    """Return what each detector sees of what was built from the civil answers of a set."""
    draw = Random(_SEED)  # noqa: S311 - measures are drawn the same each time
    long_enough = [text for text in dict.fromkeys(civil) if len(text) >= SHORTEST]
    carriers = draw.sample(long_enough, min(_CARRIERS, len(long_enough)))
    measures = _by_hand()
    if not carriers:
        return measures
    built = {
        "private": tally(private, _private(carriers, draw)),
        "shouting": tally(shouting, _shouted(carriers, draw)),
        "flooding": tally(flooding, _floods()),
        "copies": _copies(carriers, long_enough, draw),
        "near_copies": _near(carriers, long_enough, draw, copies_of_each=1),
        "campaign": _near(carriers[:_CAMPAIGNS], long_enough, draw, copies_of_each=_COPIES),
    }
    for detector, one in built.items():
        add(measures, one.measures(f"{BUILT}/{detector}"))
    add(measures, _on_answers(name, civil))
    return measures


def _by_hand() -> Measures:
    measures: Measures = {}
    for name, said in tomllib.loads(_WRITTEN.read_text("utf-8")).items():
        cases = [(Examined(text), raises == "raises") for raises in ("raises", "silent") for text in said[raises]]
        add(measures, tally(_BY_HAND[name], cases).measures(f"{BUILT}/{name}"))
    return measures


def _private(carriers: Sequence[str], draw: Random) -> Iterator[tuple[Examined, bool]]:
    """Plant each kind in turn in an answer; the answers alone, and with look-alikes, should raise nothing."""
    kinds = list(PRIVATE.values())
    for place, text in enumerate(carriers):
        yield Examined(f"{text}\n{_BEFORE}{kinds[place % len(kinds)](draw)}{_AFTER}"), True
        yield Examined(f"{text}\n{_BEFORE}{look_alike(draw)}{_AFTER}"), False


def _shouted(carriers: Sequence[str], draw: Random) -> Iterator[tuple[Examined, bool]]:
    """Shout an answer whole, or its end; said quietly it should raise nothing."""
    for text in carriers:
        loud = text.upper() if draw.random() < 1 / 2 else f"{text} {draw.choice('!?') * 6}"
        yield Examined(loud), True
        yield Examined(text.lower()), False


def _floods() -> Iterator[tuple[Examined, bool]]:
    """Send twenty texts in ten minutes: the tenth and those after it are a flood; then the same text twice."""
    for _run in range(_RUN):
        for sent in range(_RUN):
            yield Examined("", recent=sent + 1), sent >= _ALREADY
    yield Examined("", recent=2, same_words=1, own_copies=1), True


def _copies(carriers: Sequence[str], others: Sequence[str], draw: Random) -> Tally:
    """Send answers again dressed otherwise; answers that were already the same are left out."""
    again = [words_hash(dressed_otherwise(text, draw)) for text in carriers]
    chosen, already = set(carriers), Counter(map(words_hash, others))
    sent = already + Counter(again)
    planted = [(mark, True) for mark in again]
    alone = [(mark, False) for text in others if text not in chosen and already[mark := words_hash(text)] == 1]
    cases = ((Examined("", same_words=sent[mark] - 1), raised) for mark, raised in planted + alone)
    return tally(copies, cases)


def _near(carriers: Sequence[str], others: Sequence[str], draw: Random, *, copies_of_each: int) -> Tally:
    """Send changed copies of answers after all the others: each should join its original, and nothing else."""
    index = NearIndex()
    joined = {text: index.join(text) for text in others}
    alike = {leader for text, leader in joined.items() if leader != text}
    planted = [(text, mutated(text, draw)) for text in carriers for _copy in range(copies_of_each)]
    found = [(index.join(changed), original) for original, changed in planted]
    enough = FEWEST if copies_of_each > 1 else 1
    sizes = Counter(leader for leader, _original in found)
    seen = [(sizes[leader] >= enough and leader == joined[original], True) for leader, original in found]
    chosen = set(carriers)
    alone = [text for text in others if text not in chosen and joined[text] == text and text not in alike]
    return counted([*seen, *((sizes[text] >= enough, False) for text in alone)])


def _on_answers(name: str, civil: Sequence[str]) -> Measures:
    """Count the answers that say what others said: some thousands of people do write the same words."""
    same = Counter(map(words_hash, civil))
    index = NearIndex()
    leaders = Counter(index.join(text) for text in civil if len(text) >= SHORTEST)
    raised = {
        "copies": sum(count for count in same.values() if count > 1),
        "near_copies": sum(count for count in leaders.values() if count > 1),
        "campaign": sum(count for count in leaders.values() if count >= FEWEST),
    }
    measures: Measures = {}
    for detector, count in raised.items():
        add(measures, alarms(f"{name}/{detector}", count, len(civil)))
    return measures
