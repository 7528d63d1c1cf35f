"""What the secretariat wrote and rearranged: sentences in place of computed ones, introductions, topics, quotes.

Edits are a separate input, so that what was computed is never lost; nothing can be hidden by an edit.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from synthesis.composer.changes import Anchor, Change, ChangeKind, Lapse, matching
from synthesis.composer.corrections import CORRECTIONS, Contested, Shown, listed
from synthesis.composer.document import (
    Block,
    Bullets,
    Claim,
    Document,
    Introduction,
    Paragraph,
    ProposalBlock,
    Section,
    TopicBlock,
    claims_of,
)
from synthesis.composer.rearranging import rearrange
from synthesis.composer.shelf import SIZE, name_of
from synthesis.composer.wording import Wording, printed


class EmptyEditError(ValueError):
    """An edit without words, which would hide what was computed."""


@dataclass(frozen=True)
class Replacement:
    """A sentence written in place of the one of a claim; one that sizes a topic keeps what the topic gathered.

    `part` is the part of the document it was written in.
    """

    claim_id: str
    text: str
    about: tuple[str, ...] = ()
    part: str = ""
    on: str = ""


@dataclass(frozen=True)
class AddedIntroduction:
    """A paragraph written at the head of a section, in one part of the document."""

    section_id: str
    text: str
    part: str = ""
    on: str = ""


@dataclass(frozen=True)
class Edits:
    """Everything the secretariat changed in one synthesis; the order of `changes` is that of the gestures.

    `order` lists the themes as their chapters are to follow one another, from the next computation on; those it
    does not name come after.
    """

    replacements: tuple[Replacement, ...] = ()
    introductions: tuple[AddedIntroduction, ...] = ()
    changes: tuple[Change, ...] = ()
    contested: Contested = field(default_factory=Contested)
    order: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an edit that says nothing."""
        texts = [edit.text for edit in self.replacements] + [edit.text for edit in self.introductions]
        if not all(text.strip() for text in texts):
            raise EmptyEditError("Écrivez une phrase : un texte vide cacherait ce qui a été calculé.")


def apply_edits(document: Document, edits: Edits) -> Document:
    """Put what a person changed in its place; edits whose place is gone are listed, with the reason."""
    return _edited(document, edits)[0]


def lapses_of(document: Document, edits: Edits) -> tuple[Lapse, ...]:
    """Say which edits find no place in a computed document, and why."""
    return _edited(document, edits)[1]


def _edited(document: Document, edits: Edits) -> tuple[Document, tuple[Lapse, ...]]:
    say = Wording(document.language)
    arranged, lapsed = rearrange(document, edits.changes, say)
    grown, ungrown = _grown(arranged, edits.changes, say)
    written, lost = _written(grown, edits, say)
    lapses = (*lapsed, *ungrown, *lost)
    shown = _shown(document, written, edits, {lapse.id for lapse in lapses}, say)
    whole = replace(
        written,
        sections=tuple(
            listed(section, shown, lapses, edits.contested, say) if section.id == CORRECTIONS else section
            for section in written.sections
        ),
        orphan_edits=tuple(sorted(lapse.id for lapse in lapses)),
    )
    return whole, lapses


# --- sentences and introductions --------------------------------------------------------


def _written(document: Document, edits: Edits, say: Wording) -> tuple[Document, tuple[Lapse, ...]]:
    parts = tuple(section for section in document.sections if section.id != CORRECTIONS)
    claims = {claim.id: claim for claim in replace(document, sections=parts).claims()}
    found = {edit: _claim_of(edit, claims) for edit in edits.replacements}
    written = {
        claim_id: _with_size(edit.text.strip(), claims[claim_id], document.label("handwritten"), say)
        for edit, claim_id in found.items()
        if claim_id is not None
    }
    openings = {edit.section_id: edit.text.strip() for edit in edits.introductions}
    here = {"", *(section.id for section in document.sections)}
    lost = {edit.claim_id for edit, claim_id in found.items() if claim_id is None and edit.part in here}
    sections = {section.id for section in document.walk()}
    lost |= {one.section_id for one in edits.introductions if one.section_id not in sections and one.part in here}
    rewritten = tuple(_section(section, written, openings) for section in document.sections)
    reason = say.gettext("la phrase ou la partie n’existe plus dans ce calcul")
    return replace(document, sections=rewritten), tuple(Lapse(name, reason) for name in sorted(lost))


