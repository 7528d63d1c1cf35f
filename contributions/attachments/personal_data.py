"""Take away with an account the documents its person joined, and hand them over on request."""

from collections.abc import Iterator
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select, update

from consult.accounts.models import User
from consult.accounts.personal_data import Part, TextsFate
from consult.kit import clock
from consult.kit.db import session
from contributions.attachments.models import Attachment
from contributions.attachments.queries import attachments_by
from contributions.attachments.storage import storage
from contributions.models import Contribution, Proposal


def erase(user: User, _fate: TextsFate, _at: datetime) -> None:
    """Delete every document of someone, whatever becomes of their texts: a document may name its author."""
    for attachment in attachments_by(user):
        storage().touch(attachment.digest)
    own = select(Contribution.id).where(Contribution.author_id == user.id)
    options = {"synchronize_session": False}
    session.execute(delete(Attachment).where(Attachment.contribution_id.in_(own)), execution_options=options)
    emptied = update(Proposal).where(Proposal.author_id == user.id, Proposal.attachments > 0).values(attachments=0)
    session.execute(emptied, execution_options=options)
    session.expire_all()


def hand_over(user: User, _at: datetime) -> Iterator[Part]:
    """Yield the documents someone joined: their lines, and the files themselves."""
    found = attachments_by(user)
    lines = [
        {
            _("proposition"): f"P{one.contribution_id}",
            _("nom"): one.name,
            _("description"): one.description,
            _("taille en octets"): one.size,
            _("joint le"): clock.local(one.added_at).isoformat(timespec="seconds"),
            _("fichier"): _place(one),
        }
        for one in found
    ]
    yield Part(
        "documents",
        _l("Les documents que vous avez joints"),
        lines,
        files={_place(one): storage().path(one.digest) for one in found if storage().has(one.digest)},
    )


def _place(one: Attachment) -> str:
    return f"documents/{one.id}-{one.name}"
