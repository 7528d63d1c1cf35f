"""The annex of what a person changed: each change before and after, what lapsed, what was contested."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from synthesis.composer.changes import Lapse
from synthesis.composer.document import Block, Claim, Paragraph, Section, Table
from synthesis.composer.wording import Wording

CORRECTIONS = "corrections"


@dataclass(frozen=True)
class Shown:
    """One change as it is listed: in which part, what was done, what stood before and after, on which day."""

    part: str
    what: str
    before: str
    after: str
    on: str = ""


@dataclass(frozen=True)
class Contested:
    """What contributors said of the provisional synthesis, counted; the days are written in full."""

    people: int = 0
    misplaced: int = 0
    misunderstood: int = 0
    accepted: int = 0
    explained: int = 0
    opened_on: str = ""
    closed_on: str = ""

    @property
    def said(self) -> int:
        """Count the contributions that were said to be misplaced or misunderstood."""
        return self.misplaced + self.misunderstood


def corrections(say: Wording) -> Section:
    """Compose the annex as it stands when nobody changed anything."""
    title = say.gettext("Annexe : ce que le secrétariat a changé")
    return Section(CORRECTIONS, title, (Paragraph((_counted(0, say),)),))


def listed(
    section: Section, shown: Sequence[Shown], lapses: Sequence[Lapse], contested: Contested, say: Wording
) -> Section:
    """Write the changes in the annex, in the order they were given."""
    claims = [_counted(len(shown), say)]
    if contested.opened_on:
        claims += _contests(contested, say)
    blocks: list[Block] = [Paragraph(tuple(claims))]
    if shown:
        blocks.append(_changes(shown, say))
    if lapses:
        blocks.append(_lapsed(lapses, say))
    return replace(section, blocks=tuple(blocks))


def _counted(count: int, say: Wording) -> Claim:
    text = say.ngettext(
        "Le secrétariat a fait %(num)s changement, marqué à sa place et listé ici.",
        "Le secrétariat a fait %(num)s changements, chacun marqué à sa place et listé ici.",
        count,
    )
    if not count:
        text = say.gettext("Le secrétariat n’a rien changé : tout ce qui précède est calculé.")
    return Claim("corrections.count", "corrections.count", text, (("changes", str(count)),))


def _contests(contested: Contested, say: Wording) -> list[Claim]:
    opened = say.gettext(
        "La synthèse provisoire a été ouverte du %(start)s au %(end)s à celles et ceux qui ont contribué.",
        start=contested.opened_on,
        end=contested.closed_on,
    )
    claims = [Claim("corrections.provisional", "corrections.provisional", opened)]
    counts = tuple(
        (name, str(getattr(contested, name)))
        for name in ("people", "misplaced", "misunderstood", "accepted", "explained")
    )
    return [*claims, Claim("corrections.contests", "corrections.contests", _said(contested, say), counts)]


def _said(contested: Contested, say: Wording) -> str:
    if not contested.said:
        return say.gettext("Personne n’a dit que sa contribution était mal placée ou mal comprise.")
    return say.gettext(
        "%(people)s : %(misplaced)s, %(misunderstood)s. Le secrétariat a accepté %(accepted)s et expliqué son "
        "choix pour %(explained)s.",
        people=say.ngettext(
            "%(num)s personne s’est exprimée", "%(num)s personnes se sont exprimées", contested.people
        ),
        misplaced=say.ngettext(
            "%(num)s contribution dite mal placée", "%(num)s contributions dites mal placées", contested.misplaced
        ),
        misunderstood=say.ngettext(
            "%(num)s dite mal comprise", "%(num)s dites mal comprises", contested.misunderstood
        ),
        accepted=say.ngettext("%(num)s demande", "%(num)s demandes", contested.accepted),
        explained=say.ngettext("%(num)s autre", "%(num)s autres", contested.explained),
    )


def _changes(shown: Sequence[Shown], say: Wording) -> Table:
    headings = (
        say.gettext("Partie"),
        say.gettext("Ce qui a changé"),
        say.gettext("Avant"),
        say.gettext("Après"),
        say.gettext("Par qui, quand"),
    )
    rows = tuple((one.part, one.what, one.before or "–", one.after or "–", _signed(one, say)) for one in shown)
    caption = say.gettext("Changements faits par le secrétariat")
    return Table("table-corrections", caption, headings, rows, (False,) * len(headings))


def _signed(one: Shown, say: Wording) -> str:
    """Say who made a change, by their office, and on which day."""
    return say.gettext("le secrétariat, le %(day)s", day=one.on) if one.on else say.gettext("le secrétariat")


def _lapsed(lapses: Sequence[Lapse], say: Wording) -> Table:
    headings = (say.gettext("Changement"), say.gettext("Pourquoi"))
    rows = tuple((lapse.id, lapse.reason) for lapse in lapses)
    caption = say.gettext("Changements qui n’ont plus de place depuis le dernier calcul")
    return Table("table-sans-place", caption, headings, rows, (False, False))
