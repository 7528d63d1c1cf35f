"""*En bref*: two pages that stand alone."""

from synthesis.analysis.findings import ThemeFindings
from synthesis.analysis.votes import Reception
from synthesis.composer import fragile
from synthesis.composer.document import Block, Bullets, Claim, KeyFigure, KeyFigures, Paragraph, Section, Table
from synthesis.composer.fragile import IN_BRIEF, Count
from synthesis.composer.limits import grouped
from synthesis.composer.moderated import moderation_in_brief, unknown
from synthesis.composer.naming import topic_name
from synthesis.composer.opinion import groups_in_brief
from synthesis.composer.quoting import SHORT_TITLE, inside
from synthesis.composer.settle import in_brief
from synthesis.composer.writer import Writer

_MOST_THEMES = 16
_MOST_SUBJECTS = 2


def brief(writer: Writer) -> Section:
    """Compose the opening part: who spoke, what is supported, what divides, theme by theme, and the caveats."""
    say = writer.say
    if not writer.count("contributions"):
        return Section("en-bref", say.gettext("En bref"), (Paragraph((_nothing(writer),)),))
    blocks: tuple[Block, ...] = (_key_figures(writer), Paragraph(_who(writer)))
    return Section(
        id="en-bref",
        title=say.gettext("En bref"),
        blocks=blocks,
        sections=(_supported(writer), _disputed(writer), _by_theme(writer), _onwards(writer), _caveats(writer)),
    )


def published_things(writer: Writer, prefix: str = "") -> str:
    """Enumerate what was published, leaving out the kinds there are none of."""
    say, count = writer.say, writer.count
    kinds = (
        (count(f"{prefix}proposals"), "%(num)s proposition", "%(num)s propositions"),
        (count(f"{prefix}arguments"), "%(num)s argument", "%(num)s arguments"),
        (count(f"{prefix}comments"), "%(num)s commentaire", "%(num)s commentaires"),
        (count(f"{prefix}sources"), "%(num)s source", "%(num)s sources"),
    )
    return say.enumeration([say.ngettext(one, many, number) for number, one, many in kinds if number])


def published_figures(prefix: str = "") -> tuple[str, ...]:
    """Name the figures `published_things` prints."""
    return tuple(f"{prefix}{kind}" for kind in ("proposals", "arguments", "comments", "sources"))


def _nothing(writer: Writer) -> Claim:
    text = writer.say.gettext(
        "Aucune contribution n’a été publiée pendant cette consultation : il n’y a rien à synthétiser."
    )
    return writer.claim("brief.nothing", text, figures=("contributions",))


def _key_figures(writer: Writer) -> KeyFigures:
    say, count = writer.say, writer.count
    votes = "imported_votes" if writer.findings.corpus.consultation.imported else "votes"
    vote_label = (
        say.ngettext("vote importé", "votes importés", count(votes))
        if votes == "imported_votes"
        else say.ngettext("vote", "votes", count(votes))
    )
    items = (
        ("people", say.ngettext("personne a participé", "personnes ont participé", count("people"))),
        ("proposals", say.ngettext("proposition", "propositions", count("proposals"))),
        ("arguments", say.ngettext("argument", "arguments", count("arguments"))),
        (votes, vote_label),
    )
    return KeyFigures(tuple(KeyFigure(writer.written(name), label, name) for name, label in items))


def _who(writer: Writer) -> tuple[Claim, ...]:
    say, facts = writer.say, writer.findings.corpus.consultation
    text = say.ngettext(
        "Du %(start)s au %(end)s, %(num)s personne a publié %(things)s.",
        "Du %(start)s au %(end)s, %(num)s personnes ont publié %(things)s.",
        writer.count("authors"),
        start=say.day(facts.opened_at),
        end=_until(writer),
        things=published_things(writer),
    )
    everything = [row.ref for row in writer.findings.corpus.contributions]
    published = writer.claim(
        "brief.published", text, evidence=everything, figures=("authors", *published_figures())
    )
    return (published, _vote_sentence(writer))


def _until(writer: Writer) -> str:
    """Give the last day the numbers tell of: a draft made before the closing knows nothing of later days."""
    if writer.is_after_closing:
        return writer.say.day(writer.findings.corpus.consultation.closed_at)
    day = writer.say.day(writer.findings.corpus.taken_at)
    return writer.say.gettext("%(day)s, date de la photographie", day=day)


def _vote_sentence(writer: Writer) -> Claim:
    say, imported = writer.say, writer.findings.corpus.consultation.imported
    number = writer.count("imported_votes" if imported else "votes")
    refs = [row.ref for row in writer.findings.corpus.proposals]
    if not number:
        return writer.claim(
            "brief.no_vote", say.gettext("Aucun vote n’a été exprimé."), evidence=refs, figures=("votes",)
        )
    if imported:
        text = say.ngettext(
            "Le site d’origine a compté %(num)s vote ; ce total importé est montré à part.",
            "Le site d’origine a compté %(num)s votes ; ces totaux importés sont montrés à part.",
            number,
        )
        return writer.claim("brief.imported_votes", text, evidence=refs, figures=("imported_votes",))
    text = say.ngettext("%(num)s vote a été exprimé.", "%(num)s votes ont été exprimés.", number)
    return writer.claim("brief.votes", text, evidence=refs, figures=("votes",))