def _claim_of(edit: Replacement, claims: dict[str, Claim]) -> str | None:
    """Find the sentence an edit replaces: by its name, or for a topic by what it gathers."""
    if not edit.about:
        return edit.claim_id if edit.claim_id in claims else None
    sizes = [(claim.id, claim.evidence) for claim in claims.values() if claim.template == SIZE]
    index = matching(Anchor(edit.claim_id, refs=edit.about), sizes)
    return None if index is None else sizes[index][0]


def _with_size(text: str, claim: Claim, mark: str, say: Wording) -> str:
    """Leave after a person's marked sentence on a topic what was computed: how many it gathers, how firmly."""
    if claim.template != SIZE:
        return text
    return say.gettext("%(text)s Calculé : %(size)s", text=f"{text} [{mark}]", size=claim.text)


def _section(section: Section, written: dict[str, str], openings: dict[str, str]) -> Section:
    blocks = tuple(_block(block, written) for block in section.blocks)
    opening = openings.get(section.id)
    return replace(
        section,
        blocks=blocks if opening is None else (Introduction(opening), *blocks),
        sections=tuple(_section(child, written, openings) for child in section.sections),
    )


def _block(block: Block, written: dict[str, str]) -> Block:
    if isinstance(block, Paragraph | Bullets):
        return replace(block, claims=tuple(_claim(claim, written) for claim in block.claims))
    if isinstance(block, TopicBlock):
        parts = tuple(_claim(part, written) for part in block.parts)
        return replace(block, claim=_claim(block.claim, written), parts=parts)
    if isinstance(block, ProposalBlock):
        return replace(block, claim=_claim(block.claim, written))
    return block


def _claim(claim: Claim, written: dict[str, str]) -> Claim:
    text = written.get(claim.id)
    return claim if text is None else replace(claim, text=text, computed=claim.text)


# --- evidence, which only grows ---------------------------------------------------------


def _grown(document: Document, changes: Sequence[Change], say: Wording) -> tuple[Document, tuple[Lapse, ...]]:
    """Add contributions to what sentences rest on; nothing is ever taken from it."""
    asked = [change for change in changes if change.kind is ChangeKind.EVIDENCE]
    held = {section.id for section in document.sections}
    known = {claim.id for claim in document.claims()}
    more: dict[str, list[str]] = {}
    for change in asked:
        more.setdefault(change.claim_id, []).extend(change.refs)
    reason = say.gettext("la phrase à appuyer n’existe plus dans ce calcul")
    lost = [one.id for one in asked if one.chapter in held and one.claim_id not in known]
    if not more:
        return document, ()
    sections = tuple(_supported(section, more, say) for section in document.sections)
    return replace(document, sections=sections), tuple(Lapse(name, reason) for name in lost)


def _supported(section: Section, more: dict[str, list[str]], say: Wording) -> Section:
    return replace(
        section,
        blocks=tuple(_more(block, more, say) for block in section.blocks),
        sections=tuple(_supported(child, more, say) for child in section.sections),
    )


def _more(block: Block, more: dict[str, list[str]], say: Wording) -> Block:
    if isinstance(block, Paragraph | Bullets):
        return replace(block, claims=tuple(_enlarged(claim, more, say) for claim in block.claims))
    if isinstance(block, TopicBlock):
        return replace(block, parts=tuple(_enlarged(part, more, say) for part in block.parts))
    if isinstance(block, ProposalBlock):
        return replace(block, claim=_enlarged(block.claim, more, say))
    return block


