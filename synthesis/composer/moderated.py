"""What moderation did: the figures of its public transparency report, as they stood when the data were taken."""

from collections.abc import Sequence

from synthesis.analysis.facts import Awaited, Tally
from synthesis.composer.document import Block, Claim, Paragraph, Table
from synthesis.composer.writer import Writer


def moderation(writer: Writer) -> tuple[Block, ...]:
    """Compose the report: what was left out or waits, who decided, by which rule, how fast, what was contested."""
    say, facts = writer.say, writer.findings.corpus.moderation
    if not writer.knows_moderation:
        return (Paragraph((writer.claim("moderation.unknown", unknown(writer)),)),)
    blocks: list[Block] = [Paragraph((_excluded(writer), _pending(writer)))]
    if facts.excluded_by_rule:
        caption = say.gettext("Contributions écartées, selon la règle de la charte")
        blocks.append(_tallies(writer, "table-moderation", caption, facts.excluded_by_rule))
    if not facts.decisions:
        return (*blocks, Paragraph((_undecided(writer),)))
    others = (_others(writer),) if writer.count("moderation.others") else ()
    blocks.append(Paragraph((_received(writer), *others, _decided(writer), _detected(writer))))
    if facts.by_reason:
        caption = say.gettext("Décisions contre un texte, selon leur motif")
        blocks.append(_tallies(writer, "table-motifs", caption, facts.by_reason))
    if facts.waits:
        blocks.append(_waits(writer))
    return (*blocks, Paragraph((_appeals(writer),)))


def unknown(writer: Writer) -> str:
    """Say that nothing is known of a moderation done on another site."""
    return writer.say.gettext(
        "Ce que la modération du site d’origine a écarté, ou n’avait pas encore lu, n’est pas connu ici."
    )


def moderation_in_brief(writer: Writer) -> Claim | None:
    """Say how much was decided and reversed; nothing where nothing was."""
    say, overturned = writer.say, writer.count("moderation.overturned")
    if not writer.count("moderation.decisions"):
        return None
    reversed_ = say.ngettext(
        "%(num)s a été annulée après un recours", "%(num)s ont été annulées après un recours", overturned
    )
    text = say.ngettext(
        "La modération a pris %(num)s décision ; %(reversed)s.",
        "La modération a pris %(num)s décisions ; %(reversed)s.",
        writer.count("moderation.decisions"),
        reversed=reversed_ if overturned else say.gettext("aucune n’a été annulée"),
    )
    return writer.claim("brief.moderation", text, figures=("moderation.decisions", "moderation.overturned"))


def _excluded(writer: Writer) -> Claim:
    text = writer.say.ngettext(
        "%(num)s contribution a été écartée par la modération ; elle ne figure pas dans cette synthèse.",
        "%(num)s contributions ont été écartées par la modération ; elles ne figurent pas dans cette synthèse.",
        writer.count("moderation.excluded"),
    )
    if not writer.count("moderation.excluded"):
        text = writer.say.gettext("Aucune contribution n’a été écartée par la modération.")
    return writer.claim("moderation.excluded", text, figures=("moderation.excluded",))


def _pending(writer: Writer) -> Claim:
    when = writer.when_taken()
    text = writer.say.ngettext(
        "%(when)s, %(num)s contribution attendait encore une décision : elle n’est pas comptée ici.",
        "%(when)s, %(num)s contributions attendaient encore une décision : elles ne sont pas comptées ici.",
        writer.count("moderation.pending"),
        when=when,
    )
    if not writer.count("moderation.pending"):
        text = writer.say.gettext("%(when)s, aucune contribution n’attendait de décision.", when=when)
    return writer.claim("moderation.pending", text, figures=("moderation.pending",))


def _undecided(writer: Writer) -> Claim:
    text = writer.say.gettext("La modération n’a eu à prendre aucune décision.")
    return writer.claim("moderation.undecided", text, figures=("moderation.decisions",))


