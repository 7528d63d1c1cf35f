"""The page of a decision that came too late gives back what was written, field by field, and nothing else."""

import html
import re

import pytest

from consult.kit.db import database
from contributions.models import Proposal
from moderation.models import Verdict
from moderation.operations.signals import examine
from tests.factories import NOW
from tests.factories.contributions import post_comment
from tests.factories.moderation import decide_on


@pytest.fixture
def late(app, browser, stored_scene):
    """Return what sends a decision from a page that was opened before someone else decided."""
    with app.test_request_context(), database().unit_of_work() as opened:
        proposal = opened.get_one(Proposal, stored_scene.proposal.id)
        text = post_comment(stored_scene.author, proposal, "Ce connard habite au 06 12 34 56 78.")
        examine(text, at=NOW)
    one = browser(stored_scene.moderator)
    page = one.get(f"/moderation/{text.id}").text
    with app.test_request_context(), database().unit_of_work() as opened:
        decide_on(stored_scene.second, opened.merge(text), Verdict.REQUEST_REVISION)
    fields = ("masked", "offered", "version", "last_decision")
    found = {name: re.search(rf'name="{name}"[^>]*?(?: value="([^"]*)"|>\s*([^<]*)<)', page) for name in fields}
    held = {name: html.unescape((one[1] or one[2] or "").strip()) for name, one in found.items()}
    assert held["masked"] == "06 12 34 56 78"

    def send(**typed: str) -> str:
        answer = one.post(f"/moderation/{text.id}/decision", {"verdict": "refuse", "rule": "5", **held, **typed})
        assert answer.status_code == 409
        return answer.text

    return send


def kept(page: str) -> list[tuple[str, str]]:
    """Return the fields of the page, by their label."""
    return re.findall(r'<label for="ecrit-\d">(.*?)</label>\s*<textarea[^>]*>\s*(.*?)</textarea>', page, re.DOTALL)


def test_what_the_page_had_filled_in_is_not_said_to_have_been_written(late):
    page = late(fact="06 12 34 56 78", tags="")
    assert ("n’est pas perdu" in page, kept(page)) == (False, [])


def test_what_was_written_comes_back_each_field_by_its_name(late):
    page = late(explanation="Bonjour.", masked="06 12 34 56 78\nCe connard", tags="antenne")
    assert "Ce que vous avez écrit n’est pas perdu" in page
    assert kept(page) == [
        ("Mots à masquer", "06 12 34 56 78\nCe connard"),
        ("Explication pour son auteur", "Bonjour."),
        ("Étiquettes", "antenne"),
    ]
