"""Ask who publishes the site."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, FileField, StringField, TelField, TextAreaField
from wtforms.fields import ColorField

from consult.accounts.emails import LONGEST
from consult.identity.operations import IdentityDraft
from consult.kit.forms import Form, at_most, required
from consult.kit.identity import Identity, WrittenIdentity


class IdentityForm(Form):
    """The name, the colour, the logo and the duties of whoever publishes the site."""

    name = StringField(
        _l("Nom de la collectivité"), [required(_l("Écrivez le nom de la collectivité.")), at_most(160)]
    )
    site_name = StringField(_l("Nom du site"), [required(_l("Écrivez le nom du site.")), at_most(160)])
    accent = ColorField(
        _l("Couleur"),
        [required(_l("Choisissez une couleur."))],
        description=_l(
            "Celle des liens et des boutons. Elle est foncée ou éclaircie là où il le faut pour être lue."
        ),
    )
    logo = FileField(
        _l("Logo"),
        description=_l("Une image PNG ou JPEG, de 2 Mo au plus. Elle est redessinée à la bonne taille."),
    )
    logo_alt = StringField(
        _l("Ce que dit le logo"),
        [at_most(160)],
        description=_l("Lu à voix haute à sa place. À laisser vide si le logo répète seulement le nom du site."),
    )
    removes_logo = BooleanField(_l("Ôter le logo"))
    contact_email = EmailField(
        _l("Adresse e-mail de contact"), [required(_l("Donnez l’adresse où vous écrire.")), at_most(LONGEST)]
    )
    contact_phone = TelField(_l("Téléphone"), [at_most(40)])
    contact_address = TextAreaField(_l("Adresse postale"), [at_most(400)])
    publisher = StringField(
        _l("Directeur ou directrice de la publication"),
        [at_most(200)],
        description=_l("Son nom et sa fonction. La loi demande de le dire."),
    )
    host = TextAreaField(
        _l("Hébergeur"),
        [at_most(400)],
        description=_l("Son nom, son adresse et son téléphone. La loi demande de le dire."),
    )
    legal_source = TextAreaField(
        _l("Autres mentions légales"),
        [at_most(10_000)],
        description=_l("À la suite de celles du site : licence, crédits, délégué à la protection des données."),
    )

    def draft(self) -> IdentityDraft:
        """Return what was written."""
        return IdentityDraft(**{name: getattr(self, name).data or "" for name in _WRITTEN})

    def sent_logo(self) -> bytes | None:
        """Return the file that was sent, or None."""
        sent = self.logo.data
        return sent.read() if sent and sent.filename else None


_WRITTEN = tuple(IdentityDraft.__dataclass_fields__)


def shown(written: WrittenIdentity | None, given: Identity) -> dict[str, Any]:
    """Return what the form begins with: what was written, or what the settings give."""
    return {name: getattr(written or given, name, "") for name in _WRITTEN}
