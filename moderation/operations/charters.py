"""Adopt the charter of a consultation, version after version, and note who accepted which."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.kit.db import session, upsert
from consult.kit.errors import Conflict, Invalid
from moderation.charter import RulesInForce
from moderation.models import LAW, Charter, CharterAcceptance, CharterRule, FlagReason
from moderation.queries.charters import rules_in_force

MOST_RULES = 20
TITLE_LIMIT, BODY_LIMIT, STATEMENT_LIMIT = 160, 600, 400


@dataclass(frozen=True)
class RuleDraft:
    """A rule as someone typed it; one without a title is not kept."""

    reason: FlagReason
    title: str
    body: str = ""
    statement: str = ""

    def cleaned(self) -> "RuleDraft":
        """Return it without useless spaces, and with a sentence for whoever breaks it."""
        title, body, statement = (_one_line(part) for part in (self.title, self.body, self.statement))
        return RuleDraft(
            self.reason, title[:TITLE_LIMIT], body[:BODY_LIMIT], (statement or body or title)[:STATEMENT_LIMIT]
        )


def _one_line(text: str) -> str:
    """Join lines and spaces, but for the spaces that French puts before its signs."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip()


def adopt_charter(
    by: User, consultation: Consultation, drafts: Sequence[RuleDraft], *, read_version: int, at: datetime
) -> Charter:
    """Adopt these rules, numbered in order, as the next version; decisions keep citing the former ones.

    Raises `Conflict` when another version was adopted meanwhile, and `Invalid` without any change, or
    without a rule for each thing that the law forbids.
    """
    before = rules_in_force(consultation.id)
    if before.version != read_version:
        raise Conflict(_l("Rechargez la page\u00a0: une autre personne vient de modifier la charte."))
    kept = [draft.cleaned() for draft in drafts if draft.title.strip()][:MOST_RULES]
    _check(kept, before)
    charter = Charter(
        consultation_id=consultation.id,
        version=before.version + 1,
        adopted_at=at,
        adopted_by_id=by.id,
        rules=[CharterRule(number=number, **vars(draft)) for number, draft in enumerate(kept, 1)],
    )
    session.add(charter)
    session.flush()
    return charter


def _check(kept: Sequence[RuleDraft], before: RulesInForce) -> None:
    missing = LAW - {draft.reason for draft in kept}
    if missing:
        raise Invalid(
            _l(
                "Gardez une règle pour chaque chose que la loi interdit\u00a0: "
                "insulte, haine, diffamation, menace, vie privée."
            )
        )
    if _are_the_same(kept, before):
        raise Invalid(_l("Modifiez au moins une règle\u00a0: celles-ci sont déjà en vigueur."))


def _are_the_same(kept: Sequence[RuleDraft], before: RulesInForce) -> bool:
    former = [
        (rule.reason, str(rule.title), str(rule.body), str(rule.statement or rule.body or rule.title))
        for rule in before.rules
    ]
    return former == [(one.reason, one.title, one.body, one.statement) for one in kept]


def accept_charter(person: User, charter_id: int, *, at: datetime) -> None:
    """Note that someone accepts this version; saying it twice changes nothing."""
    row = {"user_id": person.id, "charter_id": charter_id, "accepted_at": at}
    session.execute(upsert(CharterAcceptance).values(row).on_conflict_do_nothing())
