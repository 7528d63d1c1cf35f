"""A discussion is read twenty at a time, and each text has an address that opens its page."""

import re
from types import SimpleNamespace

import pytest

from consult.kit.db import database, session
from contributions.models import Argument, Comment, Position, Proposal, Status
from contributions.operations import SourceDraft, add_source, edit_response
from contributions.status import change_status
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.contributions import post_argument, post_comment, post_proposal
from tests.factories.people import make_user
from tests.query_counting import counted_queries


@pytest.fixture
def forum(app, store):
    """Return a proposal and its author, committed, with a function that writes under it."""
    consultation, author = make_consultation(), make_user()
    store(consultation, author)
    with app.app_context(), database().unit_of_work():
        proposal = post_proposal(author, consultation)

    def write(act):
        with app.app_context(), database().unit_of_work():
            return act(session.get_one(Proposal, proposal.id))

    return SimpleNamespace(
        consultation=consultation,
        author=author,
        proposal=proposal,
        write=write,
        address=f"/propositions/{proposal.id}-{proposal.slug}",
    )


def argue(forum, number: int, side: Position = Position.FOR) -> list[int]:
    """Post arguments; the first is the most supported. Return their numbers."""

    def act(proposal):
        posted = [post_argument(forum.author, proposal, side) for _ in range(number)]
        for strength, one in enumerate(reversed(posted)):
            one.supports = strength // 3
        return [one.id for one in posted]

    return forum.write(act)


def talk(forum, *threads: int) -> list[list[int]]:
    """Post one comment for each thread, then so many answers. Return the numbers, thread by thread."""

    def act(proposal):
        roots = [post_comment(forum.author, proposal) for _ in threads]
        answers = [
            [post_comment(forum.author, proposal, parent=root) for _ in range(number)]
            for root, number in zip(roots, threads, strict=True)
        ]
        return [[root.id, *(one.id for one in below)] for root, below in zip(roots, answers, strict=True)]

    return forum.write(act)


def read_on(reader, address: str, label: str, anchor: str) -> list[list[int]]:
    """Follow a link page after page; return the numbers of the texts met on each."""
    pages = []
    while address:
        page = reader.get(address).text
        pages.append([int(number) for number in re.findall(rf'id="{anchor}-(\d+)"', page)])
        link = re.search(rf'href="([^"]+)"[^>]*>{label}<', page)
        address = link[1].replace("&amp;", "&") if link else ""
        assert len(pages) < 30
    return pages


# --- arguments ----------------------------------------------------------------------------


@pytest.mark.parametrize(("number", "sizes"), [(0, [0]), (20, [20]), (21, [20, 1]), (45, [20, 20, 5])])
def test_arguments_are_read_twenty_at_a_time_each_once(browser, forum, number, sizes):
    posted = argue(forum, number)
    pages = read_on(browser(), forum.address, "Afficher la suite des arguments pour", "argument")
    assert [len(page) for page in pages] == sizes
    assert sorted(number for page in pages for number in page) == posted


def test_each_side_goes_on_without_moving_the_other(browser, forum):
    argue(forum, 25)
    against = argue(forum, 25, Position.AGAINST)
    page = browser().get(forum.address).text
    link = re.search(r'href="([^"]+)"[^>]*>Afficher la suite des arguments contre<', page)[1]
    after = browser().get(link.replace("&amp;", "&")).text
    met = {int(number) for number in re.findall(r'id="argument-(\d+)"', after)}
    assert len(met & set(against)) == 5
    assert len(met - set(against)) == 20
    assert "Revenir au premier argument contre" in after


def test_arguments_of_both_sides_and_sources_come_in_one_query(app, browser, forum):
    argue(forum, 25)
    argue(forum, 25, Position.AGAINST)
    with counted_queries(app) as sent:
        browser().get(forum.address)
    assert len(sent) <= 4