def _enlarged(claim: Claim, more: dict[str, list[str]], say: Wording) -> Claim:
    evidence = tuple(dict.fromkeys((*claim.evidence, *more.get(claim.id, ()))))
    if evidence == claim.evidence:
        return claim
    shown, rest = printed(say, evidence)
    return replace(claim, evidence=evidence, shown=shown, rest=rest)


# --- the list of all this ---------------------------------------------------------------


def _shown(
    computed: Document, written: Document, edits: Edits, lapsed: set[str], say: Wording
) -> tuple[Shown, ...]:
    """List what was changed, in reading order for texts and in the order of the gestures for the rest."""
    titles = {section.id: section.title for section in computed.walk()}
    changed = [_told(change, titles, say) for change in edits.changes if change.id not in lapsed]
    return (*_rewritten(written, edits, say), *_reordered(titles, edits.order, say), *changed)


def _reordered(titles: dict[str, str], order: Sequence[int], say: Wording) -> tuple[Shown, ...]:
    """Say in which order a person set the chapters."""
    if not order:
        return ()
    named = [titles[name] for theme in order if (name := f"theme-{theme}") in titles]
    return (Shown(say.gettext("Chapitres"), say.gettext("ordre changé"), "", ", ".join(named)),)


def _rewritten(document: Document, edits: Edits, say: Wording) -> Iterator[Shown]:
    opened = {edit.section_id: edit.on for edit in edits.introductions}
    days = {edit.claim_id: edit.on for edit in edits.replacements}
    for chapter in document.sections:
        for section in chapter.walk():
            title = chapter.title if section is chapter else f"{chapter.title}, {section.title}"
            for block in section.blocks:
                if isinstance(block, Introduction):
                    what = say.gettext("introduction ajoutée")
                    yield Shown(title, what, "", block.text, opened.get(section.id, ""))
                part = _within(chapter.title, name_of(block), say) if isinstance(block, TopicBlock) else title
                yield from _sentences(block, part, days, say)


def _sentences(block: Block, part: str, days: Mapping[str, str], say: Wording) -> Iterator[Shown]:
    for claim in claims_of(block):
        if claim.computed is not None:
            what = say.gettext("phrase récrite")
            yield Shown(part, what, claim.computed, claim.text, days.get(claim.id, ""))


def _within(chapter: str, topic: str, say: Wording) -> str:
    """Name a topic in its chapter; without one, the chapter."""
    return say.gettext("%(part)s, « %(topic)s »", part=chapter, topic=topic) if topic else chapter


def _told(change: Change, titles: dict[str, str], say: Wording) -> Shown:
    named = change.topic.name if change.topic.key else change.into.name if change.into.key else ""
    title, texts = _within(titles.get(change.chapter, ""), named, say), ", ".join(change.refs)
    nowhere = say.gettext("non regroupées")
    before, into = change.topic.name or change.before or nowhere, change.into.name or nowhere
    words = f"«\u00a0{change.quote.quoted}\u00a0» ({change.quote.ref})" if change.quote else ""
    what, first, then = {
        ChangeKind.NAME: (say.gettext("sujet renommé"), before, change.name),
        ChangeKind.MERGE: (say.gettext("sujets réunis"), before, into),
        ChangeKind.SPLIT: (say.gettext("sujet partagé"), before, f"{change.name} ({texts})"),
        ChangeKind.MOVE: (say.gettext("contributions déplacées"), f"{before} ({texts})", into),
        ChangeKind.RANK: (
            say.gettext("ordre changé"),
            before,
            say.gettext("sujet %(rank)s", rank=str(change.position)),
        ),
        ChangeKind.QUOTE: (say.gettext("citation choisie"), change.before, words),
        ChangeKind.EVIDENCE: (say.gettext("appui élargi"), "", texts),
    }[change.kind]
    return Shown(title, what, first, then, change.on)
