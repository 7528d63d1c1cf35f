"""Hand over to someone everything the site keeps of them: JSON for machines, a page for people."""

import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime

from flask import render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from consult.accounts import labels, queries, scopes
from consult.accounts.models import RoleChange, User
from consult.accounts.personal_data import Part, tellers
from consult.kit import clock


def personal_archive(user: User, *, at: datetime) -> bytes:
    """Return a ZIP with one JSON file per part and a page that shows them all."""
    parts = [part for teller in tellers for part in teller(user, at)]
    page = render_template("accounts/personal_data.html", parts=parts, at=at)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("lisez-moi.html", page)
        for part in parts:
            archive.writestr(f"{part.name}.json", json.dumps(part.content, ensure_ascii=False, indent=2))
            for place, path in part.files.items():
                archive.write(path, place)
    return packed.getvalue()


def tell_account(user: User, at: datetime) -> Iterable[Part]:
    """Tell what accounts keep: the person, their roles, their devices, the mails they were sent."""
    yield Part("compte", _l("Votre compte"), _account(user))
    yield Part("roles", _l("Vos rôles"), [_change(change) for change in queries.all_changes_of(user)])
    yield Part("appareils", _l("Vos appareils connectés"), _devices(user, at))
    yield Part("comptes-exterieurs", _l("Vos comptes reliés"), _outside(user))
    yield Part("courriels", _l("Les courriels que le site vous a écrits"), _mails(user))


def _account(user: User) -> Mapping[str, object]:
    tied = queries.second_factor(user)
    return {
        _("adresse"): user.email,
        _("nom affiché"): user.display_name,
        _("participe"): str(labels.KINDS[user.kind]),
        _("commune"): user.territory.name if user.territory else None,
        _("compte ouvert le"): _instant(user.created_at),
        _("adresse confirmée le"): _instant(user.confirmed_at),
        _("charte acceptée le"): _instant(user.accepted_charter_at),
        _("version de la charte"): user.accepted_charter_version,
        _("dernière connexion"): _instant(user.last_sign_in_at),
        _("avertissement avant effacement envoyé le"): _instant(user.warned_inactive_at),
        _("validation en deux étapes depuis le"): _instant(tied.since if tied else None),
    }


def _change(change: RoleChange) -> Mapping[str, object]:
    role = labels.held(change.role, change.consultation_id, scopes.titles())
    return {_("le"): _instant(change.at), _("donné") if change.given else _("retiré"): role}


def _devices(user: User, at: datetime) -> list[Mapping[str, object]]:
    return [
        {_("appareil"): one.device, _("connecté depuis le"): _instant(one.opened_at)}
        for one in queries.open_sessions(user, at)
    ]


def _outside(user: User) -> list[Mapping[str, object]]:
    return [
        {_("tenu par"): one.issuer, _("numéro"): one.subject, _("relié le"): _instant(one.linked_at)}
        for one in queries.outside_identities(user)
    ]


def _mails(user: User) -> list[Mapping[str, object]]:
    return [
        {
            _("le"): _instant(mail.written_at),
            _("destinataire"): mail.address,
            _("objet"): mail.subject,
            _("texte"): mail.text,
        }
        for mail in queries.mails_to(user)
    ]


def _instant(value: datetime | None) -> str | None:
    return clock.local(value).isoformat(timespec="seconds") if value else None
