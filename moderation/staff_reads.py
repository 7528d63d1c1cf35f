"""Note the readings of withheld texts once their page is made, and show their register to administrators."""

from flask import Blueprint, g, render_template, request

from consult.accounts.models import User
from consult.kit import clock
from consult.kit.db import database
from consult.kit.permissions import present_actor, requires
from contributions.models import Contribution
from moderation.operations.staff_reads import needs_noting, note_staff_read
from moderation.queries.staff_reads import staff_reads
from moderation.rules import Permission

blueprint = Blueprint("moderation_staff_reads", __name__)
_NOTED = "moderation_staff_read"


@blueprint.get("/administration/registre-des-lectures")
@requires(Permission.READ_STAFF_READS)
def register() -> str:
    """Show who read which withheld text, and when."""
    return render_template("moderation/staff_reads.html", page=staff_reads(cursor=request.args.get("suite")))


def remember(text: Contribution) -> None:
    """Remember that this page shows someone a text that the public does not read."""
    reader = present_actor()
    if isinstance(reader, User) and needs_noting(reader, text):
        setattr(g, _NOTED, (reader.id, text.id))


def note_after(desk: Blueprint) -> None:
    """Write the reading once the page's own transaction is over: two at once would wait for each other."""

    @desk.teardown_request
    def write(error: BaseException | None) -> None:
        noted = g.pop(_NOTED, None)
        if noted is not None and error is None:
            with database().unit_of_work():
                note_staff_read(*noted, at=clock.now())
