"""The same words as text and as a page that asks nothing of anyone."""

import json
import re
from email import message_from_bytes, policy
from html.parser import HTMLParser

import pytest
from sqlalchemy import select

from consult.kit import jobs, mail
from consult.kit.assets import folder
from consult.kit.db import database, session
from consult.kit.letters import Piece, pieces
from tests.factories import NOW

CONFIRM = {"name": "Ana <b>", "url": "http://localhost/confirmation/abc"}


@pytest.fixture
def write(app):
    """Return a function that writes a mail and gives its row."""

    def written(template, subject="Objet", **values: object):
        with app.app_context(), database().unit_of_work():
            mail.write("ana@exemple.fr", subject, template, at=NOW, **values)
        with app.app_context(), database().unit_of_work(writes=False):
            return session.scalars(select(mail.OutgoingMail)).one()

    return written


def cut(text, *labels: str):
    return [(piece.lines, piece.url) for piece in pieces(text, list(labels))]


def test_lines_become_paragraphs_and_an_address_of_ours_a_button(unit):
    text = "Ouvrez ce lien :\n\nhttp://localhost/a\n\nIl sert une fois.\nVraiment."
    assert cut(text, "Confirmer") == [
        (("Ouvrez ce lien :",), ""),
        (("Confirmer",), "http://localhost/a"),
        (("Il sert une fois.", "Vraiment."), ""),
    ]


def test_labels_are_given_in_order_and_an_address_without_one_is_its_own(unit):
    text = "http://localhost/a\nhttp://localhost/b"
    assert [lines for lines, _ in cut(text, "Confirmer")] == [("Confirmer",), ("http://localhost/b",)]


@pytest.mark.parametrize(
    "typed",
    [
        "https://ailleurs.example/a",
        "http://localhost.example/a",
        "javascript:alert(1)",
        "http://localhost/a et plus",
    ],
)
def test_what_someone_typed_never_becomes_a_button(unit, typed):
    assert cut(typed, "Confirmer") == [((typed,), "")]


@pytest.mark.parametrize(
    ("text", "labels", "expected"),
    [
        ("Un\n\n\n\ndeux", [], [(("Un",), ""), (("deux",), "")]),
        ("  Un  \n\tdeux ", [], [(("Un", "deux"), "")]),
        ("Lisez :\nhttp://localhost/a", ["Lire"], [(("Lisez :",), ""), (("Lire",), "http://localhost/a")]),
        ("http://localhost/a", ["  Lire  "], [(("Lire",), "http://localhost/a")]),
        ("http://localhost/a", [""], [(("http://localhost/a",), "http://localhost/a")]),
        ("http://localhost/a", ["Lire", "Jamais"], [(("Lire",), "http://localhost/a")]),
        ("http://localhost/a?b=1&c=2", ["Lire"], [(("Lire",), "http://localhost/a?b=1&c=2")]),
        ("voir http://localhost/a", ["Lire"], [(("voir http://localhost/a",), "")]),
        ("http://localhost", ["Lire"], [(("http://localhost",), "")]),
        ("HTTP://LOCALHOST/a", ["Lire"], [(("HTTP://LOCALHOST/a",), "")]),
        ("http://localhost@ailleurs.example/a", ["Lire"], [(("http://localhost@ailleurs.example/a",), "")]),
        ("Un\r\ndeux", [], [(("Un", "deux"), "")]),
    ],
)
def test_a_letter_is_cut_in_paragraphs_and_buttons_line_by_line(unit, text, labels, expected):
    assert cut(text, *labels) == expected


def test_an_empty_text_has_no_piece(unit):
    assert list(pieces("\n \n", [])) == []
    assert Piece(("a",)).url == ""


def test_a_mail_holds_its_words_twice(write):
    kept = write("accounts/mail/confirm", **CONFIRM)
    assert "http://localhost/confirmation/abc" in kept.text
    assert 'href="http://localhost/confirmation/abc"' in kept.html
    for words in (kept.text, kept.html):
        assert "Il sert une fois, pendant trois jours." in words


