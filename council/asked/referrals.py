"""Turn the values of a referral's address into what a rule judges."""

from consult.kit.permissions import present_actor
from council.models import Referral
from council.queries.referrals import CouncilAsked, council_for, referral_for


def council_asked(slug: str) -> CouncilAsked:
    """Return the council of an address with who reads it, or raise `NotFound`."""
    return council_for(present_actor(), slug)


def referral_asked(referral_id: int) -> Referral:
    """Return the referral of an address, or raise `NotFound`."""
    return referral_for(present_actor(), referral_id)
