"""Count a text with those that say almost the same, at the same cost however many there are."""

from sqlalchemy import delete

from consult.kit.db import session
from consult.kit.text.similarity import SAME, similarity
from contributions.models import Contribution
from moderation.examined import examined_text
from moderation.models import Examination, TextBand
from moderation.near import bands
from moderation.queries.campaigns import FEWEST, FEWEST_AUTHORS, candidates, size_of


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
    examination = session.get(Examination, contribution.id)
    if examination is None or examination.leader_id is None:
        return 0
    texts, authors = size_of(examination.leader_id)
    return texts if texts >= FEWEST and authors >= FEWEST_AUTHORS else 0
