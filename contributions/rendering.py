"""Make the stored HTML of texts anew when the renderer has changed: the source says everything."""

from sqlalchemy import select, update

from consult.kit.db import session
from consult.kit.text.markdown import RENDERER_VERSION
from contributions.models import Contribution
from contributions.wording import brought

AT_ONCE = 500


def render_anew() -> int:
    """Render the next texts that a former version of the renderer made, and return how many there were."""
    outdated = (
        select(Contribution.id, Contribution.source)
        .where(Contribution.renderer < RENDERER_VERSION)
        .order_by(Contribution.id)
        .limit(AT_ONCE)
    )
    rows = [{"id": row.id, **brought(row.source).columns()} for row in session.execute(outdated)]
    if rows:
        session.execute(update(Contribution), rows)
    return len(rows)
