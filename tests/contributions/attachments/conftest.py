"""Someone's proposal, published, and their browser."""

from types import SimpleNamespace

import pytest

from consult.kit.db import database, session
from contributions.attachments.models import Attachment
from contributions.models import Proposal
from tests.factories.consultations import make_consultation
from tests.factories.contributions import post_proposal
from tests.factories.people import make_user


@pytest.fixture
def place(app, store, browser):
    """Return a published proposal with the browsers of its author, a neighbour and a visitor."""
    consultation, author, neighbour = make_consultation(), make_user(), make_user()
    store(consultation, author, neighbour)
    with app.app_context(), database().unit_of_work():
        proposal = post_proposal(author, consultation)
    return SimpleNamespace(
        app=app,
        consultation=consultation,
        author=author,
        proposal=proposal,
        mine=browser(author),
        neighbour=browser(neighbour),
        visitor=browser(),
        address=f"/propositions/{proposal.id}/pieces-jointes",
    )


@pytest.fixture
def attached(app):
    """Return a function that reads every document afresh."""

    def read() -> list[Attachment]:
        with app.app_context(), database().unit_of_work(writes=False):
            return list(session.query(Attachment).order_by(Attachment.id))

    return read


@pytest.fixture
def change(app):
    """Return a function that changes columns of a proposal."""

    def write(proposal: Proposal, **values: object) -> None:
        with app.app_context(), database().unit_of_work():
            found = session.get_one(Proposal, proposal.id)
            for name, value in values.items():
                setattr(found, name, value)

    return write
