"""A desk with someone at it."""

from types import SimpleNamespace

import pytest

from consult.accounts.models import Role
from consult.consultations.models import ConsultationStatus, Document
from tests.factories.consultations import make_consultation, make_phase
from tests.factories.people import make_user


@pytest.fixture
def desk(store, browser, reload):
    """Return a secretariat's browser, a draft that is ready, and its file's address."""
    someone = make_user(Role.SECRETARIAT)
    draft = make_consultation(
        status=ConsultationStatus.DRAFT,
        published_at=None,
        phases=[make_phase()],
        documents=[Document(title="Schéma", url="https://exemple.fr/schema.pdf")],
    )
    store(someone, draft)
    opened = browser(someone)
    address = f"/secretariat/consultations/{draft.slug}"
    return SimpleNamespace(
        get=lambda path="": opened.get(address + path),
        post=lambda path, data=None: opened.post(address + path, data),
        browser=opened,
        draft=draft,
        slug=draft.slug,
        kept=lambda: reload(draft.slug),
    )
