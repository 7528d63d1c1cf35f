"""The fields of a sitting, its agenda, its votes and its minutes."""

from collections.abc import Iterable, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from consult.kit.forms import Form, InstantField, at_most, required
from consult.kit.languages import full_date
from council.models import AgendaItem, Opinion, Referral, Sitting, Transmission
from council.operations.agenda import ItemDraft
from council.operations.sittings import SittingDraft
from council.operations.votes import LONGEST_QUESTION


class VersionedForm(Form):
    """What two people may be writing at once."""

    version = HiddenField()

    @property
    def read(self) -> int:
        """Return the version that was read before writing; 0, which nothing has, for anything else."""
        typed = self.version.data or ""
        return int(typed) if typed.isascii() and typed.isdigit() else 0


class SittingForm(VersionedForm):
    """When and where a council sits."""

    title = StringField(_l("Objet de la séance"), validators=[at_most(200)])
    starts_at = InstantField(
        _l("Début"), format="%Y-%m-%dT%H:%M", validators=[required(_l("Donnez la date et l’heure de la séance."))]
    )
    ends_at = InstantField(_l("Fin prévue"), format="%Y-%m-%dT%H:%M", validators=[Optional()])
    place = StringField(_l("Lieu"), validators=[at_most(200)])
    link = StringField(_l("Lien pour participer à distance"), validators=[at_most(2_000)])

    def draft(self) -> SittingDraft:
        """Return what was typed."""
        return SittingDraft(
            self.title.data or "",
            self.starts_at.data,
            self.ends_at.data,
            self.place.data or "",
            self.link.data or "",
        )


def written_sitting(sitting: Sitting) -> dict[str, object]:
    """Return a sitting as its form shows it."""
    names = ("title", "starts_at", "ends_at", "place", "link")
    return {**{name: getattr(sitting, name) for name in names}, "version": str(sitting.version)}


class ItemForm(Form):
    """A point of the agenda, and what it is tied to."""

    title = StringField(
        _l("Titre du point"), validators=[required(_l("Donnez un titre à ce point.")), at_most(300)]
    )
    explanation = TextAreaField(_l("Ce qui sera discuté"), validators=[at_most(4_000)])
    tied_to = SelectField(_l("Porte sur"), validate_choice=False)
    document_title = StringField(_l("Titre du document"), validators=[at_most(200)])
    document_url = StringField(_l("Adresse du document"), validators=[at_most(2_000)])

    def offer(
        self, referrals: Sequence[Referral], transmissions: Sequence[Transmission], opinions: Sequence[Opinion]
    ) -> None:
        """List what a point may be tied to; nothing is the first choice."""
        self.tied_to.choices = [
            SelectChoice("", _l("Rien en particulier")),
            *_choices(
                "referral", ((one.id, f"{one.number} {one.title}".strip()) for one in referrals), _l("Saisines")
            ),
            *_choices("transmission", ((one.id, _sent(one)) for one in transmissions), _l("Synthèses reçues")),
            *_choices("opinion", ((one.id, one.title) for one in opinions), _l("Avis")),
        ]

    def draft(self) -> ItemDraft:
        """Return what was typed; what was not offered counts for nothing."""
        offered = {choice.value for choice in self.tied_to.choices}
        kind, _colon, number = (self.tied_to.data if self.tied_to.data in offered else "").partition(":")
        tied = {f"{kind}_id": int(number)} if number else {}
        return ItemDraft(
            title=self.title.data,
            explanation=self.explanation.data or "",
            document_title=self.document_title.data or "",
            document_url=self.document_url.data or "",
            **tied,
        )


def _sent(transmission: Transmission) -> str:
    day = full_date(transmission.sent_at or transmission.asked_at)
    return _(
        "%(title)s, envoi n° %(number)s du %(day)s",
        title=transmission.consultation.title,
        number=transmission.number,
        day=day,
    )


def _choices(kind: str, entries: Iterable[tuple[int, str]], group: object) -> list[SelectChoice]:
    return [SelectChoice(f"{kind}:{number}", words[:100], optgroup=str(group)) for number, words in entries]


def written_item(item: AgendaItem) -> dict[str, object]:
    """Return a point of the agenda as its form shows it."""
    tied = next(
        (
            f"{kind}:{number}"
            for kind in ("referral", "transmission", "opinion")
            if (number := getattr(item, f"{kind}_id"))
        ),
        "",
    )
    names = ("title", "explanation", "document_title", "document_url")
    return {**{name: getattr(item, name) for name in names}, "tied_to": tied}


class QuestionForm(Form):
    """A question to put to the vote, and what it is about."""

    subject = SelectField(_l("Ce qui est voté"), validate_choice=False)
    question = StringField(
        _l("Question mise aux voix"),
        validators=[required(_l("Écrivez la question mise aux voix.")), at_most(LONGEST_QUESTION)],
    )
    item = SelectField(_l("Point de l’ordre du jour"), validate_choice=False)


class MinutesForm(VersionedForm):
    """The words of the minutes, or of a report."""

    source = TextAreaField(_l("Texte"), validators=[required(_l("Écrivez un texte."))])