def _received(writer: Writer) -> Claim:
    say, count = writer.say, writer.count
    text = say.gettext(
        "%(received)s et %(flags)s ont donné lieu à %(decisions)s.",
        received=say.ngettext("%(num)s texte reçu", "%(num)s textes reçus", count("moderation.received")),
        flags=say.ngettext("%(num)s signalement", "%(num)s signalements", count("moderation.flags")),
        decisions=say.ngettext("%(num)s décision", "%(num)s décisions", count("moderation.decisions")),
    )
    figures = ("moderation.received", "moderation.flags", "moderation.decisions")
    return writer.claim("moderation.received", text, figures=figures)


def _others(writer: Writer) -> Claim:
    """Say what became of all that was received, so that the numbers add up."""
    say, figures = writer.say, ("contributions", "moderation.excluded", "moderation.pending", "moderation.others")
    published, excluded, pending, others = (writer.count(name) for name in figures)
    text = say.ngettext(
        "Textes publiés : %(published)s ; écartés : %(excluded)s ; en attente : %(pending)s. Le dernier est "
        "à corriger par son auteur, ou retiré par lui, ou réuni à un autre.",
        "Textes publiés : %(published)s ; écartés : %(excluded)s ; en attente : %(pending)s. Les %(num)s "
        "autres sont à corriger par leur auteur, ou retirés par lui, ou réunis à d’autres.",
        others,
        published=say.number(published),
        excluded=say.number(excluded),
        pending=say.number(pending),
    )
    return writer.claim("moderation.others", text, figures=figures)


def _decided(writer: Writer) -> Claim:
    automatic = writer.count("moderation.automatic")
    text = writer.say.ngettext(
        "%(num)s décision a été automatique ; les autres ont été prises par une personne.",
        "%(num)s décisions ont été automatiques ; les autres ont été prises par une personne.",
        automatic,
    )
    if not automatic:
        text = writer.say.gettext("Chacune a été prise par une personne.")
    return writer.claim("moderation.decided", text, figures=("moderation.automatic", "moderation.decisions"))


def _detected(writer: Writer) -> Claim:
    detected = writer.count("moderation.detected")
    text = writer.say.ngettext(
        "Un indice automatique avait attiré l’attention avant %(num)s décision.",
        "Un indice automatique avait attiré l’attention avant %(num)s décisions.",
        detected,
    )
    if not detected:
        text = writer.say.gettext("Aucun indice automatique n’avait attiré l’attention.")
    return writer.claim("moderation.detected", text, figures=("moderation.detected",))


def _appeals(writer: Writer) -> Claim:
    say, appeals, overturned = (
        writer.say,
        writer.count("moderation.appeals"),
        writer.count("moderation.overturned"),
    )
    if not appeals:
        text = say.gettext("Aucune décision n’a été contestée.")
    else:
        ended = say.ngettext("%(num)s décision a été annulée", "%(num)s décisions ont été annulées", overturned)
        text = say.ngettext(
            "%(num)s recours a été reçu : %(ended)s.",
            "%(num)s recours ont été reçus : %(ended)s.",
            appeals,
            ended=ended if overturned else say.gettext("aucune décision n’a été annulée"),
        )
    return writer.claim("moderation.appeals", text, figures=("moderation.appeals", "moderation.overturned"))


def _tallies(writer: Writer, identity: str, caption: str, rows: Sequence[Tally]) -> Table:
    say = writer.say
    headings = (say.gettext("Règle"), say.gettext("Contributions"))
    if identity == "table-motifs":
        headings = (say.gettext("Motif"), say.gettext("Décisions"))
    return Table(
        identity, caption, headings, tuple((row.name, say.number(row.count)) for row in rows), (False, True)
    )


def _waits(writer: Writer) -> Table:
    say = writer.say
    named = {Awaited.DECISION: say.gettext("Décider"), Awaited.APPEAL: say.gettext("Répondre à un recours")}
    return Table(
        id="table-delais",
        caption=say.gettext("Délais de la modération"),
        headings=(
            say.gettext("Délai pour"),
            say.gettext("La moitié en moins de"),
            say.gettext("Neuf sur dix en moins de"),
        ),
        rows=tuple(
            (named[row.awaited], say.lasted(row.median), say.lasted(row.ninth))
            for row in writer.findings.corpus.moderation.waits
        ),
        numeric=(False, True, True),
    )
