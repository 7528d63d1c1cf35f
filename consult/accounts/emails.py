"""Accept e-mail addresses as people type them and keep them in one form, so that each has one account."""

from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext as _l

from consult.kit.errors import Invalid

LONGEST = 254


def clean_email(typed: str, field: str = "email") -> str:
    """Return the address in lower case, without asking any server. Raises `Invalid` for `field`."""
    try:
        valid = validate_email(typed.strip(), check_deliverability=False)
    except EmailNotValidError as error:
        raise Invalid(_l("Vérifiez cette adresse, par exemple « prenom.nom@exemple.fr »."), field) from error
    if len(valid.normalized) > LONGEST:
        raise Invalid(_l("Donnez une adresse de %(limit)s caractères au plus.", limit=LONGEST), field)
    return valid.normalized.lower()
