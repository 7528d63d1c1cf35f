"""What is typed in forms, and dates on the region's clock."""

from datetime import UTC, date, datetime

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import StringField

from consult.kit.forms import DayField, Form, InstantField, at_least, at_most, required


class Letter(Form):
    """A form of one text."""

    class Meta(Form.Meta):
        csrf = False

    text = StringField(validators=[required("Écrivez quelque chose.")])


class Plan(Form):
    """A form of one day and one instant."""

    class Meta(Form.Meta):
        csrf = False

    day = DayField(validators=[required("Choisissez un jour.")])
    instant = InstantField(validators=[required("Choisissez une heure.")])


@pytest.fixture(autouse=True)
def request_under_way(app):
    with app.test_request_context():
        yield


def typed(day: str, instant: str) -> Plan:
    form = Plan(MultiDict({"day": day, "instant": instant}))
    form.validate()
    return form


@pytest.mark.parametrize(
    ("wall_time", "instant"),
    [
        ("2026-10-12T18:00", datetime(2026, 10, 12, 16, 0, tzinfo=UTC)),
        ("2026-12-12T18:00:00", datetime(2026, 12, 12, 17, 0, tzinfo=UTC)),
        ("2026-03-29T02:30", datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
    ],
)
def test_an_hour_typed_in_the_region_is_kept_in_universal_time(wall_time, instant):
    form = typed("2026-10-12", wall_time)
    assert (form.day.data, form.instant.data) == (date(2026, 10, 12), instant)
    assert f'value="{wall_time}"' in form.instant()


def test_an_instant_kept_is_shown_as_the_clocks_of_the_region_read_it():
    form = Plan(instant=datetime(2026, 10, 12, 16, 0, tzinfo=UTC))
    assert 'value="2026-10-12T18:00"' in form.instant()
    assert 'value=""' in Plan().instant()


@pytest.mark.parametrize(
    ("typed_day", "typed_instant"), [("12 octobre", "demain"), ("2026-02-30", "2026-10-12T25:00")]
)
def test_what_is_no_date_is_refused_with_an_example_and_stays_typed(typed_day, typed_instant):
    form = typed(typed_day, typed_instant)
    assert "par exemple 12/10/2026" in str(form.day.errors[0])
    assert "par exemple 12/10/2026 18:00" in str(form.instant.errors[0])
    assert f'value="{typed_day}"' in form.day()
    assert f'value="{typed_instant}"' in form.instant()


def test_an_empty_date_asks_for_one():
    form = typed("", "")
    assert (form.day.errors, form.instant.errors) == (["Choisissez un jour."], ["Choisissez une heure."])


@pytest.mark.parametrize("nothing", ["", "   ", "\u200b", "\n\n"])
def test_spaces_and_invisible_characters_are_nothing(nothing):
    form = Letter(MultiDict({"text": nothing}))
    form.validate()
    assert form.text.errors == ["Écrivez quelque chose."]


def test_words_are_cleaned_and_kept():
    form = Letter(MultiDict({"text": " bon\u200bjour "}))
    assert form.validate()
    assert form.text.data == "bonjour"


@pytest.mark.parametrize(("rule", "length"), [(at_most(10_000), 10_001), (at_least(10_000), 1)])
def test_a_limit_is_written_as_the_hint_writes_it(rule, length):
    class Long(Form):
        class Meta(Form.Meta):
            csrf = False

        text = StringField(validators=[rule])

    form = Long(MultiDict({"text": "a" * length}))
    form.validate()
    assert "10\u202f000 caractères" in str(form.text.errors[0])