@pytest.mark.parametrize("start", ["pour=x", "pour=1-2-3", "contre=-1", "suite=1;2", "suite=é", "pour=9999999999"])
def test_an_address_made_by_hand_is_refused(browser, forum, start):
    assert browser().get(f"{forum.address}?{start}").status_code == 400


# --- comments -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("threads", "sizes"),
    [
        ([0] * 20, [20]),
        ([0] * 21, [20, 1]),
        ([5, 5, 5, 5], [18, 6]),
        ([2, 30], [20, 15]),
        ([45], [20, 21, 7]),
    ],
)
def test_comments_are_read_twenty_at_a_time_thread_by_thread(browser, forum, threads, sizes):
    posted = talk(forum, *threads)
    pages = read_on(browser(), forum.address, "Afficher la suite des commentaires", "commentaire")
    assert [len(page) for page in pages] == sizes
    assert {number for page in pages for number in page} == {number for one in posted for number in one}


def test_a_long_thread_goes_on_under_its_first_comment(browser, forum):
    ((root, *answers),) = talk(forum, 45)
    pages = read_on(browser(), forum.address, "Afficher la suite des commentaires", "commentaire")
    assert [page[0] for page in pages] == [root, root, root]
    assert [number for page in pages for number in page[1:]] == answers


def test_a_later_page_leads_back_to_the_first(browser, forum):
    talk(forum, *[0] * 25)
    page = browser().get(forum.address).text
    assert "Revenir aux premiers commentaires" not in page
    link = re.search(r'href="([^"]+suite=[^"#]+)#commentaires"', page)[1]
    assert "Revenir aux premiers commentaires" in browser().get(link).text


# --- permanent addresses ------------------------------------------------------------------


def opens_on(reader, number: int, anchor: str) -> bool:
    """Say whether the permanent address of a text leads to a page where it stands."""
    answer = reader.get(f"/contributions/{number}")
    page, _, fragment = answer.location.partition("#")
    assert fragment == f"{anchor}-{number}"
    return f'id="{fragment}"' in reader.get(page).text


@pytest.mark.parametrize("threads", [[0] * 45, [45], [5] * 12, [2, 30, 0, 24], [19, 19], [20, 20]])
def test_every_comment_has_an_address_that_opens_its_page(browser, forum, threads):
    posted, reader = talk(forum, *threads), browser()
    assert [one for thread in posted for one in thread if not opens_on(reader, one, "commentaire")] == []


def test_every_argument_has_an_address_that_opens_its_page(browser, forum):
    posted, reader = argue(forum, 45) + argue(forum, 22, Position.AGAINST), browser()
    assert [one for one in posted if not opens_on(reader, one, "argument")] == []


def test_the_address_of_a_proposal_s_number_leads_to_its_page(browser, forum):
    assert browser().get(f"/contributions/{forum.proposal.id}").location == forum.address


def test_a_hidden_comment_keeps_its_place_and_a_removed_one_has_none(browser, forum):
    ((hidden,), (removed,)) = talk(forum, 0, 0)

    def withhold(_proposal):
        for number, status in ((hidden, Status.HIDDEN), (removed, Status.REMOVED)):
            change_status(session.get_one(Comment, number), status, None, at=NOW)

    forum.write(withhold)
    assert opens_on(browser(), hidden, "commentaire")
    assert browser().get(f"/contributions/{removed}").status_code == 404


def test_a_text_nobody_may_know_of_has_no_address(browser, forum):
    assert browser().get("/contributions/99999").status_code == 404


def test_a_support_that_moves_an_argument_does_not_break_its_address(browser, forum):
    posted = argue(forum, 45)
    forum.write(lambda _proposal: setattr(session.get_one(Argument, posted[-1]), "supports", 99))
    assert browser().get(f"/contributions/{posted[-1]}").location == f"{forum.address}#argument-{posted[-1]}"


# --- what a page costs --------------------------------------------------------------------


