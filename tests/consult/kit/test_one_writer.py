"""The embedded database lets one write at a time: whoever waits too long is given back their words."""

import pytest
from sqlalchemy import func, select

from consult.accounts.models import User
from consult.kit import db
from consult.kit.db import database, session
from consult.kit.errors import Busy
from consult.kit.permissions import public
from tests.factories.people import make_user
from wsgi import create_app


@pytest.fixture
def impatient(settings, monkeypatch):
    """Compose an application that waits for nobody, with a page that writes."""
    monkeypatch.setattr(db, "LOCK_SECONDS", 0.0)
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False

    @app.post("/essai/garde")
    @public
    def keep() -> str:
        session.add(make_user())
        session.flush()
        return "ok"

    return app


@pytest.fixture
def someone_writing(app):
    """Hold the one lock of the embedded database, as another process would."""
    with app.app_context(), database().unit_of_work() as writing:
        writing.add(make_user())
        writing.flush()
        yield


@pytest.mark.usefixtures("someone_writing")
def test_whoever_cannot_write_in_time_is_given_back_their_words(impatient):
    answer = impatient.test_client().post("/essai/garde", data={"titre": "Une navette le samedi"})
    assert answer.status_code == 503
    assert "Renvoyez dans un instant" in answer.text
    assert "Une navette le samedi" in answer.text


@pytest.mark.usefixtures("someone_writing")
def test_within_a_process_too_nobody_waits_without_end(impatient):
    with impatient.app_context():
        for _again in range(2):
            with pytest.raises(Busy), database().unit_of_work() as waiting:
                waiting.scalar(select(func.count(User.id)))
        with database().unit_of_work(writes=False) as reading:
            assert reading.scalar(select(func.count(User.id))) == 0
