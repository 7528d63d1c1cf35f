"""Count a text with those that say almost the same, at the same cost however many there are."""

from sqlalchemy import delete

from consult.kit.db import session
from consult.kit.text.similarity import SAME, similarity
from contributions.models import Contribution
from moderation.examined import examined_text
from moderation.models import Examination, TextBand
from moderation.near import bands
from moderation.queries.campaigns import candidates, leader_of, size_of


def join_near_copies(contribution: Contribution, text: str) -> None:
    """Note which text this one nearly copies, itself when it copies none; only the first is looked for later."""
    values = bands(contribution.consultation_id, text)
    session.execute(delete(TextBand).where(TextBand.contribution_id == contribution.id))
    near = candidates(contribution.id, values) if values else ()
    leader = next((one for one in near if similarity(text, examined_text(one)) >= SAME), None)
    if leader is None:
        session.add_all(TextBand(value=value, contribution_id=contribution.id) for value in dict.fromkeys(values))
    examination = session.get_one(Examination, contribution.id)
    examination.leader_id = (leader or contribution).id if values else None
    session.flush()


def campaign_size(contribution: Contribution) -> int:
    """Return how many near copies of a text there are when that makes a campaign, else none."""
    leader_id = leader_of(contribution.id)
    return size_of(leader_id)[0] if leader_id is not None else 0
