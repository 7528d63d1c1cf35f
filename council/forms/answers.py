"""The fields of the region's answer, and of the follow-up of its commitments."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange, Optional

from consult.kit.forms import DayField, Form, at_most, required
from council.models import Progress, ReplyVerdict
from council.operations.answers import LONGEST_EXCUSE, LONGEST_NAME, LONGEST_OPENING, LONGEST_REASONS
from council.operations.commitments import LONGEST_STEP
from council.wording.answers import PROGRESS, VERDICTS


class ResponseForm(Form):
    """What frames an answer."""

    signed_by = StringField(_l("Qui répond"), validators=[at_most(160)])
    planned_on = DayField(_l("Jour annoncé pour la réponse"), validators=[Optional()])
    source = TextAreaField(_l("Mots d’ouverture"), validators=[at_most(LONGEST_OPENING)])
    version = HiddenField()


class ReplyForm(Form):
    """What is answered to one recommendation."""

    verdict = RadioField(
        _l("La réponse"),
        choices=[SelectChoice(one.value, label) for one, label in VERDICTS.items()],
        validators=[required(_l("Choisissez une réponse."))],
    )
    reasons = TextAreaField(
        _l("Les raisons"), validators=[required(_l("Donnez les raisons.")), at_most(LONGEST_REASONS)]
    )
    responsible = StringField(_l("Qui en répond"), validators=[at_most(LONGEST_NAME)])
    due_on = DayField(_l("Pour quand"), validators=[Optional()])
    undated_because = StringField(_l("Sans date, parce que…"), validators=[at_most(LONGEST_EXCUSE)])
    version = HiddenField()


class UnfinishedReplyForm(ReplyForm):
    """What is answered so far, kept while a commitment is added to it."""

    verdict = RadioField(
        _l("La réponse"),
        choices=[SelectChoice(one.value, label) for one, label in VERDICTS.items()],
        validators=[Optional()],
    )
    reasons = TextAreaField(_l("Les raisons"), validators=[at_most(LONGEST_REASONS)])


class CommitmentForm(Form):
    """What the region commits to; its fields stand in the same form as those of the reply."""

    title = StringField(
        _l("L’engagement"), validators=[required(_l("Dites à quoi la Région s’engage.")), at_most(200)]
    )
    promised_by = StringField(_l("Qui répond de cet engagement"), validators=[at_most(LONGEST_NAME)])
    promised_on = DayField(_l("Pour quel jour"), validators=[Optional()])
    undated_promise = StringField(_l("Engagement sans date, parce que…"), validators=[at_most(LONGEST_EXCUSE)])


class StepForm(Form):
    """What moved in a commitment."""

    progress = SelectField(
        _l("Où en est l’engagement"),
        choices=[SelectChoice(one.value, label) for one, label in PROGRESS.items()],
        default=Progress.UNDER_WAY.value,
    )
    percentage = IntegerField(
        _l("Avancement, en pour cent"),
        default=0,
        validators=[Optional(), NumberRange(0, 100, _l("Donnez un nombre de 0 à 100."))],
    )
    words = TextAreaField(
        _l("Ce qui a avancé"),
        validators=[required(_l("Dites en une phrase ce qui a avancé.")), at_most(LONGEST_STEP)],
    )
    evidence_title = StringField(_l("Ce qui le prouve"), validators=[at_most(200)])
    evidence_url = StringField(_l("Son adresse"), validators=[at_most(2_000)])


class MilestoneForm(Form):
    """A stage of a commitment."""

    title = StringField(_l("Le jalon"), validators=[required(_l("Donnez un titre à ce jalon.")), at_most(200)])
    due_on = DayField(_l("Pour quand"), validators=[Optional()])


def verdict_of(form: ReplyForm) -> ReplyVerdict | None:
    """Return the verdict chosen."""
    return ReplyVerdict(form.verdict.data) if form.verdict.data else None
