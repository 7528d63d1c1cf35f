"""Minutes: drafted from what happened, written by a person, adopted by a later sitting, handed over as files."""

import zlib
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from consult.accounts.models import User
from consult.accounts.operations.erasure import erase_user
from consult.accounts.personal_data import TextsFate
from consult.kit import clock
from consult.kit.db import database
from consult.kit.errors import Conflict, Invalid
from council.models import Choice, Minutes, MinutesStatus, Outcome, Sitting
from council.operations.agenda import write_notes
from council.operations.minutes import LONGEST_MINUTES, begin_minutes, write_minutes
from council.operations.sittings import (
    SittingDraft,
    close_sitting,
    convene,
    mark_presence,
    open_sitting,
    plan_sitting,
)
from council.operations.votes import Subject, cast, close_vote, open_vote
from council.papers import minutes_file
from council.queries.minutes import minutes_of, minutes_to_adopt
from council.queries.sittings import sitting_at
from tests.factories import NOW
from tests.factories.councils import seats
from tests.factories.sittings import EVENING, POINTS, rows, words

NEXT = EVENING + timedelta(days=60)


@pytest.fixture
def scene(evening):
    """Open a unit of work on a sitting under way, three members there of the five."""
    with evening.app.test_request_context(), database().unit_of_work() as unit:
        evening.unit, evening.sitting = unit, sitting_at(evening.sitting.id)
        evening.seats = seats(evening)
        yield evening


def vote(scene, sitting, subject=None, choices=(Choice.FOR, Choice.FOR, Choice.AGAINST), at=EVENING):
    opened = open_vote(scene.people[0], sitting, subject or Subject(), "Garder les guichets", at=at)
    for seat, choice in zip(scene.seats, choices, strict=False):
        cast(seat, opened, choice, at=at)
    return close_vote(scene.people[0], opened, at=at)


def drafted(scene):
    close_sitting(scene.sitting, at=EVENING)
    return begin_minutes(scene.sitting, at=EVENING)


def said(minutes) -> str:
    return minutes.source.replace("\u00a0", " ").replace("\u202f", " ")


def next_sitting(scene):
    made = plan_sitting(scene.secretariat, scene.council, SittingDraft("", NEXT, place="Blois"), at=NOW)
    sitting = sitting_at(made.id)
    convene(sitting, at=NOW)
    open_sitting(sitting, at=NEXT)
    everyone = [one.id for one in scene.seats]
    mark_presence(sitting, everyone, everyone, at=NEXT)
    return sitting


# --- the draft ------------------------------------------------------------------------------


def test_the_draft_names_who_was_there_who_was_not_and_the_quorum(scene):
    text = said(drafted(scene))
    assert "3 membres étaient présents, sur 5 en fonction ; il en fallait 3 pour voter." in text
    here, away = (", ".join(one.display_name for one in scene.people[part]) for part in (slice(3), slice(3, 5)))
    assert f"Présents : {here}." in text
    assert f"Absents ou excusés : {away}." in text


def test_each_point_has_its_heading_its_notes_and_its_vote_by_name(scene):
    first, second = scene.sitting.agenda
    write_notes(scene.sitting, {second.id: "Le débat est reporté."})
    assert vote(scene, scene.sitting, Subject(agenda_item_id=first.id)) is Outcome.ADOPTED
    text = said(drafted(scene))
    after_first, after_second = text.partition(f"## 2. {POINTS[1]}")[::2]
    assert f"## 1. {POINTS[0]}\n\nVote : Garder les guichets – Adopté" in after_first
    names = [one.display_name for one in scene.people]
    assert f"Vote présidé par {scene.people[0].display_name}" in after_first
    assert "présents : 3, quorum : 3." in after_first
    assert f"- Pour : 2 ({names[0]}, {names[1]})\n- Contre : 1 ({names[2]})\n- Abstention : 0" in after_first
    assert "Le débat est reporté." in after_second


def test_a_vote_under_no_point_stands_apart_at_the_end(scene):
    vote(scene, scene.sitting, choices=())
    text = said(drafted(scene))
    assert text.index("## Autres votes") > text.index(f"## 2. {POINTS[1]}")
    assert "Garder les guichets – Rejeté" in text


def test_a_sitting_nobody_came_to_says_so(scene):
    mark_presence(scene.sitting, [], [one.id for one in scene.seats], at=EVENING)
    text = said(drafted(scene))
    assert "0 membre était présent, sur 5 en fonction" in text
    assert "Présents :" not in text


def test_a_member_who_left_the_site_is_not_named_in_the_draft(scene):
    name = scene.people[1].display_name
    erase_user(scene.unit.get_one(User, scene.people[1].id), TextsFate.UNSIGNED, at=EVENING)
    text = said(drafted(scene))
    assert "Membre qui a supprimé son compte" in text
    assert name not in text


def test_nothing_is_drafted_before_the_sitting_is_closed(scene):
    with pytest.raises(Conflict, match="Fermez d’abord la séance"):
        begin_minutes(scene.sitting, at=EVENING)
    assert minutes_of(scene.sitting) is None


def test_beginning_again_keeps_what_a_person_wrote(scene):
    minutes = drafted(scene)
    write_minutes(minutes, "## Présences\n\nTous.", version=1, at=EVENING)
    assert begin_minutes(scene.sitting, at=EVENING + timedelta(hours=1)).source == "## Présences\n\nTous."


# --- the writing ----------------------------------------------------------------------------


