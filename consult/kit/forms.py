"""Give every form the same protection, the same French messages and the same way to refuse.

A form knows nothing of the database: choices and defaults are given by the view.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    DateTimeLocalField,
    EmailField,
    Field,
    SearchField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, StopValidation

from consult.kit import clock
from consult.kit.errors import Invalid, Sentence
from consult.kit.languages import number
from consult.kit.text.markdown import normalise_typed

TYPED_FIELDS = (StringField, TextAreaField, EmailField, SearchField)


class Form(FlaskForm):
    """A form that cleans what was typed and can carry a refusal that came from an operation."""

    class Meta(FlaskForm.Meta):
        """Clean every text field before it is validated."""

        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Field:  # noqa: ANN401 - WTForms' own
            """Put the cleaning of typed text before the field's own filters."""
            if issubclass(unbound_field.field_class, TYPED_FIELDS):
                filters = [_clean, *unbound_field.kwargs.get("filters", ())]
                return unbound_field.bind(form=form, filters=filters, **options)
            return super().bind_field(form, unbound_field, options)

    def refuse(self, error: Invalid) -> None:
        """Show an operation's refusal beside the field it names, or above the form."""
        field = self._fields.get(error.field or "")
        if field is None:
            self.form_errors.append(str(error.sentence))
        else:
            field.errors = [*field.errors, str(error.sentence)]


class DayField(DateField):
    """A day; anything else typed is refused with an example."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day; raise `ValueError`, as WTForms expects, when it is not one."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_l("Choisissez une date, par exemple 12/10/2026.")) from error


class InstantField(DateTimeLocalField):
    """A date and an hour typed on the region's clock; its data is an instant in UTC."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the wall-clock time; raise `ValueError`, as WTForms expects, when it is not one."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_l("Choisissez une date et une heure, par exemple 12/10/2026 18:00.")) from error
        if isinstance(self.data, datetime):
            self.data = clock.from_local(self.data)

    def _value(self) -> str:
        """Show what was typed, or the instant as the region's clocks read it."""
        if self.raw_data:
            return " ".join(self.raw_data)
        return clock.local(self.data).strftime("%Y-%m-%dT%H:%M") if self.data else ""


def _clean(value: object) -> object:
    return normalise_typed(value) if isinstance(value, str) else value


class Required(InputRequired):
    """Ask for something: spaces and invisible characters are nothing."""

    def __call__(self, form: Form, field: Field) -> None:
        """Raise `StopValidation` when nothing was sent, or nothing is left once cleaned."""
        super().__call__(form, field)
        if isinstance(field.data, str) and not field.data.strip():
            raise StopValidation(self.message)


def required(sentence: Sentence) -> Required:
    """Refuse an empty field with a sentence that says what to write."""
    return Required(message=sentence)


def at_most(limit: int) -> Length:
    """Refuse a longer text, saying the limit in characters."""
    message = _l("Raccourcissez ce texte : %(limit)s caractères au plus.", limit=LazyString(number, limit))
    return Length(max=limit, message=message)


def at_least(limit: int) -> Length:
    """Refuse a shorter text, saying the least number of characters."""
    message = _l("Écrivez au moins %(limit)s caractères.", limit=LazyString(number, limit))
    return Length(min=limit, message=message)


def accepted(rule: Callable[[str], object]) -> Callable[[Form, Field], None]:
    """Refuse what a rule of the house refuses, in its own words, together with the form's other errors."""

    def check(_form: Form, field: Field) -> None:
        if field.errors:
            return
        try:
            rule(str(field.data or ""))
        except Invalid as error:
            raise ValidationError(str(error.sentence)) from error

    return check


class OneOf:
    """Refuse a value that is not among those offered."""

    def __init__(self, values: Sequence[str], sentence: Sentence) -> None:
        self.values = values
        self.sentence = sentence

    def __call__(self, _form: Form, field: Field) -> None:
        """Raise `ValidationError` for anything else."""
        if field.data not in self.values:
            raise ValidationError(self.sentence)
