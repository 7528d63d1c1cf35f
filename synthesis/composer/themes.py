"""One chapter per theme: figures, topics, what is supported, what divides, with both sides quoted."""

from collections.abc import Sequence

from synthesis.analysis.findings import ThemeFindings
from synthesis.analysis.quotes import Quote
from synthesis.analysis.topics import Part, Topic, bears_a_title
from synthesis.analysis.votes import Reception
from synthesis.composer.brief import published_figures, published_things
from synthesis.composer.document import Block, Bullets, Claim, Confidence, Paragraph, Section, TopicBlock
from synthesis.composer.gridded import theme_claim, topic_claim
from synthesis.composer.naming import how_named, topic_name
from synthesis.composer.quoting import SHORT_TITLE, inside
from synthesis.composer.rare import outside, weak_signals
from synthesis.composer.writer import Writer


def theme_chapter(writer: Writer, found: ThemeFindings) -> Section:
    """Compose the chapter of one theme."""
    chapter = f"theme-{found.theme.id}"
    if not writer.count(f"theme.{found.theme.id}.contributions"):
        text = writer.say.gettext("Aucune contribution n’a été publiée dans ce thème.")
        nothing = writer.claim("theme.nothing", text, scope=chapter)
        return Section(chapter, found.theme.title, (Paragraph((nothing,)),))
    return Section(
        id=chapter,
        title=found.theme.title,
        blocks=(Paragraph(tuple(_figures(writer, found))),),
        sections=tuple(_parts(writer, found)),
    )


def _figures(writer: Writer, found: ThemeFindings) -> list[Claim]:
    say, chapter, prefix = writer.say, f"theme-{found.theme.id}", f"theme.{found.theme.id}."
    rows = writer.findings.corpus.contributions_of(found.theme)
    text = say.ngettext(
        "%(num)s personne a publié %(things)s.",
        "%(num)s personnes ont publié %(things)s.",
        writer.count(f"{prefix}authors"),
        things=published_things(writer, prefix),
    )
    refs = [row.ref for row in rows]
    figures = (f"{prefix}authors", *published_figures(prefix))
    claims = [writer.claim("theme.published", text, scope=chapter, evidence=refs, figures=figures)]
    claims.append(_votes(writer, found))
    if writer.count(f"{prefix}ranking_votes") and writer.count(f"{prefix}few_votes"):
        claims.append(_few_votes(writer, found))
    if found.topics.share is not None:
        claims.append(theme_claim(writer, found, found.topics.share))
    return claims


def _votes(writer: Writer, found: ThemeFindings) -> Claim:
    say, chapter, name = writer.say, f"theme-{found.theme.id}", f"theme.{found.theme.id}.ranking_votes"
    refs = [row.proposal.ref for row in found.receptions]
    if not writer.count(name):
        text = say.gettext("Aucun vote n’a été exprimé sur ces propositions.")
    else:
        votes = writer.vote_count(writer.count(name))
        text = say.gettext("Les propositions ont reçu %(votes)s.", votes=votes)
    return writer.claim("theme.votes", text, scope=chapter, evidence=refs, figures=(name,))


def _few_votes(writer: Writer, found: ThemeFindings) -> Claim:
    name = f"theme.{found.theme.id}.few_votes"
    text = writer.say.ngettext(
        "%(num)s proposition a reçu moins de dix votes : trop peu pour la classer.",
        "%(num)s propositions ont reçu moins de dix votes : trop peu pour les classer.",
        writer.count(name),
    )
    refs = [row.proposal.ref for row in found.receptions if not row.has_enough_votes]
    return writer.claim("theme.few_votes", text, scope=f"theme-{found.theme.id}", evidence=refs, figures=(name,))


def _parts(writer: Writer, found: ThemeFindings) -> list[Section]:
    say, chapter = writer.say, f"theme-{found.theme.id}"
    parts = [
        Section(
            f"{chapter}-sujets", say.gettext("De quoi parlent les contributions"), tuple(_topics(writer, found))
        )
    ]
    if writer.count(f"theme.{found.theme.id}.ranking_votes"):
        parts += _by_votes(writer, found)
    asides = (
        ("rare", say.gettext("Ce que peu ont dit"), weak_signals(writer, found)),
        ("hors", say.gettext("Ce qui ne dépend pas de la région"), outside(writer, found.outside, chapter)),
    )
    return parts + [Section(f"{chapter}-{name}", title, blocks) for name, title, blocks in asides if blocks]


def _by_votes(writer: Writer, found: ThemeFindings) -> list[Section]:
    say, chapter = writer.say, f"theme-{found.theme.id}"
    parts: list[Section] = []
    shown: set[int] = set()
    lists = (
        ("soutenu", say.gettext("Les propositions les plus soutenues"), "theme.supported", found.ranks.supported),
        ("divise", say.gettext("Les propositions qui divisent le plus"), "theme.disputed", found.ranks.disputed),
        ("hesite", say.gettext("Les propositions qui font le plus hésiter"), "theme.mixed", found.ranks.mixed),
    )
    for name, title, template, rows in lists:
        blocks = _ranked(writer, found, template, rows, shown)
        parts.append(Section(f"{chapter}-{name}", title, blocks))
    return parts


