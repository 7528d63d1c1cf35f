"""List what a sitting may put to the vote, and what a point of its agenda may be tied to."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from council.forms.sittings import ItemForm
from council.models import Sitting
from council.operations.votes import Subject
from council.queries.minutes import minutes_to_adopt
from council.queries.opinions import opinions_for_an_agenda
from council.queries.referrals import referrals_under_study
from council.queries.transmissions import transmissions_to
from council.queries.votes import referrals_and_opinions, sections_to_vote
from council.wording.sittings import sitting_name


@dataclass(frozen=True)
class Votable:
    """Something a sitting may vote on: its name in the form, its label, and what it is."""

    key: str
    label: str
    subject: Subject


def votable_in(sitting: Sitting) -> list[Votable]:
    """Return what this sitting may settle by a vote; a free question comes first."""
    return [Votable("", _("Une question libre"), Subject()), *_settled_here(sitting)]


def _settled_here(sitting: Sitting) -> Iterator[Votable]:
    referrals, opinions = referrals_and_opinions(sitting)
    for minutes in minutes_to_adopt(sitting):
        label = _("Compte rendu : %(sitting)s", sitting=sitting_name(minutes.sitting))
        yield Votable(f"minutes:{minutes.id}", label, Subject(minutes=minutes))
    for referral in referrals:
        label = _("Auto-saisine : %(title)s", title=referral.title)
        yield Votable(f"referral:{referral.id}", label, Subject(referral=referral))
    titles = {one.id: one for one in opinions}
    for opinion in opinions:
        label = _("Avis entier : %(title)s", title=opinion.title)
        yield Votable(f"opinion:{opinion.id}", label, Subject(opinion=opinion))
    for section in sections_to_vote(opinions):
        opinion = titles[section.opinion_id]
        label = _("Partie « %(part)s » de l’avis : %(title)s", part=section.title, title=opinion.title)
        yield Votable(f"section:{section.id}", label, Subject(opinion=opinion, section=section))


def offer_ties(form: ItemForm, sitting: Sitting) -> None:
    """List in a form what a point of the agenda may be tied to."""
    council_id = sitting.council_id
    form.offer(referrals_under_study(council_id), transmissions_to(council_id), opinions_for_an_agenda(council_id))
