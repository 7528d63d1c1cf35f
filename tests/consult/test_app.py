"""What every page shares."""


def test_an_unknown_address_answers_404_with_a_way_back(browser):
    answer = browser().get("/nulle-part")
    assert answer.status_code == 404
    assert "Revenir à la page d’accueil" in answer.text


def test_a_page_for_visitors_sets_no_cookie(browser):
    assert "Set-Cookie" not in browser().get("/nulle-part").headers


def test_every_page_forbids_what_is_not_ours(browser):
    policy = browser().get("/nulle-part").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
