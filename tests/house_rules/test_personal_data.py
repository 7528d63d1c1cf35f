"""No table keeps a person without the archive of that person holding it, or saying here why not."""

import io
import json
import zipfile

import pytest
from flask import Flask
from sqlalchemy import func, select

from consult.accounts.models import Role
from consult.accounts.traces import traces
from consult.kit.db import Model, database, session
from consult.kit.permissions import allows
from moderation.models import Decision
from tests.house_rules.conftest import Site

# Where each column that names an account is handed over: a file of the archive.
HANDED_OVER = {
    "ballot.user_id": "votes-comptes",
    "charter_acceptance.user_id": "chartes-acceptees",
    "contribution.author_id": "contributions",
    "council_member.user_id": "mandats",
    "delivery.user_id": "envois",
    "flag.flagger_id": "signalements",
    "follow.user_id": "suivi",
    "mailed_link.user_id": "courriels",
    "opinion.rapporteur_id": "avis-rapportes",
    "outside_identity.user_id": "comptes-exterieurs",
    "restriction.user_id": "suspensions",
    "role_change.user_id": "roles",
    "role_grant.user_id": "roles",
    "second_factor.user_id": "compte",
    "sign_in.user_id": "appareils",
    "skip.user_id": "propositions-passees",
    "support.user_id": "soutiens",
    "suspension.user_id": "suspensions",
    "synthesis_contest.author_id": "contestations",
    "vote.user_id": "votes",
}
# What is not handed over, and why.
KEPT_BACK = {
    "evidence.author_id": "kept for the authorities: telling someone would warn them of an inquiry",
    "recovery_code.user_id": "only hashes, and secret: whoever held the archive could enter",
}
# Held by a seat in a council rather than by the account itself.
HELD_BY_A_SEAT = {"chantiers", "seances", "voix", "auto-saisines"}
ALWAYS_THERE = (set(HANDED_OVER.values()) | HELD_BY_A_SEAT) - {"envois"}


def columns_that_name_someone() -> set[str]:
    return {
        f"{table.name}.{column.name}"
        for table in Model.metadata.sorted_tables
        for column in table.columns
        if any(key.column.table.name == "user_account" for key in column.foreign_keys)
    }


def traced(app: Flask) -> set[str]:
    with app.app_context():
        return {f"{trace.who.class_.__table__.name}.{trace.who.key}" for trace in traces}


def archive_of(site: Site, who: str) -> zipfile.ZipFile:
    answer = site.browser(who).get("/mon-compte/donnees.zip")
    return zipfile.ZipFile(io.BytesIO(answer.data))


def test_each_column_that_names_someone_is_handed_over_or_its_silence_explained(app):
    known = set(HANDED_OVER) | set(KEPT_BACK) | traced(app)
    assert columns_that_name_someone() - known == set()


def test_nothing_is_listed_that_is_gone_and_nothing_twice(app):
    listed = [*HANDED_OVER, *KEPT_BACK, *traced(app)]
    assert sorted(set(listed) - columns_that_name_someone()) == []
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("who", [Role.CITIZEN, Role.MODERATOR, Role.COUNCIL_MEMBER])
def test_an_archive_holds_every_file_named_here(site, who):
    names = set(archive_of(site, who).namelist())
    assert {f"{name}.json" for name in ALWAYS_THERE | {"gestes"}} - names == set()


def test_the_page_of_the_archive_shows_each_part_and_asks_nothing_of_anyone(site):
    packed = archive_of(site, Role.MODERATOR)
    page = packed.read("lisez-moi.html").decode()
    parts = [name for name in packed.namelist() if name.endswith(".json")]
    assert page.count("<h2>") == len(parts)
    assert "src=" not in page
    assert "<script" not in page
    assert "<link" not in page


def test_staff_are_told_each_of_their_own_acts(site):
    moderator = site.people[Role.MODERATOR]
    acts = json.loads(archive_of(site, Role.MODERATOR).read("gestes.json"))
    with site.app.app_context(), database().unit_of_work(writes=False):
        decided = session.scalar(select(func.count()).where(Decision.decided_by_id == moderator.id))
    told = [act for act in acts if act["geste"] == "Décision prise"]
    assert (len(told), decided > 0) == (decided, True)


def test_an_archive_tells_nobody_s_address_but_one_s_own(site):
    packed = archive_of(site, Role.MODERATOR)
    everything = b"".join(packed.read(name) for name in packed.namelist()).decode()
    others = {user.email for who, user in site.people.items() if who != Role.MODERATOR}
    assert {address for address in others if address in everything} == set()


def test_nobody_takes_another_s_archive(site):
    assert site.browser("visitor").get("/mon-compte/donnees.zip").status_code == 302
    with site.app.app_context():
        assert not allows(site.app.extensions["consult_login"].anonymous_user(), "accounts.see_own_account")
