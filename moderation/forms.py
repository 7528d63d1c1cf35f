"""The fields people fill in to flag a text, and moderators to decide of it."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    EmailField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms import Form as Entry
from wtforms.validators import Email, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from consult.kit.forms import Form, OneOf, at_most, required
from consult.kit.patience import UnhurriedForm
from moderation.charter import RulesInForce
from moderation.models import Degree, FlagReason, SavedReply, Verdict
from moderation.models.automation import HOLDING
from moderation.operations.appeals import APPEAL_LIMIT
from moderation.operations.automation import PEOPLE_EXPECTED
from moderation.operations.charters import BODY_LIMIT, MOST_RULES, STATEMENT_LIMIT, TITLE_LIMIT
from moderation.operations.decisions import EXPLANATION_LIMIT, FACT_LIMIT
from moderation.operations.desk_life import TEXT_LIMIT as REPLY_LIMIT
from moderation.operations.desk_life import TITLE_LIMIT as REPLY_TITLE_LIMIT
from moderation.operations.flags import COMMENT_LIMIT
from moderation.operations.reading_notes import QUOTE_LIMIT
from moderation.wording import DEGREES, REASONS, SEEN

TAGS_LIMIT = 400
EMPTY_PLACES = 3
"""How many rules one may add to a charter in one go."""


def _number(value: object) -> int | None:
    text = str(value or "")
    return int(text) if text.isdecimal() else None


def _place(value: object) -> int:
    """Read the place of a sentence; whatever is none is a place that no text has."""
    return int(text) if (text := str(value)).isdecimal() else -1


def _spaced(words: object) -> str:
    """Return words with one space between them, as a form gives them back whatever the line they broke on."""
    return " ".join(str(words).split())


def _rule_choices(charter: RulesInForce) -> list[SelectChoice]:
    rules = [SelectChoice(rule.number, f"{rule.number}. {rule.title}") for rule in charter.rules]
    return [SelectChoice("", _l("Choisissez une règle")), *rules]


def _reply_choices(replies: Sequence[SavedReply]) -> list[SelectChoice]:
    ready = [SelectChoice(str(one.id), one.title) for one in replies]
    return [SelectChoice("", _l("Aucune")), *ready]


class FlagForm(UnhurriedForm):
    """What someone reproaches a text with, and where to answer them when they are not signed in."""

    rule = RadioField(
        _l("Que reprochez-vous à ce texte ?"),
        coerce=_number,
        validate_choice=False,
        validators=[required(_l("Choisissez ce que vous reprochez à ce texte."))],
    )
    comment = TextAreaField(_l("Ce que nous devons savoir"), validators=[at_most(COMMENT_LIMIT)])
    email = EmailField(
        _l("Votre adresse électronique"),
        validators=[
            required(_l("Donnez une adresse électronique : nous vous dirons ce qui a été décidé.")),
            Email(message=_l("Corrigez l’adresse électronique : elle s’écrit comme nom@exemple.fr.")),
            at_most(254),
        ],
    )

    def offer(self, charter: RulesInForce) -> None:
        """Offer what each rule of this charter forbids."""
        self.rule.choices = [(rule.number, REASONS[rule.reason]) for rule in charter.rules]


class AppealForm(Form):
    """Why an author contests a decision."""

    text = TextAreaField(
        _l("Pourquoi contestez-vous cette décision ?"),
        validators=[required(_l("Écrivez pourquoi vous contestez cette décision.")), at_most(APPEAL_LIMIT)],
    )


class AnswerForm(Form):
    """The answer to an appeal: the button pressed confirms or reverses."""

    answer = TextAreaField(
        _l("Vos raisons"),
        validators=[
            required(_l("Écrivez les raisons de votre réponse : elles seront envoyées à l’auteur.")),
            at_most(APPEAL_LIMIT),
        ],
    )
    outcome = StringField(validators=[OneOf(["reverse", "confirm"], _l("Choisissez de confirmer ou d’annuler."))])


class DecisionForm(Form):
    """What is decided of a text: the verdict is the button pressed."""

    verdict = StringField(
        validators=[OneOf([verdict.value for verdict in Verdict], _l("Choisissez une des décisions proposées."))]
    )
    rule = SelectField(_l("Règle de la charte"), coerce=_number, validate_choice=False)
    fact = TextAreaField(_l("Passage en cause"), validators=[at_most(FACT_LIMIT)])
    explanation = TextAreaField(_l("Explication pour son auteur"), validators=[at_most(EXPLANATION_LIMIT)])
    reply = SelectField(_l("Réponse enregistrée"), validate_choice=False, choices=[])
    masked = TextAreaField(_l("Mots à masquer"), validators=[at_most(FACT_LIMIT)])
    theme = SelectField(_l("Thème"), coerce=_number, validate_choice=False, choices=[])
    tags = StringField(_l("Étiquettes"), validators=[at_most(TAGS_LIMIT)])
    quote = TextAreaField(_l("Phrase à citer"), validators=[at_most(QUOTE_LIMIT)])
    sentences = SelectMultipleField(
        _l("Phrases à citer"),
        coerce=_place,
        validate_choice=False,
        choices=[],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    dropped = SelectMultipleField(
        _l("Phrases à ne plus citer"),
        coerce=_spaced,
        validate_choice=False,
        choices=[],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    move = BooleanField()
    sure = HiddenField()
    offered = HiddenField()
    also = SelectMultipleField(
        _l("Autres motifs"),
        choices=[SelectChoice(reason.value, REASONS[reason]) for reason in FlagReason],
        validate_choice=False,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    version = HiddenField(filters=[_number])
    last_decision = HiddenField(filters=[_number])

    def offer(
        self, charter: RulesInForce, replies: Sequence[SavedReply] = (), themes: Sequence[tuple[int, str]] = ()
    ) -> None:
        """Offer the rules of this charter, with their numbers as decisions cite them, saved replies and themes."""
        self.theme.choices = [SelectChoice(number, title) for number, title in themes]
        self.rule.choices = _rule_choices(charter)
        self.reply.choices = _reply_choices(replies)

    def offer_sentences(self, sentences: Sequence[tuple[int, str]], picked: Sequence[str]) -> None:
        """Offer the sentences of the text, by their place in it, and to drop those picked before."""
        self.sentences.choices = [SelectChoice(place, words) for place, words in sentences]
        self.dropped.choices = [SelectChoice(_spaced(words), words) for words in picked]

    def offer_move(self, theme: str) -> None:
        """Offer to move the proposal to the theme it looks like, in one gesture."""
        self.move.label.text = _("Déplacer vers « %(theme)s »", theme=theme)


class SanctionForm(Form):
    """What is decided about the account of a text's author."""

    degree = RadioField(
        _l("Mesure"),
        choices=[SelectChoice(degree.value, DEGREES[degree]) for degree in Degree],
        validate_choice=False,
        validators=[OneOf([degree.value for degree in Degree], _l("Choisissez un avertissement ou une durée."))],
    )
    everywhere = BooleanField(_l("Sur toutes les consultations"))
    rule = SelectField(_l("Règle de la charte"), coerce=_number, validate_choice=False)
    fact = TextAreaField(_l("Passage en cause"), validators=[at_most(FACT_LIMIT)])
    explanation = TextAreaField(_l("Explication pour cette personne"), validators=[at_most(EXPLANATION_LIMIT)])

    def offer(self, charter: RulesInForce) -> None:
        """Offer the rules of this charter, with their numbers as decisions cite them."""
        self.rule.choices = _rule_choices(charter)


