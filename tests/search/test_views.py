import pytest

from contributions.models import Position, Status

SEARCH = "/recherche"


CHOICES_NOT_OFFERED = [
    *({"tri": "votes"}, {"type": "secret"}, {"theme": "rien"}, {"consultation": "rien"}),
    *({"page": "0"}, {"page": "51"}, {"page": "x"}, {"page": "²"}),
]
STRANGE = [
    *(
        "a" * 10_000,
        " ".join(["mot"] * 200),
        "\x00\x1b[31m",
        '"""',
        "OR 1=1",
        "*",
        "***",
        "👍👍",
        "العربية",
        "%' --",
    ),
    *("<script>", "theme:", "-eau", "(" * 500, "\ud800", "{{ 7*7 }}", 'auteur:"', "x" * 300 + "*"),
]


def found(browser, query, **more: str):
    return browser().get(SEARCH, query_string={"q": query, **more}).text


def unmarked(page):
    return page.replace("<mark>", "").replace("</mark>", "")


def test_a_published_proposal_is_found_with_its_words_marked(site, browser):
    site.propose("Un médecin par canton", "La **télémédecine** dès que l'on peut, <partout>.")
    site.work()
    page = found(browser, "telemedecine")
    assert "Un médecin par canton" in page
    assert "La <mark>télémédecine</mark> dès que l&#39;on peut, &lt;partout&gt;." in page
    assert "1 texte trouvé" in page


def test_arguments_and_comments_are_found_and_lead_to_their_place(site, browser):
    proposal = site.propose("Un médecin par canton")
    argument = site.argue(proposal, "Les zones blanches sont un obstacle.", Position.AGAINST)
    comment = site.comment(proposal, "Et les zones blanches ?")
    site.work()
    page = found(browser, '"zones blanches"')
    assert f'href="/contributions/{argument.id}"' in page
    assert f'href="/contributions/{comment.id}"' in page
    assert "Argument contre" in page


def test_a_name_typed_alone_offers_what_is_signed_with_it(site, browser):
    site.propose("Un médecin par canton")
    site.work()
    for typed, leads_to in (("Camille", "auteur:Camille"), ("camille berry", "auteur:%22camille%20berry%22")):
        page = found(browser, typed)
        assert f"/recherche?q={leads_to}".replace("%20", "+") in page
        assert f"Le texte signé {typed}" in page
    for other in ("Pascal", "médecin", "auteur:Camille", "-Camille", "Camille canton"):
        assert "texte signé" not in found(browser, other)


def test_a_name_no_longer_signs_what_was_hidden_since(site, browser):
    proposal = site.propose("Un médecin par canton")
    site.work()
    site.change(proposal, Status.HIDDEN)
    assert "texte signé" not in found(browser, "Camille")


def test_the_number_of_a_receipt_leads_to_its_text_while_it_is_public(site, browser):
    proposal = site.propose("Un médecin par canton")
    argument = site.argue(proposal, "Les zones blanches sont un obstacle.", Position.AGAINST)
    leads_to = f'href="/contributions/{argument.id}"'
    site.work()
    assert leads_to in found(browser, f"A{argument.id}")
    assert leads_to in found(browser, f" a{argument.id} ")
    page = found(browser, proposal.reference)
    assert f"/propositions/{proposal.id}-un-medecin-par-canton" in page
    assert "Aucun texte" not in page
    assert "0 texte" not in page
    for other in (f"C{argument.id}", f"P{argument.id}", f"A{argument.id} oui", "A999999999"):
        assert leads_to not in found(browser, other)
    site.change(argument, Status.HIDDEN)
    assert leads_to not in found(browser, f"A{argument.id}")


def test_what_is_not_filed_yet_is_found_once_the_worker_has_run(site, browser):
    site.work()
    site.propose("Ouvrir une médiathèque")
    assert "Ouvrir une médiathèque" not in unmarked(found(browser, "médiathèque"))
    site.work()
    assert "Ouvrir une médiathèque" in unmarked(found(browser, "médiathèque"))


@pytest.mark.parametrize("status", [Status.HIDDEN, Status.REMOVED, Status.WITHDRAWN, Status.PENDING])
def test_what_is_hidden_leaves_results_and_counts_at_once(site, browser, status):
    hidden, kept = site.propose("Ouvrir une médiathèque ici"), site.propose("Ouvrir une médiathèque là")
    answer = site.argue(hidden, "La médiathèque est attendue.")
    site.work()
    site.change(hidden, status)
    page = unmarked(found(browser, "médiathèque"))
    assert kept.title in page
    assert hidden.title not in page
    assert f"/contributions/{answer.id}" not in page
    assert "1 texte trouvé" in page


def test_what_is_restored_comes_back_with_what_answered_it(site, browser):
    proposal = site.propose("Ouvrir une médiathèque ici")
    site.argue(proposal, "La médiathèque est attendue.")
    site.work()
    site.change(proposal, Status.HIDDEN)
    site.work()
    assert "Aucun texte" in found(browser, "médiathèque")
    site.change(proposal, Status.PUBLISHED)
    site.work()
    assert "2 textes trouvés" in found(browser, "médiathèque")


def test_facets_count_and_narrow(site, browser):
    site.propose("Le wifi à l'hôpital", theme_id=site.sante.id)
    shown = site.propose("Le wifi au musée", theme_id=site.culture.id)
    site.argue(shown, "Le wifi attire.")
    site.work()
    page = found(browser, "wifi")
    assert 'Culture <span class="facet-count">2</span>' in page
    assert 'Arguments <span class="facet-count">1</span>' in page
    narrowed = unmarked(found(browser, "wifi", theme="culture", type="proposal"))
    assert "Le wifi au musée" in narrowed
    assert "à l&#39;hôpital" not in narrowed
    assert 'name="theme" value="culture"' in narrowed


