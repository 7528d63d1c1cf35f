"""The annex: every published contribution, exactly once, with its place."""

from synthesis.analysis.corpus import ArgumentRow, Contribution, ProposalRow, Reply, SourceRow
from synthesis.analysis.facts import Position
from synthesis.analysis.findings import ThemeFindings
from synthesis.composer.document import AnnexEntry, AnnexReply, Paragraph, Section
from synthesis.composer.naming import topic_name
from synthesis.composer.quoting import opening
from synthesis.composer.writer import Writer


def annex(writer: Writer) -> Section:
    """Compose the annex, theme by theme, proposals by number with their replies under them."""
    say = writer.say
    text = say.gettext(
        "Chaque contribution publiée figure ici une seule fois, sous sa proposition, avec son sujet si elle "
        "en a un. Les arguments, les commentaires et les sources sont donnés par leurs premiers mots ; leur texte "
        "entier est sur le site et dans le fichier des contributions."
    )
    claim = writer.claim("annex.how", text, figures=("contributions",))
    return Section(
        id="annexe",
        title=say.gettext("Annexe : toutes les contributions"),
        blocks=(Paragraph((claim,)),),
        sections=tuple(_theme(writer, found) for found in writer.findings.themes),
    )


def _theme(writer: Writer, found: ThemeFindings) -> Section:
    identity = f"annexe-theme-{found.theme.id}"
    entries = tuple(_entry(writer, found, row) for row in writer.findings.corpus.proposals_of(found.theme))
    if entries:
        return Section(identity, found.theme.title, entries)
    text = writer.say.gettext("Aucune contribution n’a été publiée dans ce thème.")
    claim = writer.claim("annex.nothing", text, scope=f"theme-{found.theme.id}")
    return Section(identity, found.theme.title, (Paragraph((claim,)),))


def _entry(writer: Writer, found: ThemeFindings, row: ProposalRow) -> AnnexEntry:
    corpus = writer.findings.corpus
    replies: list[Reply] = [
        *corpus.arguments_by_proposal.get(row.id, ()),
        *corpus.comments_by_proposal.get(row.id, ()),
        *corpus.sources_by_proposal.get(row.id, ()),
    ]
    return AnnexEntry(
        ref=row.ref,
        path=row.path,
        title=row.title,
        facts=_facts(writer, row),
        place=_place(writer, found, row),
        replies=tuple(_reply(writer, found, reply) for reply in replies),
        summary=writer.summary(row.ref),
    )


def _facts(writer: Writer, row: ProposalRow) -> str:
    say, votes = writer.say, writer.findings.corpus.ranking_votes(row)
    parts = [row.author_kind, row.territory_name, writer.channel(row.channel), say.day(row.published_at)]
    if votes.total:
        parts.append(
            say.gettext("%(count)s : %(votes)s", count=writer.vote_count(votes.total), votes=writer.votes(votes))
        )
    else:
        parts.append(say.gettext("aucun vote"))
    if row.marked:
        parts.append(say.gettext("tirée de la corbeille du site d’origine"))
    return " · ".join(part for part in parts if part)


def _place(writer: Writer, found: ThemeFindings, row: Contribution) -> str:
    topic = found.topics.place_of(row.ref)
    if topic is not None:
        name = topic_name(writer, topic)
        return writer.say.gettext("sujet %(rank)s : %(name)s", rank=str(topic.rank), name=name)
    if found.topics.topics:
        return writer.say.gettext("non regroupée")
    return ""


def _reply(writer: Writer, found: ThemeFindings, row: Reply) -> AnnexReply:
    whole = row.title if isinstance(row, SourceRow) else row.text
    words = opening(whole)
    return AnnexReply(
        ref=row.ref,
        path=row.path,
        nature=_nature(writer, row),
        opening=words,
        is_cut=words != whole.strip(),
        place=_place(writer, found, row),
    )


def _nature(writer: Writer, row: Reply) -> str:
    if isinstance(row, ArgumentRow):
        return writer.say.gettext("pour") if row.position is Position.FOR else writer.say.gettext("contre")
    return writer.nature(row)