def _supported(writer: Writer) -> Section:
    title = writer.say.gettext("Ce qui est le plus soutenu")
    rows = writer.findings.ranks.supported
    if rows:
        return Section(
            "en-bref-soutenu", title, (Bullets(tuple(_line(writer, row, "brief.supported") for row in rows)),)
        )
    text = writer.say.gettext("Aucune proposition ne réunit assez de votes favorables pour être citée ici.")
    return Section("en-bref-soutenu", title, (Paragraph((writer.claim("brief.none_supported", text),)),))


def _disputed(writer: Writer) -> Section:
    title = writer.say.gettext("Ce qui divise le plus")
    rows = writer.findings.ranks.disputed
    if rows:
        return Section(
            "en-bref-divise", title, (Bullets(tuple(_line(writer, row, "brief.disputed") for row in rows)),)
        )
    text = writer.say.gettext("Aucune proposition ne divise nettement les votes.")
    return Section("en-bref-divise", title, (Paragraph((writer.claim("brief.none_disputed", text),)),))


def _line(writer: Writer, row: Reception, template: str) -> Claim:
    say, votes = writer.say, row.votes
    text = say.gettext(
        "« %(title)s » : %(share)s pour et %(against)s contre, sur %(count)s.",
        title=inside(row.proposal.title),
        share=say.share(votes.favour, votes.total),
        against=say.share(votes.against, votes.total),
        count=writer.vote_count(votes.total),
    )
    return writer.claim(template, text, scope=row.proposal.ref, evidence=(row.proposal.ref,))


def _by_theme(writer: Writer) -> Section:
    say = writer.say
    busiest = sorted(
        writer.findings.themes, key=lambda found: -writer.count(f"theme.{found.theme.id}.contributions")
    )[:_MOST_THEMES]
    kept = [found for found in writer.findings.themes if found in busiest]
    table = Table(
        id="table-themes",
        caption=say.gettext("Contributions et votes par thème"),
        headings=(
            say.gettext("Thème"),
            say.gettext("Propositions"),
            say.gettext("Arguments"),
            say.gettext("Votes"),
            say.gettext("Premiers sujets"),
        ),
        rows=tuple(_theme_row(writer, found) for found in kept),
        numeric=(False, True, True, True, False),
    )
    return Section("en-bref-themes", say.gettext("Thème par thème"), (table,))


def _theme_row(writer: Writer, found: ThemeFindings) -> tuple[str, ...]:
    prefix = f"theme.{found.theme.id}."
    subjects = [
        topic.label[0] if topic.label else topic_name(writer, topic, SHORT_TITLE)
        for topic in found.topics.topics[:_MOST_SUBJECTS]
    ]
    return (
        found.theme.title,
        writer.written(f"{prefix}proposals"),
        writer.written(f"{prefix}arguments"),
        writer.written(f"{prefix}ranking_votes"),
        ", ".join(subjects) or "–",
    )


def _onwards(writer: Writer) -> Section:
    """Say what the chapters that follow the themes hold: the council's matters, groups, moderation."""
    claims = [in_brief(writer), groups_in_brief(writer), moderation_in_brief(writer)]
    title = writer.say.gettext("Pour le conseil")
    return Section("en-bref-conseil", title, (Bullets(tuple(one for one in claims if one is not None)),))


def _caveats(writer: Writer) -> Section:
    say = writer.say
    poll = say.gettext(
        "Une consultation n’est pas un sondage : chacun a choisi de participer, et les parts ci-dessus "
        "sont celles des votes reçus, non celles de la population."
    )
    few = say.ngettext(
        "%(num)s proposition a reçu moins de dix votes : elle n’est pas classée.",
        "%(num)s propositions ont reçu moins de dix votes : elles ne sont pas classées.",
        writer.count("few_votes"),
    )
    if not writer.count("few_votes"):
        few = say.gettext("Chaque proposition a reçu dix votes au moins.")
    claims = (
        writer.claim("brief.not_a_poll", poll),
        writer.claim("brief.few_votes", few, figures=("few_votes",)),
        *_fragile(writer),
        _pending(writer),
    )
    return Section("en-bref-limites", say.gettext("Ce qu’il faut garder à l’esprit"), (Paragraph(claims),))


def _fragile(writer: Writer) -> list[Claim]:
    """Say how many topics depend on a few sentences, where any does."""
    topics = grouped(writer)
    count = Count(len(topics), sum(not topic.is_solid for topic in topics))
    claim = writer.claim(IN_BRIEF, fragile.in_brief(count, writer.say), parameters=count.parameters)
    return [claim] if count.fragile else []


def _pending(writer: Writer) -> Claim:
    if not writer.knows_moderation:
        return writer.claim("brief.unmoderated", unknown(writer))
    say, when = writer.say, writer.when_taken()
    pending = say.ngettext(
        "%(when)s, %(num)s contribution attendait encore une décision de modération.",
        "%(when)s, %(num)s contributions attendaient encore une décision de modération.",
        writer.count("moderation.pending"),
        when=when,
    )
    if not writer.count("moderation.pending"):
        pending = say.gettext("%(when)s, aucune contribution n’attendait de décision de modération.", when=when)
    return writer.claim("brief.pending", pending, figures=("moderation.pending",))
