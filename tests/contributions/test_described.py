"""What a shared link says of a proposal, and what it must not."""

import pytest

from contributions.models import Status
from tests.factories.contributions import post_proposal


@pytest.fixture
def described(scene, browser):
    """Return a function that gives the description of a proposal's page, in this status."""

    def read(status: Status) -> str:
        one = post_proposal(scene.author, scene.consultation, source="Mon voisin Gaston Dupré a tort.")
        one.status, one.published_at = status, one.created_at
        scene.session.commit()
        page = browser().get(f"/propositions/{one.id}-{one.slug}", follow_redirects=True).text
        return page.split('<meta name="description" content="')[1].split('">')[0]

    return read


def test_a_proposal_is_described_by_its_first_words(described):
    assert described(Status.PUBLISHED) == "Mon voisin Gaston Dupré a tort."


@pytest.mark.parametrize("status", [Status.HIDDEN, Status.WITHDRAWN, Status.REMOVED, Status.PENDING])
def test_words_the_public_no_longer_reads_are_not_in_the_description(described, status):
    assert "Gaston" not in described(status)


def test_a_screen_reader_is_told_that_a_proposal_is_in_french_on_an_english_page(scene, browser):
    one = post_proposal(scene.author, scene.consultation, title="Un bus le soir")
    scene.session.commit()
    address = f"/propositions/{one.id}-{one.slug}"
    assert '<h1 lang="fr">Un bus le soir</h1>' in browser().get(f"{address}?lang=en").text