def test_what_is_written_is_rendered_dated_and_given_a_version(scene):
    minutes = drafted(scene)
    write_minutes(
        minutes, "Un **vœu**.\r\n<img src=x onerror=alert(1)>", version=1, at=EVENING + timedelta(hours=2)
    )
    assert "<strong>vœu</strong>" in minutes.html
    assert "<img" not in minutes.html
    assert (minutes.version, minutes.written_at) == (2, EVENING + timedelta(hours=2))


@pytest.mark.parametrize("source", ["", " \n\n ", "a" * (LONGEST_MINUTES + 1)])
def test_minutes_say_something_and_not_too_much(scene, source):
    minutes = drafted(scene)
    with pytest.raises(Invalid) as refusal:
        write_minutes(minutes, source, version=1, at=EVENING)
    assert (refusal.value.field, minutes.version) == ("source", 1)


# --- the adoption ---------------------------------------------------------------------------


def test_a_later_sitting_adopts_them_and_is_named(scene):
    minutes = drafted(scene)
    later = next_sitting(scene)
    assert list(minutes_to_adopt(later)) == [minutes]
    vote(scene, later, Subject(minutes=minutes), at=NEXT)
    assert (minutes.status, minutes.adopted_at, minutes.adopted_in_id) == (MinutesStatus.ADOPTED, NEXT, later.id)
    assert list(minutes_to_adopt(later)) == []


def test_minutes_the_council_refuses_are_corrected_then_voted_again(scene):
    minutes, later = drafted(scene), next_sitting(scene)
    vote(scene, later, Subject(minutes=minutes), (Choice.AGAINST, Choice.AGAINST), at=NEXT)
    assert (minutes.is_public, list(minutes_to_adopt(later))) == (False, [minutes])
    write_minutes(minutes, "Corrigé.", version=1, at=NEXT)
    vote(scene, later, Subject(minutes=minutes), at=NEXT)
    assert minutes.is_public
    with pytest.raises(Conflict, match="déjà adopté"):
        vote(scene, later, Subject(minutes=minutes), at=NEXT)


def test_a_sitting_does_not_adopt_the_minutes_of_one_that_came_after(scene):
    later = next_sitting(scene)
    close_sitting(later, at=NEXT)
    minutes = begin_minutes(later, at=NEXT)
    assert list(minutes_to_adopt(scene.sitting)) == []
    with pytest.raises(Invalid, match="séance suivante"):
        vote(scene, scene.sitting, Subject(minutes=minutes))


# --- the files ------------------------------------------------------------------------------


def text_of_odt(content: bytes) -> str:
    with ZipFile(BytesIO(content)) as archive:
        return archive.read("content.xml").decode().replace("\u00a0", " ")


def test_the_odt_holds_the_words_of_the_minutes_under_the_name_of_the_sitting(scene):
    minutes = drafted(scene)
    write_minutes(minutes, "## Décisions\n\nLes guichets restent.\n\n- Blois\n- Tours", version=1, at=EVENING)
    file = minutes_file(minutes, "odt")
    text = text_of_odt(file.content)
    assert file.name == f"compte-rendu-{scene.sitting.id}.odt"
    found = [one in text for one in ("Séance n° 2026-01", "Décisions", "Les guichets restent.", "Blois", "Tours")]
    assert found == [True] * 5


def test_the_pdf_is_tagged_and_says_its_title_and_language(scene):
    content = minutes_file(drafted(scene), "pdf").content
    streams = b"".join(_inflated(part) for part in content.split(b"stream\n")[1:])
    whole = content + streams
    assert content.startswith(b"%PDF")
    assert b"/StructTreeRoot" in whole
    assert b"/Lang" in whole


def _inflated(part: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(part)
    except zlib.error:
        return b""


# --- on the pages ---------------------------------------------------------------------------


@pytest.fixture
def closed(evening, browser):
    """Return a sitting that is over with its minutes drafted, and the browser of its desk."""
    with evening.app.app_context(), database().unit_of_work() as unit:
        sitting = unit.get_one(Sitting, evening.sitting.id)
        close_sitting(sitting, at=EVENING)
        begin_minutes(sitting, at=EVENING)
    evening.desk = browser(evening.secretariat)
    evening.at = f"/secretariat/seances/{evening.sitting.id}"
    return evening


def test_minutes_being_written_are_the_desk_s_alone(closed, browser):
    public = f"/seances/{closed.sitting.id}"
    assert "paraîtra ici quand le conseil l’aura adopté" in words(browser().get(public))
    for reader in (browser(), browser(closed.people[0])):
        assert reader.get(f"{public}/compte-rendu.pdf").status_code == 404
        assert reader.get(f"{closed.at}/compte-rendu.odt").status_code in {302, 403}
    assert closed.desk.get(f"{closed.at}/compte-rendu.odt").data.startswith(b"PK")


def test_an_empty_text_is_refused_beside_its_field_and_nothing_is_lost(closed):
    answer = closed.desk.post(f"{closed.at}/compte-rendu", {"source": " ", "version": "1"})
    assert (answer.status_code, "Écrivez un texte" in answer.text) == (422, True)
    assert "3 membres étaient présents" in rows(closed, select(Minutes))[0].source


def test_minutes_not_begun_are_not_found_and_another_format_neither(evening, closed):
    assert closed.desk.get(f"{closed.at}/compte-rendu.exe").status_code == 404
    with clock.set_to(EVENING), evening.app.app_context(), database().unit_of_work() as unit:
        unit.delete(unit.scalars(select(Minutes)).one())
    assert closed.desk.get(f"{closed.at}/compte-rendu").status_code == 404
