"""Arrange the topics of a theme: each gesture is a row, who, when, before, after, and can be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from json import dumps

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from consult.accounts.models import User
from consult.kit.db import session
from consult.kit.errors import Conflict, Invalid, NotFound
from synthesis.analysis.codec import plain
from synthesis.composer.changes import Anchor, Change, ChangeKind
from synthesis.composer.corrections import CORRECTIONS
from synthesis.composer.document import QuoteBlock
from synthesis.composer.rearranging import span_of
from synthesis.composer.shelf import Held, Shelf, in_order
from synthesis.models import EditReversal, EditTarget, Synthesis, SynthesisEdit
from synthesis.operations.signing import draft_to_change, follow_change, refuse_unseen
from synthesis.queries.edits import CHAPTERS, chapters_wanted, in_chosen_order, themes_of
from synthesis.reading import shelf_of

LONGEST_NAME = 120
UNGROUPED = "non-regroupees"
"""What names, in a form, the texts no topic gathers."""


@dataclass(frozen=True)
class Hand:
    """Who changes a theme, in which state they saw it, and when."""

    actor: User
    synthesis: Synthesis
    section_id: str
    seen: str
    at: datetime


def rename_topic(hand: Hand, key: str, name: str) -> bool:
    """Give a topic another name; return False when it already has it."""
    given = " ".join(name.split())
    _refuse_name(given)
    shelf = _opened(hand)
    topic = _topic(shelf, key)
    if topic.name == given:
        return False
    _keep(hand, Change("", ChangeKind.NAME, hand.section_id, topic=_anchor(topic), name=given), topic.name, given)
    return True


def merge_topics(hand: Hand, key: str, into: str) -> None:
    """Put all the texts of a topic in another one, which keeps its name."""
    shelf = _opened(hand)
    topic, kept = _topic(shelf, key), _topic(shelf, into)
    if topic == kept:
        raise Invalid(_l("Choisissez un autre sujet que celui-ci."), "into")
    change = Change("", ChangeKind.MERGE, hand.section_id, topic=_anchor(topic), into=_anchor(kept))
    _keep(hand, change, topic.name, kept.name)


def split_topic(hand: Hand, key: str, refs: Sequence[str], name: str) -> None:
    """Form a new topic with some texts of another one, or of those no topic gathers."""
    given = " ".join(name.split())
    _refuse_name(given)
    shelf = _opened(hand)
    source, chosen = _source(shelf, key), _chosen(shelf, key, refs)
    if source.key and len(chosen) == len(source.refs):
        raise Invalid(_l("Laissez au moins une contribution dans ce sujet, ou renommez-le."), "refs")
    change = Change("", ChangeKind.SPLIT, hand.section_id, topic=source, refs=chosen, name=given)
    _keep(hand, change, source.name, given)


def move_texts(hand: Hand, key: str, refs: Sequence[str], into: str) -> SynthesisEdit:
    """Move some texts from a topic to another; `UNGROUPED` names the texts of no topic."""
    shelf = _opened(hand)
    if key == into:
        raise Invalid(_l("Choisissez un autre sujet que celui-ci."), "into")
    source, target = _source(shelf, key), _source(shelf, into)
    chosen = _chosen(shelf, key, refs)
    change = Change("", ChangeKind.MOVE, hand.section_id, topic=source, into=target, refs=chosen)
    return _keep(hand, change, source.name, target.name)


def place_text(hand: Hand, ref: str, into: str) -> SynthesisEdit | None:
    """Put one text under one topic only, wherever it stands; None when it stands nowhere else already."""
    shelf = _opened(hand)
    target = _source(shelf, into)
    if ref not in shelf.everything:
        raise NotFound
    homes = [topic for topic in shelf.topics if ref in topic.refs]
    if [topic.key for topic in homes] == ([target.key] if target.key else []):
        return None
    change = Change("", ChangeKind.MOVE, hand.section_id, into=target, refs=(ref,))
    return _keep(hand, change, ", ".join(topic.name for topic in homes), target.name)


def rank_topic(hand: Hand, key: str, position: int) -> bool:
    """Give a topic another rank in its theme, from 1; return False when it already has it."""
    shelf = _opened(hand)
    topic = _topic(shelf, key)
    present = shelf.topics.index(topic) + 1
    wanted = min(max(position, 1), len(shelf.topics))
    if wanted == present:
        return False
    change = Change("", ChangeKind.RANK, hand.section_id, topic=_anchor(topic), position=wanted)
    _keep(hand, change, str(present), str(wanted))
    return True


def choose_quote(hand: Hand, key: str, quote: QuoteBlock, instead: str) -> None:
    """Show words of a contribution under a topic, first or in the place of other words.

    The caller has checked that they stand in the text, letter for letter.
    """
    topic = _topic(_opened(hand), key)
    if quote.ref not in topic.refs:
        raise Invalid(_l("Choisissez une contribution de ce sujet."), "ref")
    if quote in topic.quotes:
        raise Invalid(_l("Ces mots sont déjà cités sous ce sujet."), "words")
    change = Change("", ChangeKind.QUOTE, hand.section_id, topic=_anchor(topic), quote=quote, instead=instead)
    replaced = next((one for one in topic.quotes if span_of(one) == instead), None)
    before = f"«\u00a0{replaced.quoted}\u00a0» ({replaced.ref})" if replaced else ""
    _keep(hand, change, before, f"{quote.ref} : {quote.words}")


def enlarge_evidence(hand: Hand, claim_id: str, evidence: Sequence[str], refs: Sequence[str]) -> None:
    """Add contributions to what a sentence rests on; those it has stay, whatever is asked."""
    added = tuple(ref for ref in dict.fromkeys(refs) if ref not in evidence)
    if not added:
        raise Invalid(_l("Donnez au moins une contribution qui n’appuie pas encore cette phrase."), "refs")
    draft_to_change(hand.synthesis.id)
    change = Change("", ChangeKind.EVIDENCE, hand.section_id, refs=added, claim_id=claim_id)
    _keep(hand, change, "", ", ".join(added))


def rank_chapter(hand: Hand, position: int) -> bool:
    """Give the chapter of a theme another rank, from 1, at the next computation; False when it already has it."""
    locked = draft_to_change(hand.synthesis.id)
    present = [theme.section_id for theme in in_chosen_order(themes_of(locked), chapters_wanted(locked))]
    others = [name for name in present if name != hand.section_id]
    to = min(max(position, 1), len(present)) - 1
    wanted = [*others[:to], hand.section_id, *others[to:]]
    if wanted == present:
        return False
    before, after = (" ".join(name.removeprefix("theme-") for name in names) for names in (present, wanted))
    row = SynthesisEdit(synthesis_id=locked.id, section_id=CORRECTIONS, target=EditTarget.CHAPTERS)
    row.target_id, row.before, row.after = CHAPTERS, before, after
    row.actor_id, row.at = hand.actor.id, hand.at
    session.add(row)
    session.flush()
    return True


# --- taking back, putting in again ------------------------------------------------------


def turn_edit(actor: User, edit: SynthesisEdit, *, undone: bool, at: datetime) -> None:
    """Take a change back, or put it in again; its row stays, and the passage leaves one."""
    locked = draft_to_change(edit.synthesis_id)
    session.refresh(edit)
    if edit.is_undone is undone:
        raise Conflict(_l("Rechargez la page : ce changement a déjà été défait ou refait."))
    reverse_edit(edit, actor, undone=undone, reason="", at=at)
    follow_change(locked, edit.section_id, actor, at=at)


def reverse_edit(edit: SynthesisEdit, actor: User | None, *, undone: bool, reason: str, at: datetime) -> None:
    """Mark a change as taken back or put in again, and keep who asked for it; no actor for a new computation."""
    edit.is_undone = undone
    actor_id = actor.id if actor else None
    session.add(EditReversal(edit_id=edit.id, is_undone=undone, reason=reason, actor_id=actor_id, at=at))
    session.flush()


# --- shared -----------------------------------------------------------------------------


def _opened(hand: Hand) -> Shelf:
    locked = draft_to_change(hand.synthesis.id)
    refuse_unseen(locked, hand.section_id, hand.seen)
    return shelf_of(locked, hand.section_id)


def _topic(shelf: Shelf, key: str) -> Held:
    found = next((topic for topic in shelf.topics if topic.key == key), None)
    if found is None:
        raise Invalid(_l("Choisissez un sujet de ce thème."), "into")
    return found


def _source(shelf: Shelf, key: str) -> Anchor:
    if key == UNGROUPED:
        return Anchor("", _("non regroupées"), shelf.ungrouped)
    return _anchor(_topic(shelf, key))


def _anchor(topic: Held) -> Anchor:
    return Anchor(topic.key, topic.name, topic.refs)


def _chosen(shelf: Shelf, key: str, refs: Sequence[str]) -> tuple[str, ...]:
    chosen = in_order(ref for ref in refs if ref in _source(shelf, key).refs)
    if not chosen:
        raise Invalid(_l("Cochez au moins une contribution de ce sujet."), "refs")
    return chosen


def _refuse_name(name: str) -> None:
    if not name:
        raise Invalid(_l("Écrivez le nom du sujet."), "name")
    if len(name) > LONGEST_NAME:
        raise Invalid(_l("Raccourcissez ce nom : 120 caractères au plus."), "name")


def _keep(hand: Hand, change: Change, before: str, after: str) -> SynthesisEdit:
    row = SynthesisEdit(
        synthesis_id=hand.synthesis.id,
        section_id=hand.section_id,
        target=EditTarget(change.kind.value),
        target_id=(change.topic.key or change.claim_id or change.into.key)[:120],
        before=before,
        after=after,
        anchor=dumps(plain(replace(change, id="")), ensure_ascii=False),
        actor_id=hand.actor.id,
        at=hand.at,
    )
    session.add(row)
    session.flush()
    follow_change(draft_to_change(hand.synthesis.id), hand.section_id, hand.actor, at=hand.at)
    return row