def _ranked(
    writer: Writer, found: ThemeFindings, template: str, rows: Sequence[Reception], shown: set[int]
) -> tuple[Block, ...]:
    """Set each proposal in full view the first time it is ranked, then in one line."""
    if not rows:
        return (Paragraph((_none(writer, found, template),)),)
    blocks: list[Block] = []
    for row in rows:
        if row.proposal.id in shown:
            blocks.append(Bullets((_again(writer, row, template),)))
        else:
            blocks.append(writer.proposal(row, template, found.sides[row.proposal.id]))
            shown.add(row.proposal.id)
    return tuple(blocks)


def _none(writer: Writer, found: ThemeFindings, template: str) -> Claim:
    say = writer.say
    text = {
        "theme.supported": say.gettext("Aucune proposition ne réunit assez de votes favorables."),
        "theme.disputed": say.gettext("Aucune proposition ne divise nettement les votes."),
        "theme.mixed": say.gettext("Aucune proposition ne laisse beaucoup de votes mitigés."),
    }[template]
    if not any(row.has_enough_votes for row in found.receptions):
        text = say.gettext("Aucune proposition n’a reçu assez de votes pour qu’on en juge.")
    refs = [row.proposal.ref for row in found.receptions]
    return writer.claim(f"{template}.none", text, scope=f"theme-{found.theme.id}", evidence=refs)


def _again(writer: Writer, row: Reception, template: str) -> Claim:
    text = writer.say.gettext(
        "« %(title)s », déjà présentée plus haut : %(votes)s.",
        title=inside(row.proposal.title),
        votes=writer.votes(row.votes),
    )
    return writer.claim(f"{template}.again", text, scope=row.proposal.ref, evidence=(row.proposal.ref,))


def _topics(writer: Writer, found: ThemeFindings) -> list[Block]:
    topics = found.topics
    if not topics.topics:
        text = writer.say.gettext(
            "Les contributions de ce thème sont trop peu nombreuses pour être regroupées par sujet ; "
            "l’annexe les donne toutes."
        )
        claim = writer.claim("theme.no_topics", text, scope=f"theme-{found.theme.id}", evidence=topics.ungrouped)
        return [Paragraph((claim,))]
    blocks: list[Block] = [
        _topic(writer, topic, quotes) for topic, quotes in zip(topics.topics, found.topic_quotes, strict=True)
    ]
    if topics.ungrouped:
        blocks.append(_ungrouped(writer, found))
    return blocks


def _topic(writer: Writer, topic: Topic, quotes: Sequence[Quote]) -> TopicBlock:
    return TopicBlock(
        id=f"topic-{topic.key}",
        title=writer.say.gettext(
            "Sujet %(rank)s : %(label)s", rank=str(topic.rank), label=topic_name(writer, topic)
        ),
        claim=topic_claim(writer, topic, topic.share) if topic.share is not None else _size(writer, topic),
        quotes=tuple(writer.quote(quote) for quote in quotes),
        label=topic.label or (topic_name(writer, topic, SHORT_TITLE),),
        placed=topic.placed,
        parts=tuple(_part(writer, topic, part) for part in topic.parts),
    )


def _part(writer: Writer, topic: Topic, part: Part) -> Claim:
    """Name a narrower group inside a large topic, with what it gathers."""
    text = writer.say.gettext(
        "%(label)s : %(gathered)s, %(named)s ; %(solidity)s.",
        label=topic_name(writer, part),
        gathered=_gathered(writer, part),
        named=how_named(writer, part),
        solidity=_held(writer, part),
    )
    return writer.claim(
        "topic.part",
        text,
        scope=f"{topic.key}-{part.rank}",
        evidence=part.refs,
        confidence=Confidence.SOLID if part.is_solid else Confidence.FRAGILE,
        parameters=_measures(part),
    )


def _held(writer: Writer, group: Topic | Part) -> str:
    say = writer.say
    return say.gettext("regroupement solide") if group.is_solid else say.gettext("regroupement fragile")


def _gathered(writer: Writer, group: Topic | Part) -> str:
    say, number = writer.say, len(group.refs)
    return say.ngettext("%(num)s contribution réunie ici", "%(num)s contributions réunies ici", number)


def _measures(group: Topic | Part) -> tuple[tuple[str, str], ...]:
    """Give what a group's sentence counts, and how well it held."""
    return (
        ("gathered", str(len(group.refs))),
        ("named", str(len(group.named))),
        ("named_by", "words" if group.label else "title" if bears_a_title(group) else "nothing"),
        ("stability", f"{group.stability:.4f}"),
    )


def _size(writer: Writer, topic: Topic) -> Claim:
    say = writer.say
    text = say.gettext(
        "%(gathered)s, %(named)s ; %(solidity)s.",
        gathered=_gathered(writer, topic),
        named=how_named(writer, topic),
        solidity=_held(writer, topic),
    )
    return writer.claim(
        "topic.size",
        text,
        scope=topic.key,
        evidence=topic.refs,
        confidence=Confidence.SOLID if topic.is_solid else Confidence.FRAGILE,
        parameters=_measures(topic),
    )


def _ungrouped(writer: Writer, found: ThemeFindings) -> Block:
    refs = found.topics.ungrouped
    text = writer.say.ngettext(
        "Non regroupées : %(num)s contribution ne rejoint aucun sujet ; l’annexe la donne.",
        "Non regroupées : %(num)s contributions ne rejoignent aucun sujet ; l’annexe les donne.",
        len(refs),
    )
    parameters = (("ungrouped", str(len(refs))),)
    scope = f"theme-{found.theme.id}"
    return Paragraph((writer.claim("topic.ungrouped", text, scope=scope, evidence=refs, parameters=parameters),))
