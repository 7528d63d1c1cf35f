"""What everyone reads of what councils are asked: the register, each question, the feed."""

from flask import Blueprint, Response, render_template
from flask_babel import gettext as _

from consult.kit import atom, clock
from consult.kit.addresses import external_url
from consult.kit.caching import same_for_all
from consult.kit.permissions import allows, present_actor, public, requires
from council.asked.referrals import referral_asked
from council.feeds import KEPT_SECONDS, NEWEST, council_feed, tag_of
from council.models import Referral
from council.queries.councils import council_at
from council.queries.referrals import changes_of, path_of, register_of, secondings_of
from council.queries.sittings import day_of
from council.rules.referrals import ReferralPermission
from council.wording.referrals import REFERRAL_KINDS, REFERRAL_STATUSES, referral_delay, referral_tag
from council.wording.sittings import OUTCOMES

blueprint = Blueprint("referrals", __name__)


@blueprint.get("/conseils/<slug>/saisines")
@public
def register(slug: str) -> str:
    """Show what a council was asked or asks itself, with its states and delays."""
    council = council_at(slug)
    return render_template(
        "council/referrals/register.html",
        council=council,
        referrals=register_of(council.id),
        today=day_of(clock.now()),
        kinds=REFERRAL_KINDS,
        tag=referral_tag,
        delay=referral_delay,
    )


@blueprint.get("/saisines/<int:referral_id>")
@requires(ReferralPermission.SEE_REFERRAL, on=referral_asked)
def show(referral: Referral) -> str:
    """Show a question put to a council and everything it led to."""
    actor, today = present_actor(), day_of(clock.now())
    sits = referral.reader is not None and referral.reader.mandate_on(today) is not None
    supports = secondings_of(referral)
    supported = any(one.member is referral.reader for one in supports)
    return render_template(
        "council/referrals/show.html",
        referral=referral,
        path=path_of(referral, public_only=not sits),
        secondings=supports,
        changes=changes_of(referral),
        sits=sits,
        today=today,
        kinds=REFERRAL_KINDS,
        statuses=REFERRAL_STATUSES,
        outcomes=OUTCOMES,
        tag=referral_tag,
        delay=referral_delay,
        may_second=not supported and allows(actor, ReferralPermission.SECOND_REFERRAL, referral),
        may_manage=allows(actor, ReferralPermission.MANAGE_REFERRALS, referral),
        may_withdraw=allows(actor, ReferralPermission.WITHDRAW_REFERRAL, referral),
    )


@blueprint.get("/conseils/<slug>/saisines.atom")
@public
@same_for_all(seconds=KEPT_SECONDS)
def feed(slug: str) -> Response:
    """Give the register of a council as a feed."""
    council = council_at(slug)
    return council_feed(
        council,
        "saisines",
        _("%(council)s : saisines", council=council.name),
        [_item(one) for one in register_of(council.id)[:NEWEST]],
        page="referrals.register",
        own="referrals.feed",
    )


def _item(referral: Referral) -> atom.Item:
    registered_at = referral.registered_at or referral.created_at
    kind = REFERRAL_KINDS[referral.kind]
    return atom.Item(
        identifier=tag_of(referral.council, f"saisine/{referral.id}"),
        title=_("%(kind)s n° %(number)s : %(title)s", kind=kind, number=referral.number, title=referral.title),
        url=external_url("referrals.show", referral_id=referral.id),
        published_at=registered_at,
        updated_at=referral.ended_at or registered_at,
        summary=str(REFERRAL_STATUSES[referral.status][0]),
        author=referral.asked_by or referral.council.name,
        category=referral.kind.value,
    )
