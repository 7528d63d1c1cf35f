"""What one fills in to join a document or describe it."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import StringField

from consult.kit.forms import Form, at_most, required


class DescriptionForm(Form):
    """What a document shows."""

    description = StringField(_l("Ce que ce document montre, en une phrase"), validators=[at_most(300)])


class DocumentForm(DescriptionForm):
    """A file and what it shows."""

    document = FileField(_l("Document"), validators=[required(_l("Choisissez un fichier."))])
