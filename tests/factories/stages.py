"""Keep the work of a council at each of its stages, from the draft of a synthesis to what the region has done."""

from datetime import date, timedelta
from types import SimpleNamespace

from flask import Flask
from sqlalchemy.orm import Session

from consult.accounts.models import Role
from consult.kit.db import database
from council.citing import citable_in
from council.models import (
    Choice,
    CitedKind,
    Council,
    CouncilMember,
    DissentKind,
    Office,
    Opinion,
    Progress,
    ReplyVerdict,
)
from council.operations import answers
from council.operations.citations import Backed, cite
from council.operations.commitments import StepDraft, add_milestone, record_step
from council.operations.councils import CouncilDraft, Seat, address_council, create_council, seat_member
from council.operations.dissents import DissentDraft, attach_dissent
from council.operations.drafting import SectionDraft, add_recommendation, add_section, begin_opinion
from council.operations.opinions import publish_opinion
from council.operations.transmissions import transmit
from council.queries.councils import member_of
from synthesis.models import Synthesis
from synthesis.queries.syntheses import sections_of
from tests.factories import NOW
from tests.factories.answers import prepared, promised
from tests.factories.kept import again
from tests.factories.opinions import record_vote
from tests.factories.people import make_user
from tests.factories.syntheses import built, work

SINCE = date(2025, 1, 1)
DUE = date(2026, 10, 15)
WHY = "Le calendrier n’est pas fixé."


def seated(app: Flask) -> SimpleNamespace:
    """Return a drafted synthesis, its secretariat, and a council of two members, one of whom left."""
    return again(app, "a seated council", _seat)


def _seat(app: Flask) -> SimpleNamespace:
    scene = built(app)
    member, former = make_user(Role.COUNCIL_MEMBER), make_user(Role.COUNCIL_MEMBER)
    with app.app_context(), database().unit_of_work() as unit:
        unit.add_all([member, former])
        unit.flush()
        council = create_council(CouncilDraft("Conseil régional du numérique"), at=NOW)
        seat_member(council, member, Seat("associations", starts_on=SINCE))
        seat_member(council, former, Seat("entreprises", starts_on=SINCE, ends_on=date(2026, 1, 1)))
        address_council(None, scene.consultation, council, at=NOW)
    return SimpleNamespace(**vars(scene), council=council, member=member, former=former)


def transmitted(app: Flask) -> SimpleNamespace:
    """Return the same once the secretariat has signed and the worker has sent."""
    return again(app, "a transmitted synthesis", _transmit)


def _transmit(app: Flask) -> SimpleNamespace:
    scene = seated(app)
    with app.app_context(), database().unit_of_work() as unit:
        synthesis = unit.get_one(Synthesis, scene.synthesis.id)
        scene.transmission = transmit(scene.secretariat, synthesis, scene.council, "Bonne lecture.", at=NOW)
    work(app)
    return scene


def written(app: Flask) -> SimpleNamespace:
    """Return the same with an opinion of one part and two recommendations, that cites one sentence."""
    return again(app, "an opinion being written", _write)


def _write(app: Flask) -> SimpleNamespace:
    scene = transmitted(app)
    with app.app_context(), database().unit_of_work() as unit:
        transmission, member = unit.merge(scene.transmission), scene.member
        opinion = begin_opinion(member, transmission, "Avis sur les guichets", at=NOW)
        add_section(member, opinion, SectionDraft("Ce que nous retenons", "Nous approuvons."), at=NOW)
        for text in ("Garder les guichets.", "Les ouvrir le soir."):
            add_recommendation(member, opinion, text, at=NOW)
        cite(member, opinion, citable_in(transmission.synthesis, "en-bref")[0], at=NOW)
    scene.opinion = opinion
    return scene


def voted(app: Flask) -> SimpleNamespace:
    """Return the same once the council adopted it."""
    return again(app, "an adopted opinion", _vote)


def _vote(app: Flask) -> SimpleNamespace:
    scene = written(app)
    with app.app_context(), database().unit_of_work() as unit:
        opinion = unit.get_one(Opinion, scene.opinion.id)
        record_vote(unit, opinion, {member_of(opinion.council_id, scene.member): Choice.FOR})
    return scene


def public(app: Flask) -> SimpleNamespace:
    """Return the same once the opinion is published."""
    return again(app, "a published opinion", _publish)


def _publish(app: Flask) -> SimpleNamespace:
    scene = voted(app)
    with app.app_context(), database().unit_of_work() as unit:
        publish_opinion(scene.member, unit.get_one(Opinion, scene.opinion.id), at=NOW)
    return scene


def answered(app: Flask) -> SimpleNamespace:
    """Return the same once the region answered, with a commitment for the recommendation that cites a text."""
    return again(app, "an answered opinion", _answer)


def _answer(app: Flask) -> SimpleNamespace:
    scene = public(app)
    with app.app_context(), database().unit_of_work() as unit:
        opinion = unit.get_one(Opinion, scene.opinion.id)
        opinion.citations[0].recommendation_id = opinion.recommendations[0].id
        response = prepared(scene.secretariat, opinion)
        scene.commitment = promised(response, due_on=DUE)
        answers.publish_response(scene.secretariat, response, at=NOW)
    return scene


# --- a council of several, whose opinion was voted part by part ----------------------------

