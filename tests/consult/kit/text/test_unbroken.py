import pytest
from markupsafe import Markup

from consult.kit.text.markdown import render, stored
from consult.kit.text.unbroken import unbroken


def kept(word: str) -> str:
    return f'<span class="unbroken">{word}</span>'


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("L’e-sport au lycée", f"L’{kept('e-sport')} au lycée"),
        ("l'e-santé & vous", f"l&#39;{kept('e-santé')} &amp; vous"),
        ("E-administration", kept("E-administration")),
        ("Qu’y a-t-il ? Y va-t-elle ?", "Qu’y a-t-il ? Y va-t-elle ?"),
        ("tiers-lieu, <b>5-aaa</b>", "tiers-lieu, &lt;b&gt;5-aaa&lt;/b&gt;"),
        ("", ""),
    ],
)
def test_a_compound_of_one_letter_is_not_cut(text: str, shown: str) -> None:
    assert str(unbroken(text)) == shown


def test_addresses_and_tags_are_left_as_they_are() -> None:
    link = Markup('<a href="/x/e-sport" title="e-sport">l’e-sport</a>')
    assert str(unbroken(link)) == f'<a href="/x/e-sport" title="e-sport">l’{kept("e-sport")}</a>'


def test_a_text_that_was_kept_is_shown_so() -> None:
    html = str(render("Vive l’e-sport."))
    assert "unbroken" not in html
    assert str(stored(html)) == f"<p>Vive l’{kept('e-sport')}.</p>\n"