@pytest.mark.parametrize("size", [2, 50])
def test_a_page_of_a_discussion_costs_the_same_few_queries(app, browser, forum, size):
    argue(forum, size)
    talk(forum, *[0] * size)
    reader, cost = browser(forum.author), []
    last = forum.write(lambda proposal: post_comment(forum.author, proposal).id)
    for address in (forum.address, f"{forum.address}?suite={last}&pour=0-1", f"/contributions/{last}"):
        reader.get(address)
        with counted_queries(app) as sent:
            assert reader.get(address).status_code < 400
        cost.append(len(sent))
    assert cost[0] <= 5
    assert cost[1] <= 5
    assert cost[2] <= 4


# --- what was corrected -------------------------------------------------------------------


def test_everyone_sees_what_was_corrected_in_an_answer(browser, forum):
    ((number,),) = talk(forum, 0)
    assert f"/contributions/{number}/versions" not in browser().get(forum.address).text
    forum.write(
        lambda _proposal: edit_response(forum.author, session.get_one(Comment, number), "Le lundi.", at=NOW)
    )
    assert f"/contributions/{number}/versions" in browser().get(forum.address).text
    page = browser().get(f"/contributions/{number}/versions").text
    assert "<ins>" in page
    assert "Version 2" in page


def test_a_text_never_corrected_says_so(browser, forum):
    ((number,),) = talk(forum, 0)
    assert "Ce texte n’a pas été modifié." in browser().get(f"/contributions/{number}/versions").text


def test_the_former_words_of_a_removed_text_are_told_to_nobody(browser, forum):
    ((number,),) = talk(forum, 0)

    def withhold(_proposal):
        edit_response(forum.author, session.get_one(Comment, number), "Le lundi.", at=NOW)
        change_status(session.get_one(Comment, number), Status.REMOVED, None, at=NOW)

    forum.write(withhold)
    assert browser().get(f"/contributions/{number}/versions").status_code == 404
    assert "<del>" not in browser(forum.author).get(f"/contributions/{number}/versions").text


# --- sources ------------------------------------------------------------------------------


def bring(forum, number: int, after: int = 0) -> list[int]:
    """Bring sources; return their numbers in the order they came."""

    def act(proposal):
        drafts = [SourceDraft(f"https://exemple.fr/{one}", "") for one in range(after, after + number)]
        return [add_source(forum.author, proposal, draft, at=NOW).id for draft in drafts]

    return forum.write(act)


def test_sources_are_read_twenty_at_a_time_and_the_first_page_is_one_link_away(browser, forum):
    ids = bring(forum, 43)
    pages = read_on(browser(), forum.address, "Afficher la suite des sources", "source")
    assert [len(page) for page in pages] == [20, 20, 3]
    assert [one for page in pages for one in page] == ids
    second = browser().get(f"{forum.address}?sources=0-{ids[20]}").text
    assert re.search(r'href="[^"?]+#sources"[^>]*>Revenir à la première source<', second)


def test_few_sources_have_no_pages_and_one_far_down_has_an_address_that_opens_its_page(browser, forum):
    ids = bring(forum, 20)
    assert "suite des sources" not in browser().get(forum.address).text
    (far,) = bring(forum, 1, after=20)
    assert "sources=" not in browser().get(f"/contributions/{ids[19]}").location
    place = browser().get(f"/contributions/{far}").location
    assert place.endswith(f"?sources=0-{far}#source-{far}")
    assert f'id="source-{far}"' in browser().get(place).text


def test_paging_sources_leaves_the_arguments_where_they_were(browser, forum):
    argue(forum, 21)
    bring(forum, 21)
    page = browser().get(forum.address).text
    more = re.search(r'href="([^"]+)"[^>]*>Afficher la suite des arguments pour<', page)[1].replace("&amp;", "&")
    link = re.search(r'href="([^"]+)"[^>]*>Afficher la suite des sources<', browser().get(more).text)[1]
    assert {"pour=", "sources="} == set(re.findall(r"(?:pour|sources)=", link))