def test_pages_of_twenty_follow_each_other_by_address(site, browser):
    for number in range(23):
        site.propose(f"Le wifi au village {number}")
    site.work()
    first, second = found(browser, "wifi"), found(browser, "wifi", page=2)
    assert first.count("letter-title") == 20
    assert second.count("letter-title") == 3
    assert "/recherche?q=wifi&amp;page=2" in first
    assert 'rel="prev"' in second
    assert 'rel="next"' not in second


def test_a_typo_is_told_and_what_it_found_is_shown(site, browser):
    site.propose("La portabilité des données")
    site.work()
    page = found(browser, "portabilté")
    assert "Aucun texte ne contient « portabilté »" in page
    assert "<mark>portabilité</mark>" in page


def test_a_rare_spelling_gets_another_to_try(site, browser):
    for number in range(21):
        site.propose(f"Le numérique au village {number}")
    site.propose("Le numérqiue partout")
    site.work()
    page = found(browser, "numérqiue")
    assert 'Essayez avec <a href="/recherche?q=num%C3%A9rique">numérique</a>' in page
    assert "1 texte trouvé" in page


def test_before_a_search_the_page_says_what_can_be_typed_and_where_to_begin(site, browser):
    site.propose("La fibre au village", "Sans satellite.", theme_id=site.culture.id)
    site.work()
    page = found(browser, "")
    assert 'type="search"' in page
    assert 'href="/recherche?q=fibre+-satellite">fibre -satellite</a>' in page
    assert 'href="/recherche?theme=sante">Santé</a>' in page
    assert 'href="/consultations/numerique">Notre région numérique</a>' in page
    by_theme = page.partition("theme:«\N{NO-BREAK SPACE}Culture")[0].rpartition('href="')[2].partition('"')[0]
    assert "1 texte trouvé" in browser().get(by_theme).text


def test_words_too_common_are_told_and_no_result_helps(site, browser):
    site.work()
    assert "Ajoutez un mot" in found(browser, "de la")
    assert "Essayez un autre mot" in found(browser, "introuvable")


def test_a_consultation_stands_above_the_texts_when_its_title_answers(site, browser):
    site.propose("Une région de demain")
    site.work()
    link = '<a href="/consultations/numerique">Notre <mark>région</mark> numérique</a>'
    page = found(browser, "région")
    assert page.index(link) < page.index("Une <mark>région</mark>")
    assert "1 texte trouvé" in page
    assert "/consultations/numerique" not in found(browser, "région", type="proposal").partition("<main")[2]
    with site.unit() as unit:
        unit.get_one(type(site.consultation), site.consultation.id).status = "draft"
    assert link not in found(browser, "région")


def test_while_there_is_no_index_the_page_says_so(site, browser):
    page = browser().get(SEARCH, query_string={"q": "eau"})
    assert page.status_code == 200
    assert "La recherche revient dans quelques instants" in page.text


@pytest.mark.parametrize("choice", CHOICES_NOT_OFFERED)
def test_a_choice_that_is_not_offered_is_refused(site, browser, choice):
    site.work()
    answer = browser().get(SEARCH, query_string={"q": "eau", **choice})
    assert (answer.status_code, 'value="eau"' in answer.text) == (400, True)
    assert "Ce filtre est écarté, vos mots sont gardés" in answer.text


def test_what_holds_no_word_is_told_so_and_common_words_too(site, browser):
    site.work()
    assert "n’en contient aucun" in found(browser, "*")
    assert "que des mots trop courants" in found(browser, "de la")


@pytest.mark.parametrize("typed", STRANGE)
def test_whatever_is_typed_gets_a_page(site, browser, typed):
    site.propose("L'eau et le numérique")
    site.work()
    page = browser().get(SEARCH, query_string={"q": typed.encode("utf-8", "replace")})
    assert page.status_code == 200
    assert "<script>" not in page.text.replace('<script type="module"', "")


@pytest.mark.parametrize("size", [3, 40])
def test_a_page_of_results_asks_at_most_four_things_of_the_database(site, browser, statements, size):
    for number in range(size):
        site.propose(f"Le wifi au village {number}")
    site.work()
    site.change(site.propose("Le wifi en ville"), Status.HIDDEN)
    with statements() as sent:
        found(browser, "wifi")
    assert len([one for one in sent if one.startswith("SELECT")]) <= 4


def test_a_draft_consultation_and_its_names_stay_unknown(site, browser):
    site.work()
    with site.unit() as unit:
        unit.get_one(type(site.consultation), site.consultation.id).status = "draft"
    assert browser().get(SEARCH, query_string={"q": "x", "consultation": "numerique"}).status_code == 400


def test_an_exact_phrase_no_text_holds_offers_the_same_words_without_quotation_marks(site, browser):
    site.propose("Un médecin par canton", "Dans chaque hameau.")
    site.work()
    page = found(browser, '"canton médecin"')
    assert "Chercher sans les guillemets" in page
    assert 'href="/recherche?q=+canton+m%C3%A9decin+"' in page


def test_what_narrows_the_results_is_said_above_them_and_can_be_removed(site, browser):
    site.propose("Un médecin par canton")
    site.work()
    page = found(browser, "médecin", theme=site.sante.slug, consultation="numerique")
    above = page.partition('class="search-results"')[0]
    assert "Santé" in above.partition("Filtres")[2]
    assert "Tout effacer" in above
    assert "avec ces filtres" in found(browser, "dentiste", theme=site.sante.slug, consultation="numerique")


def test_a_search_without_results_leads_to_the_consultations(site, browser):
    site.work()
    page = found(browser, "dentiste")
    assert "Voir les consultations" in page.partition("<main")[2]
    assert 'maxlength="200"' in page