class RuleForm(Entry):
    """One rule of a charter; without a title it is taken away."""

    title = StringField(_l("La règle en une ligne"), validators=[at_most(TITLE_LIMIT)])
    reason = SelectField(
        _l("Ce qu’elle interdit"), choices=[SelectChoice(reason.value, REASONS[reason]) for reason in FlagReason]
    )
    body = TextAreaField(_l("Ce qu’elle veut dire"), validators=[at_most(BODY_LIMIT)])
    statement = TextAreaField(_l("Ce qui est dit à qui ne la respecte pas"), validators=[at_most(STATEMENT_LIMIT)])


class CharterForm(Form):
    """The rules of a consultation, in order, and a few empty places for more."""

    rules = FieldList(FormField(RuleForm), max_entries=MOST_RULES)
    version = HiddenField(filters=[_number])

    def fill(self, charter: RulesInForce) -> None:
        """Show the rules in force, then empty places."""
        for rule in charter.rules:
            values = {"title": str(rule.title), "body": str(rule.body), "statement": str(rule.statement)}
            self.rules.append_entry({**values, "reason": rule.reason.value})
        for _place in range(min(EMPTY_PLACES, MOST_RULES - len(charter.rules))):
            self.rules.append_entry({"reason": FlagReason.OFF_TOPIC.value})


