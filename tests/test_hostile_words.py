"""What people type is shown as they typed it, on every page that shows it, and never runs."""

from html.parser import HTMLParser
from types import SimpleNamespace

import pytest

from consult.accounts.models import Role
from consult.kit.db import database
from contributions import operations
from contributions.models import Position
from contributions.operations import SourceDraft
from council.operations.councils import CouncilDraft, create_council
from tests.factories import NOW
from tests.factories.consultations import make_consultation, make_theme
from tests.factories.contributions import draft_for
from tests.factories.people import make_user

ATTACKS = (
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' autofocus onfocus='alert(1)",
    "<svg/onload=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "[cliquez](javascript:alert(1))",
    "[cliquez](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](https://ailleurs.example/pisteur.png)",
    "<a href='//ailleurs.example'>ici</a>",
    "{{ config.SECRET_KEY }}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "%(name)s %s %d",
    "<!-- commentaire -->",
    "<style>body{display:none}</style>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "\u202egnp.exe\u202c",
)
OURS = ("/fichiers/",)
HANDLERS = ("onclick", "onerror", "onload", "onfocus", "onmouseover", "onsubmit", "srcdoc", "formaction")


class Danger(HTMLParser):
    """Note whatever could run, load from elsewhere or frame another page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag in {"iframe", "object", "embed", "style", "math", "base"}:
            self.found.append(tag)
        if tag == "script" and not str(values.get("src", "")).startswith(OURS):
            self.found.append("script")
        if tag == "img":
            self.found.append("img")
        self.found += [name for name in values if name in HANDLERS and not _is_withdrawal(name, values)]
        for name in ("href", "src", "action"):
            address = str(values.get(name) or "").strip().lower()
            if address.startswith(("javascript:", "vbscript:", "data:text", "//")):
                self.found.append(address)


def _is_withdrawal(name: str, values: dict[str, str]) -> bool:
    """Say whether this is the button that withdraws a vote, which posts to an address of its own."""
    return name == "formaction" and str(values.get(name)).startswith("/propositions/")


def dangers(text: str) -> list[str]:
    reader = Danger()
    reader.feed(text)
    return reader.found


PUBLIC = """
/ /consultations /consultations/{consultation} /consultations/{consultation}/propositions
/consultations/{consultation}/themes/sante /consultations/{consultation}/suivi
/propositions/{proposal}-{slug} /propositions/{proposal}/versions
/recherche?q=proposition /donnees-ouvertes /conseils /conseils/{council} /registre-de-moderation
"""
OWN = """
/mes-contributions /mon-compte /moderation /secretariat /secretariat/consultations
/secretariat/consultations/{consultation} /administration/comptes
/contributions/{argument}/modifier /commentaires/{comment}/repondre /propositions/{proposal}/modifier
"""


@pytest.fixture(params=ATTACKS)
def town(request, app, store):
    """Return a site where every field people fill holds the same hostile words, committed."""
    words = request.param
    consultation = make_consultation(
        title=words[:160],
        question=words,
        summary=words,
        organiser=words[:160],
        decision_maker=words[:160],
        body_source=words,
        themes=[make_theme("Santé", summary=words)],
    )
    author = make_user(Role.MODERATOR, Role.SECRETARIAT, Role.ADMINISTRATOR, display_name=words[:80])
    store(consultation, author)
    with app.app_context(), database().unit_of_work():
        names = {"consultation": consultation.slug, **write_everywhere(author, consultation, words)}
    return SimpleNamespace(
        words=words,
        author=author,
        public=PUBLIC.format(**names).split(),
        own=OWN.format(**names).split(),
    )


def write_everywhere(author, consultation, words):
    """Write one text of each kind; return what their addresses are made of."""
    long_enough = f"Une proposition {words}"[:160]
    draft = draft_for(consultation, title=long_enough, source=words)
    proposal = operations.submit_proposal(author, consultation, draft, at=NOW)
    argument = operations.add_argument(author, proposal, Position.FOR, words, at=NOW)
    comment = operations.add_comment(author, proposal, words, at=NOW)
    operations.add_source(author, proposal, SourceDraft("https://exemple.fr/", words, source=words), at=NOW)
    again = draft_for(consultation, title=f"Autre {long_enough}"[:160], source=f"Autre {words}")
    operations.edit_proposal(author, proposal, again, at=NOW)
    council = create_council(CouncilDraft(f"Conseil {words}"[:160], words, words, words), at=NOW)
    return {
        "proposal": proposal.id,
        "slug": proposal.slug,
        "argument": argument.id,
        "comment": comment.id,
        "council": council.slug,
    }


def test_nothing_typed_runs_on_a_public_page(browser, town):
    reader = browser()
    for page in town.public:
        answer = reader.get(page)
        assert (answer.status_code, dangers(answer.text)) == (200, []), page


def test_nothing_typed_runs_on_a_page_of_one_s_own_or_of_a_desk(browser, town):
    reader = browser(town.author)
    for page in town.own:
        answer = reader.get(page)
        assert (answer.status_code, dangers(answer.text)) == (200, []), page


def test_nothing_searched_runs_on_the_page_of_results(browser, app):
    for words in ATTACKS:
        answer = browser().get("/recherche", query_string={"q": words})
        assert (answer.status_code, dangers(answer.text)) == (200, []), words


@pytest.mark.parametrize("words", ATTACKS)
def test_what_is_typed_in_a_refused_form_comes_back_without_running(browser, store, words):
    consultation, author = store(make_consultation(), make_user())
    typed = {"title": words[:5], "source": words, "theme_id": "0"}
    answer = browser(author).post(f"/consultations/{consultation.slug}/proposer", typed)
    assert (answer.status_code, dangers(answer.text)) == (422, [])


@pytest.mark.parametrize("words", ATTACKS)
def test_an_address_that_holds_hostile_words_leads_to_a_page_that_does_not_run(browser, words):
    answer = browser().get("/consultations/" + words.replace("/", "-"))
    assert answer.status_code == 404
    assert dangers(answer.text) == []