def test_what_is_typed_is_text_in_the_page_and_itself_in_the_text(write):
    kept = write("accounts/mail/confirm", **CONFIRM)
    assert "Bonjour Ana <b>," in kept.text
    assert "Bonjour Ana &lt;b&gt;," in kept.html
    assert "<b>" not in kept.html


def test_the_button_says_what_it_does(write):
    kept = write("accounts/mail/confirm", **CONFIRM)
    label = re.search(r'<a class="button"[^>]*>([^<]+)</a>', kept.html).group(1)
    assert label == "Confirmer mon adresse"


class Asked(HTMLParser):
    """Collect whatever a mail reader would fetch by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag in {"img", "script", "link", "iframe", "object", "embed", "video", "audio", "base"}:
            self.fetched.append(tag)
        self.fetched += [f"{name}={value}" for name, value in attrs if name in {"src", "background", "srcset"}]
        if "url(" in (given.get("style") or ""):
            self.fetched.append(given["style"])


def test_opening_a_mail_asks_nothing_of_any_server(write):
    page = write("accounts/mail/confirm", **CONFIRM).html
    reader = Asked()
    reader.feed(page)
    assert reader.fetched == []
    assert not re.search(r"url\(|@import|@font-face", page)


def test_a_mail_is_legible_in_light_and_in_dark(write):
    page = write("accounts/mail/confirm", **CONFIRM).html
    assert '<meta name="color-scheme" content="light dark">' in page
    assert "@media (prefers-color-scheme: dark)" in page
    body = re.search(r"<body[^>]*style=\"([^\"]+)\"", page).group(1)
    assert "background:" in body
    assert re.search(r"(?<!-)color:", body)


def test_many_mails_are_kept_and_sent_in_two_statements(app, settings):
    with app.app_context():
        with database().unit_of_work():
            letters = [
                mail.Letter(f"p{number}@exemple.fr", "Objet", "accounts/mail/confirm", CONFIRM, {"X-Essai": "1"})
                for number in range(3)
            ]
            mail.write_all([mail.compose(letter, at=NOW) for letter in letters], at=NOW)
        jobs.run_due(NOW)
    kept = sorted((settings.data_dir / "mail").glob("*.eml"))
    read = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in kept]
    assert {one["To"] for one in read} == {"p0@exemple.fr", "p1@exemple.fr", "p2@exemple.fr"}
    assert [one["X-Essai"] for one in read] == ["1"] * 3
    assert [part.get_content_type() for part in read[0].iter_parts()] == ["text/plain", "text/html"]


def test_nothing_to_write_asks_nothing(unit):
    mail.write_all([], at=NOW)
    assert unit.scalars(select(jobs.Job)).all() == []


def test_a_long_address_in_a_header_stays_one_word(app, settings):
    address = f"<https://consultations.une-region-au-nom-tres-long.example/courriels/arret/{'x' * 90}>"
    with app.app_context():
        with database().unit_of_work():
            letter = mail.Letter(
                "a@exemple.fr", "Objet", "accounts/mail/confirm", CONFIRM, {"List-Unsubscribe": address}
            )
            row = mail.compose(letter, at=NOW)
            mail.write_all([row], at=NOW)
            assert json.loads(row.headers) == {"List-Unsubscribe": address}
        jobs.run_due(NOW)
    (path,) = (settings.data_dir / "mail").glob("*.eml")
    raw = path.read_bytes()
    assert address.encode() in raw
    assert b"=?utf-8?" not in raw.partition(b"\n\n")[0].partition(b"List-Unsubscribe")[2]


MAILS = sorted(
    path
    for path in folder("templates").rglob("mail/*.txt")
    if not path.with_suffix(".html").exists()
    and re.search(r"^\{\{ *\w*url", path.read_text("utf-8"), re.MULTILINE)
)


@pytest.mark.parametrize("path", MAILS, ids=lambda path: f"{path.parent.parent.name}/{path.stem}")
def test_each_mail_that_leads_somewhere_says_so_on_its_button(path):
    assert "{% block button %}{{ _(" in path.read_text("utf-8")
