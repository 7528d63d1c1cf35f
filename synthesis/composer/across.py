"""Across themes: who wrote in several, and the words that come back from one theme to another."""

from collections import defaultdict
from dataclasses import dataclass

from synthesis.analysis.topics import Topic
from synthesis.composer.document import Block, Bullets, Claim, Paragraph, Section
from synthesis.composer.writer import Writer

_MOST_WORDS = 12


@dataclass(frozen=True)
class _Place:
    theme: str
    topic: Topic


def across(writer: Writer) -> tuple[Section, ...]:
    """Compose the chapter; a consultation that was heard in one theme only has none."""
    heard = [found for found in writer.findings.themes if found.receptions]
    if len(heard) < 2:  # noqa: PLR2004 (two themes at least, to go across)
        return ()
    blocks: list[Block] = [Paragraph((_authors(writer),))]
    shared = _shared(writer)
    if shared:
        blocks.append(Bullets(tuple(_line(writer, word, places) for word, places in shared)))
    else:
        text = writer.say.gettext("Aucun nom de sujet ne revient d’un thème à l’autre.")
        blocks.append(Paragraph((writer.claim("across.nothing", text),)))
    return (Section("entre-themes", writer.say.gettext("D’un thème à l’autre"), tuple(blocks)),)


def _authors(writer: Writer) -> Claim:
    corpus = writer.findings.corpus
    themes: dict[int, set[int]] = defaultdict(set)
    for row in corpus.contributions:
        themes[row.author].add(corpus.theme_id_of(row))
    several = sum(len(found) > 1 for found in themes.values())
    text = writer.say.ngettext(
        "%(num)s personne a écrit dans plusieurs thèmes, sur %(all)s.",
        "%(num)s personnes ont écrit dans plusieurs thèmes, sur %(all)s.",
        several,
        all=writer.written("authors"),
    )
    return writer.claim("across.authors", text, figures=("authors",), parameters=(("several", str(several)),))


def _shared(writer: Writer) -> list[tuple[str, list[_Place]]]:
    """Find the words that name topics of several themes, those of the most themes first."""
    places: dict[str, list[_Place]] = defaultdict(list)
    for found in writer.findings.themes:
        for topic in found.topics.topics:
            for word in topic.label:
                places[word].append(_Place(found.theme.title, topic))
    shared = [(word, rows) for word, rows in places.items() if len({row.theme for row in rows}) > 1]
    return sorted(shared, key=lambda one: (-len({row.theme for row in one[1]}), one[0]))[:_MOST_WORDS]


def _line(writer: Writer, word: str, places: list[_Place]) -> Claim:
    say = writer.say
    themes = list(dict.fromkeys(place.theme for place in places))
    text = say.gettext(
        "« %(word)s » nomme un sujet dans %(num)s thèmes : %(themes)s.",
        word=word,
        num=say.number(len(themes)),
        themes=say.enumeration(themes),
    )
    refs = dict.fromkeys(ref for place in places for ref in place.topic.refs)
    return writer.claim("across.word", text, scope=word, evidence=refs, parameters=(("themes", str(len(themes))),))
