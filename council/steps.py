"""Add the council's doors to the earlier rooms' desks."""

from collections.abc import Sequence

from flask import url_for
from flask_babel import lazy_gettext as _l

from consult.accounts.models import AnyActor, Role
from consult.consultations.slots import ActionLink
from consult.kit.permissions import allows, present_actor
from council.rules import Permission
from synthesis.models import Synthesis, SynthesisStatus


def sending_of(synthesis: Synthesis) -> Sequence[ActionLink]:
    """Offer to send a computed synthesis to the council, to those who may."""
    if synthesis.status is SynthesisStatus.BUILDING:
        return []
    if not allows(present_actor(), Permission.TRANSMIT, synthesis):
        return []
    address = url_for("council_secretariat.transmit", synthesis_id=synthesis.id)
    if synthesis.status is SynthesisStatus.PUBLISHED:
        return [ActionLink(_l("Transmettre au conseil"), address)]
    return [ActionLink(_l("Valider et transmettre au conseil"), address)]


def sits_somewhere(actor: AnyActor) -> bool:
    """Say whether the council's desk is shown in this person's menu."""
    return actor.has_role(Role.COUNCIL_MEMBER)
