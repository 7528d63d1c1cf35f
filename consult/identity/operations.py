"""Write the identity of the site."""

import hashlib
import re
from dataclasses import dataclass, fields
from datetime import datetime

from flask_babel import lazy_gettext as _l

from consult.accounts.emails import clean_email
from consult.identity.pictures import draw_again
from consult.kit.colours import WRITTEN, is_a_hue
from consult.kit.db import session
from consult.kit.errors import Invalid
from consult.kit.identity import WrittenIdentity, announce_change, written_identity
from consult.kit.text.markdown import render

_PHONE = re.compile(r"[+0-9][0-9 .()-]{2,39}")


@dataclass(frozen=True, kw_only=True)
class IdentityDraft:
    """What an administrator writes; the texts as typed, the legal notices in Markdown."""

    name: str
    site_name: str
    accent: str
    contact_email: str
    contact_address: str = ""
    contact_phone: str = ""
    publisher: str = ""
    host: str = ""
    legal_source: str = ""
    logo_alt: str = ""


def change_identity(
    draft: IdentityDraft, *, logo: bytes | None = None, removes_logo: bool = False, at: datetime
) -> WrittenIdentity:
    """Write who publishes the site, and draw its logo again when one is sent.

    Raises `Invalid` for a colour that is a grey, an address that is none, or a file that is no picture.
    """
    _refuse_what_cannot_be(draft)
    drawn = draw_again(logo) if logo else None
    row = written_identity() or WrittenIdentity(id=1)
    for field in fields(draft):
        setattr(row, field.name, getattr(draft, field.name))
    row.accent, row.contact_email = draft.accent.lower(), clean_email(draft.contact_email, "contact_email")
    row.legal_html = str(render(draft.legal_source))
    if drawn:
        row.logo, row.logo_type = drawn.content, drawn.mimetype
        row.logo_width, row.logo_height = drawn.width, drawn.height
        row.logo_digest = hashlib.sha256(drawn.content).hexdigest()[:12]
    elif removes_logo:
        row.logo, row.logo_type, row.logo_digest, row.logo_width, row.logo_height = None, "", "", 0, 0
    row.changed_at = at
    session.add(row)
    session.flush()
    announce_change()
    return row


def _refuse_what_cannot_be(draft: IdentityDraft) -> None:
    if not WRITTEN.fullmatch(draft.accent.lower()):
        raise Invalid(_l("Écrivez la couleur comme ceci : #1f5f5b."), "accent")
    if not is_a_hue(draft.accent.lower()):
        raise Invalid(
            _l("Choisissez une couleur plus vive : ce gris ne distinguerait pas un lien du texte."), "accent"
        )
    if draft.contact_phone and not _PHONE.fullmatch(draft.contact_phone):
        raise Invalid(_l("Écrivez le numéro avec des chiffres, par exemple 02 38 70 30 30."), "contact_phone")
