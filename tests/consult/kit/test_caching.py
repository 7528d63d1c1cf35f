"""Pages that any cache may keep."""

import pytest

from consult.kit.caching import same_for_all


@same_for_all(seconds=60)
def page():
    return "bonjour"


@same_for_all(seconds=60)
def refusal():
    return "non", 422


@pytest.mark.parametrize(
    ("view", "cookie", "kept"),
    [(page, "", "public, max-age=60"), (page, "session=x", None), (refusal, "", None)],
)
def test_a_page_is_shared_only_when_it_succeeds_and_nobody_is_signed_in(app, view, cookie, kept):
    with app.test_request_context(headers={"Cookie": cookie}):
        answer = view()
    assert answer.headers.get("Cache-Control") == kept
    assert "Cookie" in answer.headers["Vary"]
