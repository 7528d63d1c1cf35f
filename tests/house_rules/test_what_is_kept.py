"""The words kept in databases, in jobs and in addresses: to change one takes a migration, or a redirection."""

import pytest
from werkzeug.utils import import_string

from consult.kit.db import Model
from consult.kit.jobs import catalogue
from consult.kit.permissions import rules_of

# Every word a column may hold: a row written yesterday must still be read tomorrow.
WORDS = {
    "charter_rule.reason": [
        "advertising",
        "defamation",
        "duplicate",
        "hate",
        "insult",
        "off_topic",
        "personal_data",
        "threat",
        "unreadable",
    ],
    "consultation.status": [
        "closed",
        "draft",
        "published",
    ],
    "consultation_change.from_status": [
        "closed",
        "draft",
        "published",
    ],
    "consultation_change.to_status": [
        "closed",
        "draft",
        "published",
    ],
    "contribution.channel": [
        "meeting",
        "online",
        "paper",
    ],
    "contribution.kind": [
        "argument",
        "comment",
        "proposal",
        "source",
    ],
    "contribution.position": [
        "against",
        "for",
        "mixed",
    ],
    "contribution.status": [
        "draft",
        "hidden",
        "merged",
        "pending",
        "published",
        "refused",
        "removed",
        "revision_requested",
        "withdrawn",
    ],
    "decision.from_status": [
        "draft",
        "hidden",
        "merged",
        "pending",
        "published",
        "refused",
        "removed",
        "revision_requested",
        "withdrawn",
    ],
    "decision.kind": [
        "argument",
        "comment",
        "proposal",
        "source",
    ],
    "decision.reason": [
        "advertising",
        "defamation",
        "duplicate",
        "hate",
        "insult",
        "off_topic",
        "personal_data",
        "threat",
        "unreadable",
    ],
    "decision.to_status": [
        "draft",
        "hidden",
        "merged",
        "pending",
        "published",
        "refused",
        "removed",
        "revision_requested",
        "withdrawn",
    ],
    "decision.verdict": [
        "hide",
        "keep",
        "publish",
        "refuse",
        "remove",
        "request_revision",
        "restore",
    ],
    "flag.reason": [
        "advertising",
        "defamation",
        "duplicate",
        "hate",
        "insult",
        "off_topic",
        "personal_data",
        "threat",
        "unreadable",
    ],
    "invitation.role": [
        "administrator",
        "citizen",
        "council_member",
        "facilitator",
        "moderator",
        "secretariat",
    ],
    "mailed_link.purpose": [
        "confirm",
        "reset",
        "sign_in",
    ],
    "mandate.office": [
        "member",
        "president",
        "vice_president",
    ],
    "opinion.status": [
        "draft",
        "published",
    ],
    "opinion_change.from_status": [
        "draft",
        "published",
    ],
    "opinion_change.to_status": [
        "draft",
        "published",
    ],
    "result_link.kind": [
        "follow_up",
        "opinion",
        "response",
        "synthesis",
    ],
    "role_change.role": [
        "administrator",
        "citizen",
        "council_member",
        "facilitator",
        "moderator",
        "secretariat",
    ],
    "role_grant.role": [
        "administrator",
        "citizen",
        "council_member",
        "facilitator",
        "moderator",
        "secretariat",
    ],
    "signal.reason": [
        "advertising",
        "defamation",
        "duplicate",
        "hate",
        "insult",
        "off_topic",
        "personal_data",
        "threat",
        "unreadable",
    ],
    "status_change.from_status": [
        "draft",
        "hidden",
        "merged",
        "pending",
        "published",
        "refused",
        "removed",
        "revision_requested",
        "withdrawn",
    ],
    "status_change.to_status": [
        "draft",
        "hidden",
        "merged",
        "pending",
        "published",
        "refused",
        "removed",
        "revision_requested",
        "withdrawn",
    ],
    "synthesis.status": [
        "building",
        "draft",
        "published",
        "validated",
    ],
    "synthesis_change.from_status": [
        "building",
        "draft",
        "published",
        "validated",
    ],
    "synthesis_change.to_status": [
        "building",
        "draft",
        "published",
        "validated",
    ],
    "synthesis_edit.target": [
        "introduction",
        "sentence",
    ],
    "territory.level": [
        "commune",
        "department",
        "epci",
        "region",
    ],
    "user_account.kind": [
        "association",
        "citizen",
        "company",
        "elected_member",
        "public_body",
    ],
    "vote.position": [
        "against",
        "for",
        "mixed",
    ],
    "vote.previous": [
        "against",
        "for",
        "mixed",
    ],
}
TABLES = [
    "acknowledgement",
    "addressee",
    "appeal",
    "charter",
    "charter_rule",
    "citation",
    "cited_contribution",
    "concern",
    "consultation",
    "consultation_change",
    "contribution",
    "council",
    "council_member",
    "decision",
    "document",
    "examination",
    "flag",
    "invitation",
    "job",
    "mailed_link",
    "mandate",
    "opinion",
    "opinion_change",
    "outgoing_mail",
    "paper_consent",
    "phase",
    "placement",
    "rate_count",
    "rate_salt",
    "reading",
    "recommendation",
    "result_link",
    "role_change",
    "role_grant",
    "sign_in",
    "signal",
    "snapshot",
    "status_change",
    "support",
    "synthesis",
    "synthesis_change",
    "synthesis_edit",
    "synthesis_file",
    "synthesis_section",
    "territory",
    "theme",
    "transmission",
    "transmitted_file",
    "user_account",
    "version",
    "vote",
]
RIGHTS = [
    "accounts.manage_roles",
    "accounts.see_own_account",
    "consultations.close",
    "consultations.create",
    "consultations.edit",
    "consultations.manage",
    "consultations.publish",
    "consultations.read_desk",
    "consultations.see",
    "contributions.argue",
    "contributions.comment",
    "contributions.edit",
    "contributions.enter_for_someone",
    "contributions.propose",
    "contributions.read",
    "contributions.see_own",
    "contributions.support",
    "contributions.vote",
    "contributions.withdraw",
    "council.acknowledge",
    "council.address",
    "council.begin_opinion",
    "council.manage",
    "council.open_desk",
    "council.publish_opinion",
    "council.see_opinion",
    "council.see_transmission",
    "council.transmit",
    "council.write_opinion",
    "moderation.answer_appeal",
    "moderation.appeal",
    "moderation.decide",
    "moderation.flag",
    "moderation.open_queue",
    "moderation.read_decision",
    "moderation.read_register",
    "moderation.review",
    "synthesis.open_desk",
    "synthesis.prepare",
    "synthesis.publish",
    "synthesis.read",
    "synthesis.reopen",
    "synthesis.see_draft",
    "synthesis.validate",
    "synthesis.write",
]
# A job left in the table by a former version must still find its function.
JOBS = {
    "accounts.forget": "consult.accounts.jobs:forget",
    "accounts.open": "consult.accounts.jobs:open_pending",
    "accounts.send_link": "consult.accounts.jobs:send_asked_link",
    "consultations.record_passages": "consult.consultations.jobs:record_passages",
    "contributions.totals": "contributions.jobs:count_totals",
    "council.send": "council.jobs:send_transmission",
    "limits.forget": "consult.kit.limits:forget",
    "mail.send": "consult.kit.mail:send",
    "moderation.follow": "moderation.jobs:follow_change",
    "moderation.outcome": "moderation.jobs:tell_outcome",
    "search.index": "search.jobs:index_changed",
    "search.keep_sound": "search.jobs:keep_sound",
    "search.refresh": "search.jobs:refresh_support",
    "synthesis.build": "synthesis.jobs:build",
    "synthesis.write_files": "synthesis.jobs:write_files",
}
ADDRESSES = [
    "/",
    "/consultations",
    "/consultations/<slug>",
    "/consultations/<slug>/themes/<theme>",
    "/propositions/<int:proposal_id>-<slug>",
    "/recherche",
    "/mon-compte",
    "/mes-contributions",
    "/moderation",
    "/secretariat",
    "/syntheses/<int:synthesis_id>",
    "/conseils/<slug>",
    "/avis/<int:opinion_id>",
    "/donnees-ouvertes",
    "/registre-de-moderation",
    "/accessibilite",
    "/sante",
]


def words_of(column: str) -> list[str]:
    """Return the words a column may hold, as the models say them now."""
    table, name = column.split(".")
    return sorted(member.value for member in Model.metadata.tables[table].columns[name].type.enum_class)


@pytest.mark.parametrize("column", WORDS)
def test_a_column_still_reads_every_word_it_was_given(app, column):
    assert words_of(column) == WORDS[column]


def test_the_tables_are_those_the_migrations_made(app):
    assert sorted(Model.metadata.tables) == TABLES


def test_rights_keep_their_names(app):
    assert sorted(right.value for right in rules_of(app)) == RIGHTS


def test_jobs_keep_their_names_and_their_functions(app):
    handlers = {kind: handler.path for kind, handler in catalogue(app).handlers.items()}
    assert handlers == JOBS


@pytest.mark.parametrize("path", JOBS.values())
def test_the_function_of_a_job_is_there(path):
    assert callable(import_string(path))


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_people_wrote_down_still_leads_somewhere(app, address):
    assert address in {rule.rule for rule in app.url_map.iter_rules()}
