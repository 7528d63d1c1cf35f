"""What carries transmissions on: a feed for everyone, and for members what a later version changed."""

from flask import Blueprint, Response, render_template
from flask_babel import gettext as _

from consult.kit import atom
from consult.kit.addresses import external_url
from consult.kit.caching import same_for_all
from consult.kit.errors import NotFound
from consult.kit.permissions import public, requires
from council.asked import transmission_at
from council.comparing import changes_in
from council.feeds import KEPT_SECONDS, NEWEST, council_feed, tag_of
from council.models import Transmission
from council.queries.councils import council_at
from council.queries.transmissions import transmissions_to
from council.rules import Permission

blueprint = Blueprint("transmission_feed", __name__)


@blueprint.get("/conseils/<slug>/transmissions.atom")
@public
@same_for_all(seconds=KEPT_SECONDS)
def feed(slug: str) -> Response:
    """Give what a council was sent as a feed."""
    council = council_at(slug)
    return council_feed(
        council,
        "transmissions",
        _("%(council)s : synthèses reçues", council=council.name),
        [_item(one) for one in transmissions_to(council.id)[:NEWEST]],
        page="councils.show",
        own="transmission_feed.feed",
    )


def _item(one: Transmission) -> atom.Item:
    sent_at = one.sent_at or one.asked_at
    return atom.Item(
        identifier=tag_of(one.council, f"transmission/{one.id}"),
        title=_("Synthèse de « %(title)s », envoi n° %(number)s", title=one.consultation.title, number=one.number),
        url=external_url("councils.chain", slug=one.consultation.slug),
        published_at=sent_at,
        updated_at=sent_at,
        summary=_("Empreinte des fichiers : %(hash)s", hash=one.sha256 or ""),
        author=one.consultation.organiser or one.consultation.title,
    )


@blueprint.get("/conseil/transmissions/<int:transmission_id>/changements")
@requires(Permission.SEE_TRANSMISSION, on=transmission_at)
def changes(transmission: Transmission) -> str:
    """Show what a later version changed of the one before."""
    found = changes_in(transmission) if transmission.sent_at else None
    if found is None:
        raise NotFound(_("C’est le premier envoi de cette synthèse : rien n’a changé depuis."))
    return render_template("council/desk/changes.html", transmission=transmission, changes=found)