class PeopleField(IntegerField):
    """A number of people; anything else typed is refused with what to write."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number; raise `ValueError`, as WTForms expects, when it is not one."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(PEOPLE_EXPECTED) from error


class AutomationForm(Form):
    """What is done before a moderator reads: each is off until it is ticked or written."""

    held = SelectMultipleField(
        _l("Faire lire avant publication un texte où l’on voit"),
        choices=[SelectChoice(name, SEEN[name]) for name in HOLDING],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )
    hide_at = PeopleField(_l("Masquer un texte dès qu’il est signalé par"), validators=[Optional()])


class CampaignForm(Form):
    """What is decided of a campaign: the verdict is the button pressed."""

    verdict = StringField(
        validators=[OneOf([verdict.value for verdict in Verdict], _l("Choisissez une des décisions proposées."))]
    )
    rule = SelectField(_l("Règle de la charte"), coerce=_number, validate_choice=False)
    explanation = TextAreaField(_l("Explication pour chaque auteur"), validators=[at_most(EXPLANATION_LIMIT)])
    reply = SelectField(_l("Réponse enregistrée"), validate_choice=False, choices=[])
    masked = TextAreaField(_l("Mots à masquer"), validators=[at_most(FACT_LIMIT)])
    knowingly = BooleanField(_l("Publier ces textes tels quels : j’ai lu ce qui y a été remarqué"))
    up_to = HiddenField(filters=[_number])

    def offer(self, charter: RulesInForce, replies: Sequence[SavedReply]) -> None:
        """Offer the rules of this charter, with their numbers as decisions cite them, and saved replies."""
        self.rule.choices = _rule_choices(charter)
        self.reply.choices = _reply_choices(replies)


def explanation_in(form: DecisionForm | CampaignForm, replies: Sequence[SavedReply]) -> str:
    """Return what was typed, after the saved reply that was chosen."""
    known = {str(one.id): one.text for one in replies}
    ready = known.get(form.reply.data or "", "")
    return "\n\n".join(part for part in (ready, form.explanation.data or "") if part)


class ReplyForm(Form):
    """An explanation to keep, for oneself or for those who moderate a consultation."""

    title = StringField(_l("Nom de la réponse"), validators=[at_most(REPLY_TITLE_LIMIT)])
    text = TextAreaField(_l("Réponse"), validators=[at_most(REPLY_LIMIT)])
    place = SelectField(_l("Proposée à"), validate_choice=False, choices=[])

    def offer(self, consultations: Sequence[tuple[int, str]]) -> None:
        """Offer to share it on each of these consultations; any other is refused."""
        places = [SelectChoice(str(number), title) for number, title in consultations]
        self.place.choices = [SelectChoice("", _l("Moi seulement")), *places]
        self.place.validators = [OneOf(["", *(one.value for one in places)], _NOT_YOURS)]


_NOT_YOURS = _l("Choisissez une consultation que vous modérez.")
