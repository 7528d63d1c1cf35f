"""Open what a council answers and what follows: opinions, the region's answer, its commitments."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from consult.accounts.personal_data import on_download
from consult.accounts.traces import on_trace
from consult.consultations.bulletin import reporters
from consult.kit import landing, menus, permissions
from consult.kit.jobs import handle, repeat
from consult.kit.menus import MenuItem
from contributions import journeys as contribution_journeys
from council import journeys, personal_opinions
from council.desk import adoption, answers, citations, commitments, opinions, remarks
from council.operations.reminders import REMIND_ONE
from council.reading import address_of, place_in_synthesis
from council.reporters import report_answers, report_late_answers, report_steps
from council.rules.answers import ANSWER_RULES, AnswerPermission
from council.rules.opinions import OPINION_RULES
from council.steps import answers_alone
from council.views import answers as answer_views
from council.views import commitments as commitment_views

REMIND = "council.remind"
EVERY_SECONDS = 3600


def init_app(app: Flask) -> None:
    """Register the rules, the pages, the reminders, and what is told to those whose texts led there."""
    for rules in (OPINION_RULES, ANSWER_RULES):
        permissions.register(app, rules)
    for pages in (opinions, citations, remarks, adoption, answers, commitments, answer_views, commitment_views):
        app.register_blueprint(pages.blueprint)
    app.jinja_env.globals.update(address_of=address_of, place_in_synthesis=place_in_synthesis)
    for reporter in (report_answers, report_late_answers, report_steps):
        reporters.add(app, reporter)
    contribution_journeys.storytellers.add(app, journeys.tell_what_followed)
    handle(app, REMIND, "council.jobs:look_for_reminders")
    handle(app, REMIND_ONE, "council.jobs:remind_answer")
    repeat(app, REMIND, seconds=EVERY_SECONDS)
    on_download(app, personal_opinions.hand_over)
    on_trace(app, personal_opinions.TRACES)
    _fill_menus(app)


def _fill_menus(app: Flask) -> None:
    address, right = "answer_desk.listing", AnswerPermission.PREPARE_ANSWER
    landing.add(app, landing.Desk(right, address))
    menus.add(app, MenuItem("account", 7, _l("Réponses aux avis"), address, right, shown=answers_alone))
    menus.add(app, MenuItem("footer", 25, _l("Engagements"), "commitments.listing"))
    menus.add(app, MenuItem("desk", 41, _l("Réponses aux avis"), address, right))
    menus.add(
        app,
        MenuItem("desk", 42, _l("Engagements"), "commitment_desk.listing", AnswerPermission.RECORD_PROGRESS),
    )
