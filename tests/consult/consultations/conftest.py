"""What the tests of consultations share."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from consult.consultations.models import Consultation
from consult.kit.db import database, session


@pytest.fixture
def reload(app):
    """Return a function that reads a consultation again, whole."""

    def read(slug: str):
        every = (selectinload(Consultation.phases), selectinload(Consultation.themes))
        with app.app_context(), database().unit_of_work(writes=False):
            return (
                session.scalars(
                    select(Consultation)
                    .where(Consultation.slug == slug)
                    .options(*every, joinedload(Consultation.documents))
                )
                .unique()
                .one_or_none()
            )

    return read
