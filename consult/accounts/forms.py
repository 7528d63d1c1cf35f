"""Ask for what an account needs."""

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
)
from wtforms.validators import InputRequired

from consult.accounts import emails, labels
from consult.accounts.operations.roles import GIVEN
from consult.accounts.passwords import SHORTEST, check_strength
from consult.accounts.personal_data import TextsFate
from consult.kit.errors import Sentence
from consult.kit.forms import Form, accepted, at_most, required
from consult.kit.patience import UnhurriedForm
from consult.kit.text import names

_EMAIL, _NEW_EMAIL = _l("Adresse e-mail"), _l("Nouvelle adresse e-mail")
_EMAIL_ASKED = _l("Donnez votre adresse e-mail.")
_PASSWORD, _NEW_PASSWORD = _l("Mot de passe"), _l("Nouveau mot de passe")
_NAME_ASKED = _l("Choisissez le nom qui paraîtra sous vos contributions.")


def _email(label: Sentence = _EMAIL) -> EmailField:
    return EmailField(
        label,
        validators=[required(_EMAIL_ASKED), at_most(emails.LONGEST), accepted(emails.clean_email)],
        render_kw={"autocomplete": "email", "maxlength": emails.LONGEST},
    )


def _display_name() -> StringField:
    return StringField(
        _l("Nom affiché"),
        validators=[required(_NAME_ASKED), at_most(names.LONGEST), accepted(names.clean_name)],
        description=_l("Il paraîtra sous vos contributions. Un pseudonyme convient."),
        render_kw={"autocomplete": "nickname", "maxlength": names.LONGEST},
    )


def _kind() -> SelectField:
    return SelectField(
        _l("Je participe"),
        choices=[SelectChoice(kind.value, label) for kind, label in labels.OFFERED_KINDS.items()],
        default="citizen",
    )


def _new_password(label: Sentence = _PASSWORD) -> PasswordField:
    return PasswordField(
        label,
        validators=[required(_l("Choisissez un mot de passe."))],
        description=_l("Au moins %(limit)s caractères. Une phrase facile à retenir convient.", limit=SHORTEST),
        render_kw={"autocomplete": "new-password"},
    )


class _WithNewPassword(Form):
    """Refuse a weak password with the other errors, knowing of the person what the form asks."""

    password: PasswordField

    def validate_password(self, field: PasswordField) -> None:
        """Raise `ValidationError` for a password that is short, or that holds the name or the address."""
        asked = [self[name].data or "" for name in ("email", "display_name") if name in self]
        known = [word.partition("@")[0] for word in asked]
        accepted(lambda typed: check_strength(typed, known))(self, field)


def _charter() -> BooleanField:
    return BooleanField(
        _l("J’accepte la charte de participation"),
        validators=[InputRequired(_l("Lisez la charte et acceptez-la pour vous inscrire."))],
    )


class SignUpForm(UnhurriedForm, _WithNewPassword):
    """Open an account."""

    email = _email()
    display_name = _display_name()
    kind = _kind()
    password = _new_password()
    charter = _charter()
    suite = HiddenField()


class JoinForm(UnhurriedForm):
    """Open an account from one held elsewhere; `email` is asked when the provider did not prove it."""

    email = _email()
    display_name = _display_name()
    kind = _kind()
    charter = _charter()


class ConfirmForm(Form):
    """Confirm an account; the password is asked where the sign-up was made in another browser."""

    password = PasswordField(
        _l("Mot de passe choisi à l’inscription"), render_kw={"autocomplete": "current-password", "required": True}
    )
    suite = HiddenField()


class SignInForm(Form):
    """Enter with a password."""

    email = _email()
    password = PasswordField(
        _l("Mot de passe"),
        validators=[required(_l("Écrivez votre mot de passe."))],
        render_kw={"autocomplete": "current-password"},
    )
    suite = HiddenField()


class LinkForm(Form):
    """Ask for a link by mail."""

    email = _email()
    suite = HiddenField()


class EnterForm(Form):
    """Follow a link by a gesture: opening it changes nothing."""

    suite = HiddenField()