RECOMMENDED = (
    "Garder un guichet par canton.",
    "Ouvrir le samedi matin.",
    "Fermer les bornes.",
    "Former les agents.",
)
VERDICTS = (
    ReplyVerdict.ACCEPTED,
    ReplyVerdict.ACCEPTED_IN_PART,
    ReplyVerdict.REFUSED,
    ReplyVerdict.UNDER_STUDY,
)
REASONS = ("C’est utile.", "Le samedi seulement.", "Elles servent encore.", "Une étude est lancée.")
PROMISES = (
    ("Garder douze guichets", date(2026, 9, 1)),
    ("Ouvrir six guichets", date(2027, 3, 1)),
    ("Publier la carte", date(2026, 9, 30)),
)


def debated(app: Flask) -> SimpleNamespace:
    """Return a draft of two parts and four recommendations, its rapporteur, a president, a member, one who left.

    The first recommendation rests on a proposal and on the words of an argument, the first part on a sentence.
    """
    return again(app, "a debated opinion", _debate)


def _debate(app: Flask) -> SimpleNamespace:
    scene = transmitted(app)
    president, colleague = (make_user(Role.COUNCIL_MEMBER, display_name=name) for name in ("Zoé Vinet", "Ali Roy"))
    with app.app_context(), database().unit_of_work() as unit:
        unit.add_all([president, colleague])
        unit.flush()
        council = unit.get_one(Council, scene.council.id)
        seat_member(council, president, Seat("recherche", Office.PRESIDENT, SINCE))
        seat_member(council, colleague, Seat("usagers", starts_on=SINCE))
        scene.opinion = _draft(unit, scene)
    scene.rapporteur, scene.president, scene.colleague = scene.member, president, colleague
    return scene


def _draft(unit: Session, scene: SimpleNamespace) -> Opinion:
    writer, transmission = scene.member, unit.merge(scene.transmission)
    opinion = begin_opinion(writer, transmission, "Avis sur les guichets", at=NOW)
    first, second = (
        add_section(writer, opinion, SectionDraft(title, source), at=NOW)
        for title, source in (("L’accueil", "Un **accueil** humain."), ("Les outils", "- des bornes\n- du papier"))
    )
    for place, text in enumerate(RECOMMENDED):
        add_recommendation(writer, opinion, text, section_id=(first, second)[place // 2].id, at=NOW)
    backed = Backed(recommendation=opinion.recommendations[0])
    synthesis = transmission.synthesis
    parts = [row.section_id for row in sections_of(synthesis) if not row.section_id.startswith("annexe")]
    found = [one for part in parts for one in citable_in(synthesis, part)]
    for kind, passage in (
        (CitedKind.PROPOSAL, backed),
        (CitedKind.QUOTE, backed),
        (CitedKind.CLAIM, Backed(section=first)),
    ):
        cite(writer, opinion, next(one for one in found if one.kind is kind), passage, at=NOW)
    return opinion


def followed(app: Flask) -> SimpleNamespace:
    """Return the same adopted part by part, published with a dissent, answered in four ways and followed up.

    Of its three commitments, the first is late, the second under way with a step, the third done.
    """
    return again(app, "a followed opinion", _follow)


def _follow(app: Flask) -> SimpleNamespace:
    scene = debated(app)
    with app.app_context(), database().unit_of_work() as unit:
        opinion = unit.get_one(Opinion, scene.opinion.id)
        seats = seats_in(scene)
        voices = dict(zip(seats.values(), (Choice.FOR, Choice.FOR, Choice.AGAINST), strict=True))
        for part in opinion.sections:
            record_vote(unit, opinion, voices, section=part)
        words = DissentDraft(DissentKind.MINORITY, "Sans bornes", "Les bornes *éloignent*.")
        attach_dissent(seats["colleague"], opinion, words, at=NOW)
        publish_opinion(scene.rapporteur, opinion, at=NOW)
        scene.opinion = opinion
        _reply(scene, opinion)
    return scene


def seats_in(scene: SimpleNamespace) -> dict[str, CouncilMember]:
    """Return the seats of the three people in office, by what they do in the scene."""
    names = ("rapporteur", "president", "colleague")
    return {name: member_of(scene.opinion.council_id, getattr(scene, name)) for name in names}


def _reply(scene: SimpleNamespace, opinion: Opinion) -> None:
    response = answers.begin_response(scene.secretariat, opinion, at=NOW)
    answers.write_response(response, answers.ResponseDraft("La présidence", "Merci au **conseil**."), version=None)
    for reply, verdict, reasons in zip(response.replies, VERDICTS, REASONS, strict=True):
        draft = answers.ReplyDraft(verdict, reasons, "Direction du numérique", DUE)
        answers.write_reply(reply, draft, version=None)
    scene.commitments = [
        answers.add_commitment(
            response.replies[0], answers.CommitmentDraft(title, due_on=due_on, undated_because=WHY), at=NOW
        )
        for title, due_on in PROMISES
    ]
    answers.publish_response(scene.secretariat, response, at=NOW + timedelta(minutes=30))
    _late, under_way, done = scene.commitments
    add_milestone(under_way, "Vote des crédits", DUE)
    steps = (
        (
            under_way,
            StepDraft(Progress.UNDER_WAY, 40, "Deux guichets.", "La carte", "https://region.example/carte"),
        ),
        (done, StepDraft(Progress.DONE, 0, "La carte est en ligne.")),
    )
    for rank, (commitment, step) in enumerate(steps, start=1):
        record_step(scene.secretariat, commitment, step, at=NOW + timedelta(hours=rank))
    scene.response = response
