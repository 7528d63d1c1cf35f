"""How many topics depend on a few sentences: counted as computed, then again once a person rearranged them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from synthesis.composer.document import Block, Bullets, Claim, Confidence, Paragraph, Section
from synthesis.composer.shelf import Held, Shelf
from synthesis.composer.wording import Wording

IN_BRIEF, IN_LIMITS = "brief.fragile", "limits.fragile"


@dataclass(frozen=True)
class Count:
    """How many topics there are, how many are fragile, and how many a person gave other texts."""

    every: int = 0
    fragile: int = 0
    changed: int = 0

    def __add__(self, other: "Count") -> "Count":
        """Count both together."""
        return Count(self.every + other.every, self.fragile + other.fragile, self.changed + other.changed)

    @property
    def parameters(self) -> tuple[tuple[str, str], ...]:
        """Give what a sentence counts; topics given other texts are told where there are any."""
        counted = (("fragile", str(self.fragile)), ("all", str(self.every)))
        return (*counted, ("changed", str(self.changed))) if self.changed else counted


def in_brief(count: Count, say: Wording) -> str:
    """Say it to those who open no other part."""
    text = say.ngettext(
        "%(num)s sujet sur %(all)s est fragile : il réunit des contributions sans que ses frontières "
        "soient sûres.",
        "%(num)s sujets sur %(all)s sont fragiles : ils réunissent des contributions sans que leurs frontières "
        "soient sûres.",
        count.fragile,
        all=say.number(count.every),
    )
    return _with_changed(text, count, say)


def in_limits(count: Count, say: Wording) -> str:
    """Say it among the limits."""
    text = say.ngettext(
        "%(num)s sujet sur %(all)s est fragile : ses frontières dépendent de quelques phrases.",
        "%(num)s sujets sur %(all)s sont fragiles : leurs frontières dépendent de quelques phrases.",
        count.fragile,
        all=say.number(count.every),
    )
    return _with_changed(text, count, say)


def _with_changed(text: str, count: Count, say: Wording) -> str:
    if not count.changed:
        return text
    unknown = say.ngettext(
        "Pour %(num)s sujet, dont le secrétariat a changé le contenu, la solidité n’a pas été calculée.",
        "Pour %(num)s sujets, dont le secrétariat a changé le contenu, la solidité n’a pas été calculée.",
        count.changed,
    )
    none = say.gettext("Aucun sujet n’est dit fragile.")
    return f"{text if count.fragile else none} {unknown}"


# --- counting again ---------------------------------------------------------------------


def recounted(section: Section, shelves: Iterable[tuple[Shelf, Shelf]], say: Wording) -> Section:
    """Count the fragile topics again in the sentences that give them, from what changed of the shelves."""
    change = sum((_difference(before, after) for before, after in shelves), Count())
    return section if change == Count() else _recounted(section, change, say)


def _recounted(section: Section, change: Count, say: Wording) -> Section:
    return replace(
        section,
        blocks=tuple(_block(block, change, say) for block in section.blocks),
        sections=tuple(_recounted(child, change, say) for child in section.sections),
    )


def _block(block: Block, change: Count, say: Wording) -> Block:
    if not isinstance(block, Paragraph | Bullets):
        return block
    return replace(block, claims=tuple(_claim(claim, change, say) for claim in block.claims))


def _claim(claim: Claim, change: Count, say: Wording) -> Claim:
    if claim.template not in {IN_BRIEF, IN_LIMITS}:
        return claim
    computed = dict(claim.parameters)
    count = Count(int(computed["all"]), int(computed["fragile"])) + change
    tell = in_brief if claim.template == IN_BRIEF else in_limits
    return replace(claim, text=tell(count, say), parameters=count.parameters)


def _difference(before: Shelf, after: Shelf) -> Count:
    """Give what a person changed of a theme's count; the codes of a grid were never tried, and have none."""
    if not all(map(_was_tried, before.topics)):
        return Count()
    first, now = Counter(one.solidity for one in before.topics), Counter(one.solidity for one in after.topics)
    fragile = now[Confidence.FRAGILE] - first[Confidence.FRAGILE]
    return Count(len(after.topics) - len(before.topics), fragile, now[Confidence.EXACT])


def _was_tried(topic: Held) -> bool:
    return "stability" in dict(topic.block.claim.parameters)
