"""Offer, on the page of an open consultation, what can be done there now."""

from datetime import datetime

from flask import url_for
from flask_babel import lazy_gettext as _l

from consult.consultations.models import Action, Consultation
from consult.consultations.slots import ActionLink


def ways_to_take_part(consultation: Consultation, at: datetime) -> list[ActionLink]:
    """Return reading and voting first, which takes a minute, then writing where a phase asks for it."""
    label = _l("Lire et voter") if consultation.opens(Action.VOTE, at) else _l("Lire les propositions")
    links = [ActionLink(label, url_for("proposals.listing", slug=consultation.slug))]
    if consultation.opens(Action.VOTE, at):
        links.append(ActionLink(_l("Voter une par une"), url_for("quick_vote.show", slug=consultation.slug)))
    if consultation.opens(Action.PROPOSE, at):
        url = url_for("writing.new", slug=consultation.slug)
        links.append(ActionLink(_l("Écrire une proposition"), url))
    return links
