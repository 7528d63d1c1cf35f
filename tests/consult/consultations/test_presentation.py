"""How the pages say dates, phases and figures."""

from datetime import UTC, date, datetime, timedelta

import pytest

from consult.consultations import presentation as say
from consult.consultations.models import Action, ConsultationStatus, ResultKind, ResultLink
from tests.factories import NOW
from tests.factories.consultations import make_consultation, make_phase

DAY = timedelta(days=1)
MIDNIGHT_OF_21 = datetime(2026, 10, 20, 22, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def french(app):
    """Speak French, as outside a request."""
    with app.app_context():
        yield


def phases_at(*spans: tuple[int, int]):
    return [make_phase(opens_at=NOW + a * DAY, closes_at=NOW + b * DAY) for a, b in spans]


@pytest.mark.parametrize(
    ("closes_at", "written"),
    [
        (MIDNIGHT_OF_21, "jusqu’au 20 octobre 2026"),
        (MIDNIGHT_OF_21 - timedelta(minutes=1), "jusqu’au 20 octobre 2026"),
        (MIDNIGHT_OF_21 - timedelta(hours=6), "jusqu’au 20 octobre 2026, 18:00"),
    ],
)
def test_a_closing_at_midnight_names_the_last_whole_day(closes_at, written):
    assert say.until(closes_at) == written


@pytest.mark.parametrize(
    ("opens_at", "closes_at", "written"),
    [
        (NOW, MIDNIGHT_OF_21, "du 1er octobre au 20 octobre 2026"),
        (NOW, NOW + 100 * DAY, "du 1er octobre 2026 au 9 janvier 2027"),
        (NOW, NOW + timedelta(hours=2), "le 1er octobre 2026"),
    ],
)
def test_a_span_tells_the_year_once(opens_at, closes_at, written):
    assert say.span(opens_at, closes_at) == written


@pytest.mark.parametrize(
    ("spans", "states"),
    [
        ([(-10, 20)], ["current", "future"]),
        ([(-10, -5), (5, 20)], ["past", "future", "future"]),
        ([(5, 20)], ["future", "future"]),
        ([(-20, -5)], ["past", "current"]),
    ],
)
def test_the_timeline_says_where_one_stands_and_ends_with_the_synthesis(spans, states):
    steps = say.timeline(make_consultation(phases=phases_at(*spans)), [], NOW)
    assert [step.state for step in steps] == states
    assert steps[-1].label == "Synthèse publique"


def test_a_published_synthesis_is_past_at_its_own_date():
    result = ResultLink(kind=ResultKind.SYNTHESIS, url="/syntheses/1", published_at=NOW - DAY)
    step = say.timeline(make_consultation(), [result], NOW)[-1]
    assert (step.state, step.period) == ("past", "le 30 septembre 2026")


def test_closing_early_is_told_on_each_phase_it_touched():
    closed = make_consultation(
        status=ConsultationStatus.CLOSED, closed_at=NOW - DAY, phases=phases_at((-10, 5), (5, 20))
    )
    stopped, never_held, _ = say.timeline(closed, [], NOW)
    assert stopped.note == "Arrêtée le 30 septembre 2026."
    assert never_held.note.startswith("N’a pas eu lieu")


def test_figures_leave_out_what_is_zero_and_agree_with_their_number():
    assert say.figures(make_consultation(proposals_count=1, votes_count=1500)) == [
        (1, "proposition"),
        (1500, "votes"),
    ]
    assert say.facts(make_consultation(votes_count=1500)) == ["1\N{NARROW NO-BREAK SPACE}500 votes"]


def test_taking_part_is_said_by_what_the_phases_open():
    consultation = make_consultation(phases=[make_phase(opens=frozenset({Action.VOTE}))])
    assert say.ways_to_take_part(consultation) == ["Votez pour, mitigé ou contre."]


@pytest.mark.parametrize(
    ("values", "sentence", "tag"),
    [
        ({}, "Ouverte jusqu’au 21 octobre 2026, 11:00", "Ouverte"),
        ({"phases": phases_at((2, 20))}, "Ouvre le 3 octobre 2026", "À venir"),
        ({"phases": phases_at((-9, -2))}, "Close depuis le 29 septembre 2026", "Close"),
        ({"status": ConsultationStatus.DRAFT}, "Prévue du 21 septembre au 21 octobre 2026", "Brouillon"),
        ({"status": ConsultationStatus.DRAFT, "phases": []}, "Dates à venir", "Brouillon"),
    ],
)
def test_where_it_stands_is_said_in_a_sentence_and_in_a_word(values, sentence, tag):
    consultation = make_consultation(**values)
    assert say.when(consultation, NOW) == sentence
    assert say.status_label(consultation, NOW)[0] == tag


def test_the_dates_of_a_consultation_run_from_the_first_day_to_the_last():
    assert say.dates(make_consultation()) == "du 21 septembre au 21 octobre 2026"
    assert say.dates(make_consultation(phases=[])) == ""


@pytest.mark.parametrize("kind", ResultKind)
def test_every_result_has_a_name(kind):
    assert say.result_label(ResultLink(kind=kind, url="/", published_at=NOW)).startswith(("La ", "L’", "Les "))


def test_the_last_day_is_the_eve_of_a_closing_at_midnight():
    assert say.last_day(MIDNIGHT_OF_21) == date(2026, 10, 20)


# --- what came of it --------------------------------------------------------------------


def outcome_lines(results, **values: object) -> list[tuple[str, str, str]]:
    consultation = make_consultation(synthesis_due_on=date(2026, 12, 1), **values)
    return [(one.label, one.said, one.url) for one in say.outcomes(consultation, results)]


def result(kind: ResultKind, url: str) -> ResultLink:
    return ResultLink(kind=kind, url=url, published_at=NOW)


def test_what_is_awaited_is_said_in_the_order_it_comes():
    assert outcome_lines([]) == [
        ("La synthèse", "attendue au plus tard le 1er décembre 2026", ""),
        ("L’avis du conseil", "pas encore", ""),
        ("La réponse de la Région", "pas encore", ""),
    ]


def test_what_is_public_has_its_day_and_its_address():
    lines = outcome_lines([result(ResultKind.OPINION, "/avis/1"), result(ResultKind.SYNTHESIS, "/syntheses/1")])
    assert [line[2] for line in lines] == ["/syntheses/1", "/avis/1", ""]
    assert lines[0][1].startswith("le ")


def test_two_syntheses_are_both_led_to():
    lines = outcome_lines(
        [result(ResultKind.SYNTHESIS, "/syntheses/1"), result(ResultKind.SYNTHESIS, "/syntheses/2")]
    )
    assert [line[2] for line in lines][:2] == ["/syntheses/1", "/syntheses/2"]


def test_nothing_is_awaited_of_a_consultation_held_elsewhere():
    assert outcome_lines([], imported=True) == []


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        (ResultKind.SYNTHESIS, "Lire la synthèse"),
        (ResultKind.OPINION, "Lire l’avis du conseil"),
        (ResultKind.RESPONSE, "Lire la réponse de la Région"),
        (ResultKind.FOLLOW_UP, "Lire les suites données"),
    ],
)
def test_a_button_says_what_one_will_read(kind, label):
    assert say.read_label(result(kind, "/x")) == label
