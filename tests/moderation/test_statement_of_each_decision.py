"""What each decision tells its author, word for word, and until when each may be contested."""

from datetime import UTC, datetime, timedelta

import pytest

from consult.kit import clock
from contributions.models import Kind, Status
from moderation.charter import DEFAULT, cited
from moderation.journeys import _step
from moderation.models import CharterRule, Decision, FlagReason, Verdict
from moderation.operations.decisions import last_instant_to_appeal
from moderation.statement import statement_of_reasons
from moderation.wording import DECIDED, GESTURES, OUTCOMES, REASONS
from tests.factories import NOW

BY_NOBODY = "Cette mesure est automatique et provisoire"
BY_SOMEONE = "Cette décision a été prise par une personne. Aucun outil automatique n’y a contribué."
HELPED = "Cette décision a été prise par une personne, dont l’attention a été attirée automatiquement."
TOLD = "prise par une personne, après un signalement. Aucun outil automatique"
BOTH = "attirée par un signalement et par un contrôle automatique."


def made(verdict: Verdict, rule: int | None = None, **values: object) -> Decision:
    """Return a decision, not stored."""
    values.setdefault("decided_by_id", 3)
    values.setdefault("detected_automatically", False)
    values.setdefault("decided_at", NOW)
    values.setdefault("explanation", "")
    values.setdefault("fact", "")
    return Decision(id=1, verdict=verdict, rule_number=rule, kind=Kind.PROPOSAL, to_status=Status.HIDDEN, **values)


# --- the words of each decision -------------------------------------------------------

WORDS = [
    (Verdict.PUBLISH, "Publiée", "Publier", "Votre texte est publié."),
    (Verdict.KEEP, "Laissée en ligne", "Laisser en ligne", "Votre texte reste publié."),
    (Verdict.REQUEST_REVISION, "À réviser par son auteur", "Demander une révision", "pas visible pour l’instant"),
    (Verdict.REFUSE, "Refusée", "Refuser", "Votre texte n’est pas publié."),
    (Verdict.HIDE, "Masquée", "Masquer", "sa page dit que la modération l’a masqué"),
    (Verdict.REMOVE, "Ôtée de la vue", "Ôter de la vue", "sa page n’est plus accessible"),
    (Verdict.RESTORE, "Rétablie", "Rétablir", "Votre texte est de nouveau publié."),
]


@pytest.mark.parametrize(("verdict", "decided", "gesture", "effect"), WORDS)
def test_each_decision_has_its_words(verdict, decided, gesture, effect):
    assert (str(DECIDED[verdict]), str(GESTURES[verdict])) == (decided, gesture)
    assert effect in str(statement_of_reasons(made(verdict)).effect)


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (Verdict.PUBLISH, "le texte est publié"),
        (Verdict.KEEP, "le texte reste en ligne"),
        (Verdict.REQUEST_REVISION, "Nous avons demandé à la personne qui l’a écrit de le modifier."),
        (Verdict.REFUSE, "Le texte n’est pas publié."),
        (Verdict.HIDE, "Le texte n’est plus visible."),
        (Verdict.REMOVE, "sa page n’est plus accessible"),
        (Verdict.RESTORE, "de nouveau en ligne"),
    ],
)
def test_whoever_flagged_is_told_what_came_of_it(verdict, words):
    assert words in str(OUTCOMES[verdict])


@pytest.mark.parametrize(
    ("decided_by", "detected", "flagged", "means"),
    [
        (3, False, False, BY_SOMEONE),
        (3, True, False, HELPED),
        (3, False, True, TOLD),
        (3, True, True, BOTH),
        (None, True, False, BY_NOBODY),
    ],
)
def test_each_decision_says_by_what_means_and_what_drew_the_eye(decided_by, detected, flagged, means):
    decision = made(Verdict.HIDE, decided_by_id=decided_by, detected_automatically=detected, flagged=flagged)
    assert means in str(statement_of_reasons(decision).means)


@pytest.mark.parametrize("rule", DEFAULT.rules, ids=lambda rule: rule.reason.value)
def test_each_decision_cites_its_rule(rule):
    said = statement_of_reasons(made(Verdict.HIDE, rule.number, explanation="Voilà.", fact="ici"))
    assert (said.rule_number, str(said.rule_title)) == (rule.number, str(rule.title))
    assert (str(said.rule_body), said.explanation, said.fact) == (str(rule.body), "Voilà.", "« ici »")


@pytest.mark.parametrize("verdict", Verdict)
def test_a_decision_that_rests_on_no_rule_cites_none(verdict):
    said = statement_of_reasons(made(verdict))
    assert (said.rule_number, said.rule_title, said.rule_body) == (None, "", "")


@pytest.mark.parametrize("number", [0, -1, 10, 99])
def test_a_number_that_the_default_charter_lacks_cites_nothing(number):
    assert cited(made(Verdict.HIDE, number)) is None


def test_a_rule_of_another_charter_is_worded_by_it():
    own = CharterRule(number=7, reason=FlagReason.OFF_TOPIC, title="Restons au lycée", body="Rien d’autre.")
    decision = made(Verdict.HIDE, 7)
    decision.rule = own
    said = statement_of_reasons(decision)
    assert (said.rule_title, said.rule_body) == ("Restons au lycée", "Rien d’autre.")


