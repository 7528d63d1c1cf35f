"""The fields of a referral, and how its documents are typed: one a line, a title then an address."""

from collections.abc import Sequence
from dataclasses import replace

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from consult.consultations.models import Consultation
from consult.kit.errors import Invalid
from consult.kit.forms import DayField, Form, at_most, required
from council.models import Referral
from council.operations.referrals import LONGEST_QUESTION, ReferralDraft

_SCHEMES = ("https://", "http://", "/")


class OwnReferralForm(Form):
    """What a member proposes that the council takes up itself."""

    title = StringField(_l("Titre"), validators=[required(_l("Donnez un titre.")), at_most(200)])
    source = TextAreaField(
        _l("Question"),
        validators=[required(_l("Écrivez la question posée au conseil.")), at_most(LONGEST_QUESTION)],
    )
    due_on = DayField(_l("Réponse souhaitée le"), validators=[Optional()])
    documents = TextAreaField(_l("Documents"), validators=[at_most(8_000)])

    def draft(self) -> ReferralDraft:
        """Return what was typed. Raises `Invalid` for a document without an address."""
        return ReferralDraft(
            title=self.title.data,
            source=self.source.data,
            due_on=self.due_on.data,
            documents=read_documents(self.documents.data or ""),
        )


class OwnReferralEditForm(OwnReferralForm):
    """The same as the secretariat keeps it, with the consultation it rests on; nobody else asked for it."""

    consultation = SelectField(_l("Consultation"), validate_choice=False)

    def offer(self, consultations: Sequence[Consultation]) -> None:
        """List the consultations the question may rest on; none is the first choice."""
        none = SelectChoice("", _l("Aucune pour le moment"))
        self.consultation.choices = [none, *(SelectChoice(str(one.id), one.title) for one in consultations)]

    def draft(self) -> ReferralDraft:
        """Return what was typed; a consultation that was not offered counts for none."""
        offered = {choice.value for choice in self.consultation.choices}
        chosen = self.consultation.data if self.consultation.data in offered else ""
        return replace(super().draft(), consultation_id=int(chosen) if chosen else None)


class ReferralForm(OwnReferralEditForm):
    """What someone asks the council, as the secretariat records it."""

    asked_by = StringField(
        _l("Qui saisit le conseil"), validators=[required(_l("Dites qui saisit le conseil.")), at_most(160)]
    )
    asked_on = DayField(_l("Demande reçue le"), validators=[Optional()])
    due_on = DayField(_l("Réponse attendue le"), validators=[Optional()])

    def draft(self) -> ReferralDraft:
        """Return what was typed, with who asked and when."""
        return replace(super().draft(), asked_by=self.asked_by.data, asked_on=self.asked_on.data)


class ReasonForm(Form):
    """Why something is taken back."""

    reason = StringField(_l("Pourquoi"), validators=[required(_l("Dites pourquoi.")), at_most(500)])


def written_referral(referral: Referral) -> dict[str, object]:
    """Return a referral as its form shows it."""
    return {
        "title": referral.title,
        "source": referral.source,
        "asked_by": referral.asked_by,
        "asked_on": referral.asked_on,
        "due_on": referral.due_on,
        "consultation": str(referral.consultation_id or ""),
        "documents": "\n".join(f"{one.title} {one.url}" for one in referral.documents),
    }


def read_documents(typed: str) -> tuple[tuple[str, str], ...]:
    """Read documents, one a line: a title, then an address. Raises `Invalid` for a line without one."""
    return tuple(_document(line.strip()) for line in typed.splitlines() if line.strip())


def _document(line: str) -> tuple[str, str]:
    title, _space, address = line.rpartition(" ")
    if not address.startswith(_SCHEMES):
        raise Invalid(
            _l("Finissez chaque ligne par l’adresse du document, qui commence par https://."), "documents"
        )
    return title.strip() or address, address