def _code(label: Sentence, description: Sentence) -> StringField:
    return StringField(
        label,
        validators=[required(_l("Écrivez le code.")), at_most(30)],
        description=description,
        render_kw={"autocomplete": "one-time-code", "autocapitalize": "characters", "maxlength": 30},
    )


class CodeForm(Form):
    """Show a second factor: the code of the moment, or a recovery code."""

    code = _code(
        _l("Code"), _l("Les six chiffres que votre application affiche, ou l’un de vos codes de secours.")
    )


class EnrolForm(Form):
    """Tie a generator: `offer` is the secret it was shown, signed."""

    offer = HiddenField()
    suite = HiddenField()
    code = _code(
        _l("Code affiché par l’application"), _l("Six chiffres, qui changent toutes les trente secondes.")
    )


class TurnOffForm(CodeForm):
    """Untie a generator; the view takes `password` away for who has none."""

    password = PasswordField(
        _l("Mot de passe actuel"),
        validators=[required(_l("Écrivez votre mot de passe actuel."))],
        render_kw={"autocomplete": "current-password"},
    )


class NewPasswordForm(_WithNewPassword):
    """Choose a new password."""

    password = _new_password(_NEW_PASSWORD)


class PasswordForm(_WithNewPassword):
    """Change a password one still knows."""

    current = PasswordField(
        _l("Mot de passe actuel"),
        validators=[required(_l("Écrivez votre mot de passe actuel."))],
        render_kw={"autocomplete": "current-password"},
    )
    password = _new_password(_NEW_PASSWORD)


class EmailForm(Form):
    """Change the address one signs in with; the view takes `password` away for who has none."""

    email = _email(_NEW_EMAIL)
    password = PasswordField(
        _l("Mot de passe actuel"),
        validators=[required(_l("Écrivez votre mot de passe actuel."))],
        render_kw={"autocomplete": "current-password"},
    )


class ProfileForm(Form):
    """Say who one is. `commune` is typed; `territory` chooses among those that were found."""

    display_name = _display_name()
    kind = _kind()
    commune = StringField(
        _l("Votre commune"),
        validators=[at_most(120)],
        description=_l(
            "Son nom ou son code postal. Elle paraît à côté de vos contributions ; laissez vide pour la taire."
        ),
        render_kw={"autocomplete": "off", "maxlength": 120},
    )
    territory = RadioField(_l("Laquelle ?"), coerce=int, validate_choice=False)


def _role() -> SelectField:
    return SelectField(_l("Rôle"), choices=[SelectChoice(role.value, labels.ROLES[role]) for role in GIVEN])


def _scope() -> SelectField:
    return SelectField(_l("Sur"), coerce=_number_or_none, validate_choice=False)


def _number_or_none(value: object) -> int | None:
    """Read the consultation chosen; nothing chosen means all of them."""
    return int(str(value)) if value not in {None, "", "None"} else None


class RoleForm(Form):
    """Give a role; the view fills `scope` with the consultations."""

    role = _role()
    scope = _scope()


class InvitationForm(Form):
    """Offer a role by mail."""

    email = _email()
    role = _role()
    scope = _scope()


class AcceptForm(_WithNewPassword):
    """Accept an invitation and open one's account."""

    display_name = _display_name()
    kind = _kind()
    password = _new_password()
    charter = _charter()


class CharterForm(Form):
    """Accept the charter as it stands now."""

    charter = _charter()
    suite = HiddenField()


class EraseForm(Form):
    """Leave, saying what becomes of one's texts; `proof` is the password, or the address without one."""

    fate = RadioField(
        _l("Que deviennent vos textes ?"),
        choices=[
            SelectChoice(TextsFate.UNSIGNED.value, _l("Ils restent, sans votre nom")),
            SelectChoice(TextsFate.REMOVED.value, _l("Ils sont retirés quand personne n’y a répondu")),
        ],
        validators=[required(_l("Choisissez ce que deviennent vos textes."))],
    )
    proof = PasswordField(
        _l("Votre mot de passe, pour confirmer"),
        validators=[required(_l("Remplissez cette case pour confirmer."))],
        render_kw={"autocomplete": "current-password"},
    )