# --- the charter's reasons ------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "reason", "gravity", "named", "title"),
    [
        (1, "insult", "law", "Insulte", "Ni insulte, ni attaque contre une personne"),
        (2, "hate", "law", "Haine ou discrimination", "Ni haine, ni discrimination"),
        (3, "defamation", "law", "Accusation sans preuve", "Pas d’accusation sans preuve"),
        (4, "threat", "law", "Menace ou violence", "Ni menace, ni appel à la violence"),
        (5, "personal_data", "law", "Information privée", "Pas d’information privée"),
        (6, "advertising", "relevance", "Publicité", "Pas de publicité"),
        (7, "off_topic", "relevance", "Hors sujet", "Dans le sujet"),
        (8, "unreadable", "form", "Illisible ou en rafale", "Un texte que l’on peut lire"),
        (9, "duplicate", "duplicate", "Déjà publié", "Une idée, une seule fois"),
    ],
)
def test_each_number_keeps_its_reason_and_words(number, reason, gravity, named, title):
    rule = DEFAULT.rule(number)
    assert (rule.reason, rule.reason.gravity, str(rule.title)) == (reason, gravity, title)
    assert str(REASONS[rule.reason]) == named


# --- the delay ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("decided", "until"),
    [
        ("2026-01-01", "2026-07-01"),
        ("2026-01-31", "2026-07-31"),
        ("2026-02-28", "2026-08-28"),
        ("2026-03-30", "2026-09-30"),
        ("2026-03-31", "2026-09-30"),
        ("2026-04-30", "2026-10-30"),
        ("2026-05-31", "2026-11-30"),
        ("2026-06-30", "2026-12-30"),
        ("2026-07-01", "2027-01-01"),
        ("2026-08-27", "2027-02-27"),
        ("2026-08-28", "2027-02-28"),
        ("2026-08-29", "2027-02-28"),
        ("2026-08-30", "2027-02-28"),
        ("2026-08-31", "2027-02-28"),
        ("2026-09-01", "2027-03-01"),
        ("2026-10-31", "2027-04-30"),
        ("2026-11-30", "2027-05-30"),
        ("2026-12-31", "2027-06-30"),
        ("2027-08-28", "2028-02-28"),
        ("2027-08-29", "2028-02-29"),
        ("2027-08-30", "2028-02-29"),
        ("2027-08-31", "2028-02-29"),
        ("2028-02-29", "2028-08-29"),
    ],
)
@pytest.mark.parametrize("hour", [0, 11, 21])
def test_one_maylast_instant_to_appeal_the_same_day_six_months_later(decided, until, hour):
    at = datetime.fromisoformat(decided).replace(hour=hour, tzinfo=UTC)
    last = clock.local(last_instant_to_appeal(at))
    assert last.strftime("%Y-%m-%d %H:%M:%S") == f"{until} 23:59:59"


@pytest.mark.parametrize("days", range(0, 366, 5))
def test_the_delay_is_never_shorter_than_six_short_months(days):
    at = NOW + timedelta(days=days)
    assert timedelta(days=181) <= last_instant_to_appeal(at) - at < timedelta(days=186)


@pytest.mark.parametrize(
    ("decided", "until"),
    [
        ("2026-06-30T21:59:59", "2026-12-30"),
        ("2026-06-30T22:00:00", "2027-01-01"),
        ("2026-12-31T22:59:59", "2027-06-30"),
        ("2026-12-31T23:00:00", "2027-07-01"),
    ],
)
def test_the_day_is_the_one_that_clocks_of_the_region_show(decided, until):
    last = clock.local(last_instant_to_appeal(datetime.fromisoformat(decided).replace(tzinfo=UTC)))
    assert last.strftime("%Y-%m-%d") == until


# --- the step of a text's life ----------------------------------------------------------


@pytest.mark.parametrize(
    ("verdict", "label"),
    [
        (Verdict.PUBLISH, "Modération\u00a0: publiée"),
        (Verdict.REQUEST_REVISION, "Modération\u00a0: à réviser par son auteur"),
        (Verdict.REFUSE, "Modération\u00a0: refusée"),
        (Verdict.HIDE, "Modération\u00a0: masquée"),
        (Verdict.REMOVE, "Modération\u00a0: ôtée de la vue"),
        (Verdict.RESTORE, "Modération\u00a0: rétablie"),
    ],
)
@pytest.mark.parametrize(
    ("until", "way"),
    [(None, "Lire la décision"), (NOW, "Lire les motifs et savoir comment les contester")],
)
def test_a_step_names_the_decision_and_the_way_to_its_reasons(app, verdict, label, until, way):
    with app.test_request_context():
        step = _step(made(verdict, appeal_until=until))
    assert (step.label, step.day, step.url, step.url_label) == (label, NOW, "/decisions/1", way)


@pytest.mark.parametrize(
    ("rule", "explanation", "text"),
    [
        (None, "", ""),
        (None, "C’est en ligne.", "C’est en ligne."),
        (7, "", "Règle 7\u00a0: Dans le sujet."),
        (6, "Un lien vendeur.", "Règle 6\u00a0: Pas de publicité. Un lien vendeur."),
        (99, "Ancienne règle.", "Ancienne règle."),
    ],
)
def test_a_step_tells_the_rule_then_the_explanation(app, rule, explanation, text):
    with app.test_request_context():
        assert _step(made(Verdict.HIDE, rule, explanation=explanation)).text == text
