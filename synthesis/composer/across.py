"""Across themes: who wrote in several, and the words that come back from one theme to another."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from synthesis.analysis.findings import ThemeFindings
from synthesis.analysis.labels import term_of, users_of
from synthesis.analysis.phrases import Term
from synthesis.composer.document import Block, Bullets, Claim, Paragraph, Section
from synthesis.composer.shelf import in_order
from synthesis.composer.writer import Writer

_MOST_WORDS = 12
_FAIR_PART, _MOST_OF_IT, _MUCH_OF_ALL = 0.2, 0.5, 0.4
_Used = Mapping[Term, set[str]]


@dataclass(frozen=True)
class _Place:
    theme: str
    written: str
    users: frozenset[str]


@dataclass(frozen=True)
class _Shared:
    """A word or a pair of words that names a topic in several themes, and the contributions that use it there."""

    term: Term
    places: tuple[_Place, ...]

    @property
    def written(self) -> str:
        """Give it as the theme where it is most used writes it."""
        return max(self.places, key=lambda place: len(place.users)).written

    @property
    def refs(self) -> tuple[str, ...]:
        """Give the contributions in the order of the annex."""
        return in_order(ref for place in self.places for ref in place.users)


def across(writer: Writer) -> tuple[Section, ...]:
    """Compose the chapter; a consultation that was heard in one theme only has none."""
    heard = [found for found in writer.findings.themes if found.receptions]
    if len(heard) < 2:  # noqa: PLR2004 (two themes at least, to go across)
        return ()
    blocks: list[Block] = [Paragraph((_authors(writer),))]
    shared = _shared(writer)
    if shared:
        blocks.append(Bullets(tuple(_line(writer, one) for one in shared)))
    else:
        text = writer.say.gettext(
            "Aucun mot ne nomme un sujet dans plusieurs thèmes. Un même sujet peut y être dit autrement."
        )
        blocks.append(Paragraph((writer.claim("across.nothing", text),)))
    return (Section("entre-themes", writer.say.gettext("D’un thème à l’autre"), tuple(blocks)),)


def _authors(writer: Writer) -> Claim:
    text = writer.say.ngettext(
        "%(num)s personne a écrit dans plusieurs thèmes, sur %(all)s.",
        "%(num)s personnes ont écrit dans plusieurs thèmes, sur %(all)s.",
        writer.count("several_themes"),
        all=writer.written("authors"),
    )
    return writer.claim("across.authors", text, figures=("several_themes", "authors"))


def _shared(writer: Writer) -> list[_Shared]:
    """Find what names topics of several themes, that of the most themes first.

    A word of a theme's title tells nothing across them; one that a theme uses everywhere is no subject of it; one
    mostly used in other topics is only a frequent word.
    """
    used = _used(writer)
    titles = {word for found in writer.findings.themes for word in term_of(found.theme.title)}
    places: dict[Term, list[_Place]] = defaultdict(list)
    for found in writer.findings.themes:
        for written in dict.fromkeys(word for topic in found.topics.topics for word in topic.label):
            users = _users(found, written, used)
            if users and not set(term_of(written)) <= titles:
                places[term_of(written)].append(_Place(found.theme.title, written, users))
    shared = [_Shared(term, tuple(rows)) for term, rows in places.items() if len(rows) > 1]
    shared = [one for one in shared if len(one.refs) >= _MUCH_OF_ALL * len(_everyone(one.term, used.values()))]
    return sorted(shared, key=lambda one: (-len(one.places), -len(one.refs), one.term))[:_MOST_WORDS]


def _used(writer: Writer) -> dict[int, _Used]:
    """List, for each topic, who uses there each of the words that name some topic."""
    topics = [topic for found in writer.findings.themes for topic in found.topics.topics]
    terms = {term_of(written) for written in {word for topic in topics for word in topic.label}}
    return {id(topic): users_of(topic.units, terms) for topic in topics}


def _everyone(term: Term, used: Iterable[_Used]) -> frozenset[str]:
    return frozenset[str]().union(*(one.get(term, ()) for one in used))


def _users(found: ThemeFindings, written: str, used: Mapping[int, _Used]) -> frozenset[str]:
    """List the contributions of a theme that use a word in the topics it names, or none where it is no subject.

    It is one where a fair part of such a topic uses it, and where that topic holds most of those who do.
    """
    term = term_of(written)
    computed = [topic for topic in found.topics.topics if topic.share is None]
    by_topic = [(topic, used[id(topic)].get(term, set())) for topic in computed]
    everyone = _everyone(term, (used[id(topic)] for topic in computed))
    named = [(topic, users) for topic, users in by_topic if written in topic.label]
    own = [
        users
        for topic, users in named
        if len(users) >= _FAIR_PART * len(topic.refs) and len(users) >= _MOST_OF_IT * len(everyone)
    ]
    return frozenset[str]().union(*own)


def _line(writer: Writer, shared: _Shared) -> Claim:
    """Name the themes whose topics it names; others may use the word, which is why nothing is said of them."""
    say = writer.say
    text = say.ngettext(
        "« %(word)s » nomme un sujet de chacun de ces thèmes : %(themes)s. Au moins %(num)s contribution de ces "
        "sujets l’emploie, sous une forme ou une autre ; on peut le lire ailleurs.",
        "« %(word)s » nomme un sujet de chacun de ces thèmes : %(themes)s. Au moins %(num)s contributions de ces "
        "sujets l’emploient, sous une forme ou une autre ; on peut le lire ailleurs.",
        len(shared.refs),
        word=shared.written,
        themes=say.enumeration([place.theme for place in shared.places]),
    )
    parameters = (("themes", str(len(shared.places))), ("users", str(len(shared.refs))))
    return writer.claim("across.word", text, scope=shared.written, evidence=shared.refs, parameters=parameters)
