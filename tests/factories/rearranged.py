"""A computed document of one theme and three topics, small enough to be read in a test."""

from datetime import UTC, datetime

from synthesis.composer.changes import Anchor, Change, ChangeKind
from synthesis.composer.corrections import corrections
from synthesis.composer.document import (
    AnnexEntry,
    AnnexReply,
    Claim,
    Document,
    Paragraph,
    QuoteBlock,
    Section,
    Table,
    TopicBlock,
)
from synthesis.composer.shelf import SIZE, UNGROUPED
from synthesis.composer.wording import Wording

CHAPTER = "theme-1"
SCHOOL, BUS, FIBRE = ("P1", "P2", "A1", "A2"), ("P3", "P4", "A3"), ("P5", "A4")
ALONE = ("P6",)


def quote(ref: str, words: str = "Ouvrir la cantine à tous.") -> QuoteBlock:
    """Return words of a contribution."""
    return QuoteBlock(ref, f"/contributions/{ref}", 0, len(words), words, "proposition, 3 mars 2026")


def topic(rank: int, name: str, refs: tuple[str, ...], quotes: tuple[QuoteBlock, ...] = ()) -> TopicBlock:
    """Return a computed topic."""
    text = f"{len(refs)} contributions réunies ici ; regroupement solide."
    claim = Claim(f"{SIZE}.T1-{rank}", SIZE, text, (("gathered", str(len(refs))),), refs, shown=refs)
    title = f"Sujet {rank}\u00a0: {name}"
    return TopicBlock(f"topic-T1-{rank}", title, claim, quotes, tuple(name.split(", ")), refs)


def ungrouped(*refs: str) -> Paragraph:
    """Return the sentence that says what no topic gathers."""
    claim = Claim(f"{UNGROUPED}.{CHAPTER}", UNGROUPED, "Non regroupées.", (), refs, shown=refs)
    return Paragraph((claim,))


TOPICS = (
    topic(1, "école, cantine", SCHOOL, (quote("P1"),)),
    topic(2, "bus, ligne", BUS, (quote("P3", "Un bus toutes les heures."),)),
    topic(3, "fibre", FIBRE),
)


def chapter(*topics: TopicBlock, left: tuple[str, ...] = ALONE) -> Section:
    """Return the chapter of the theme."""
    blocks = (*(topics or TOPICS), *((ungrouped(*left),) if left else ()))
    about = Section(f"{CHAPTER}-sujets", "De quoi parlent les contributions", blocks)
    figures = Claim(f"theme.published.{CHAPTER}", "theme.published", "10 contributions.", evidence=SCHOOL)
    return Section(CHAPTER, "4. Santé", (Paragraph((figures,)),), (about,))


def annex() -> Section:
    """Return the annex, each proposal with its argument."""
    entries = (
        AnnexEntry("P1", "/p/1", "Cantine", "", "sujet 1", (reply("A1", "sujet 1"), reply("A2", "sujet 1"))),
        AnnexEntry("P2", "/p/2", "École", "", "sujet 1", ()),
        AnnexEntry("P3", "/p/3", "Bus", "", "sujet 2", (reply("A3", "sujet 2"),)),
        AnnexEntry("P4", "/p/4", "Ligne", "", "sujet 2", ()),
        AnnexEntry("P5", "/p/5", "Fibre", "", "sujet 3", (reply("A4", "sujet 3"),)),
        AnnexEntry("P6", "/p/6", "Seule", "", "non regroupée", ()),
    )
    return Section("annexe", "Annexe", (), (Section(f"annexe-{CHAPTER}", "Santé", entries),))


def reply(ref: str, place: str) -> AnnexReply:
    """Return an argument in the annex."""
    return AnnexReply(ref, f"/c/{ref}", "pour", "Parce que.", is_cut=False, place=place)


def document(theme: Section | None = None) -> Document:
    """Return a whole computed document."""
    row = ("Santé", "6", "4", "12", "école, bus")
    table = Table("table-themes", "Par thème", ("a", "b", "c", "d", "e"), (row,), (False,) * 5)
    brief = Section("en-bref", "En bref", (table,))
    sections = (brief, theme or chapter(), annex(), corrections(Wording()))
    taken_at = datetime(2026, 4, 1, tzinfo=UTC)
    return Document(
        "Synthèse", "", "", "", "fr", "", taken_at, "0" * 64, sections, (("handwritten", "à la main"),)
    )


def anchor(block: TopicBlock) -> Anchor:
    """Return what names a computed topic in a change."""
    return Anchor(block.id, ", ".join(block.label), block.claim.evidence)


def change(number: int, kind: ChangeKind, **values: object) -> Change:
    """Return the change of this number in the theme."""
    return Change(f"e{number}", kind, CHAPTER, **values)  # type: ignore[arg-type]
