"""What the council must settle: what nearly everyone wants, what divides, what few said, what lies outside."""

from collections.abc import Sequence
from dataclasses import replace

from synthesis.analysis.facts import Position
from synthesis.analysis.powers import WHOLE_COUNTRY
from synthesis.analysis.signals import FEWEST_PROPOSALS, WeakSignal
from synthesis.analysis.votes import Reception
from synthesis.composer.document import Block, Bullets, Claim, Paragraph, Section
from synthesis.composer.quoting import inside
from synthesis.composer.rare import alone, outside, uncontradicted
from synthesis.composer.writer import Writer

NEARLY_EVERYONE = 0.8
_MOST = 8


def settle(writer: Writer) -> Section:
    """Compose the chapter a council member opens first; it gathers, and never concludes."""
    say = writer.say
    text = say.gettext(
        "Cette partie réunit ce sur quoi un avis est attendu. Elle ne conclut pas : chaque ligne renvoie aux "
        "contributions, et le conseil délibère."
    )
    flagged = [one for found in writer.findings.themes for one in found.outside]
    beyond = outside(writer, flagged, "all", "settle.outside") or _nothing_outside(writer)
    parts = (
        ("voulu", say.gettext("Ce que plus de huit votes sur dix soutiennent"), _wanted(writer)),
        ("divise", say.gettext("Ce qui divise, et ce que disent les deux côtés"), _divides(writer)),
        ("rare", say.gettext("Ce que peu ont dit, sans argument contraire"), _rare(writer)),
        ("hors", say.gettext("Ce qui ne dépend pas de la région"), beyond),
    )
    return Section(
        "a-trancher",
        say.gettext("Ce que le conseil doit trancher"),
        (Paragraph((writer.claim("settle.how", text),)),),
        tuple(Section(f"a-trancher-{name}", title, blocks) for name, title, blocks in parts),
    )


def in_brief(writer: Writer) -> Claim:
    """Say in one sentence what this chapter holds, for those who open no other."""
    say = writer.say
    wanted, divides = nearly_everyones(writer), writer.findings.ranks.disputed
    rare = [one.ref for one in _uncontradicted(writer)]
    told = (
        say.ngettext(
            "%(num)s proposition que plus de huit votes sur dix soutiennent",
            "%(num)s propositions que plus de huit votes sur dix soutiennent",
            len(wanted),
        ),
        say.ngettext("%(num)s qui divise", "%(num)s qui divisent", len(divides)),
        say.ngettext(
            "%(num)s rare et sans argument contraire", "%(num)s rares et sans argument contraire", len(rare)
        ),
    )
    counts = (("wanted", len(wanted)), ("divides", len(divides)), ("rare", len(rare)))
    named = [one for one, (_name, count) in zip(told, counts, strict=True) if count]
    refs = (*(row.proposal.ref for row in (*wanted, *divides)), *rare)
    text = say.gettext("Le conseil trouvera réunies : %(told)s.", told=say.enumeration(named))
    if not named:
        text = say.gettext("Les votes et les arguments ne désignent aucune proposition au conseil.")
    return writer.claim(
        "brief.settle",
        text,
        evidence=dict.fromkeys(refs),
        parameters=[(name, str(count)) for name, count in counts],
    )


def nearly_everyones(writer: Writer) -> list[Reception]:
    """List the proposals nearly everyone supports, the surest first."""
    rows = [row for row in writer.findings.receptions if row.is_supported and row.support >= NEARLY_EVERYONE]
    return sorted(rows, key=lambda row: (-row.support, row.proposal.id))[:_MOST]


def _wanted(writer: Writer) -> tuple[Block, ...]:
    rows = nearly_everyones(writer)
    if rows:
        return (Bullets(tuple(_wanted_line(writer, row) for row in rows)),)
    text = writer.say.gettext("Aucune proposition ne réunit sûrement plus de huit votes favorables sur dix.")
    return _nothing(writer, "wanted", text)


def _wanted_line(writer: Writer, row: Reception) -> Claim:
    votes = row.votes
    text = writer.say.gettext(
        "« %(title)s » : %(share)s pour, sur %(count)s.",
        title=inside(row.proposal.title),
        share=writer.say.share(votes.favour, votes.total),
        count=writer.vote_count(votes.total),
    )
    return writer.claim("settle.wanted", text, scope=row.proposal.ref, evidence=(row.proposal.ref,))


def _divides(writer: Writer) -> tuple[Block, ...]:
    rows = writer.findings.ranks.disputed
    if rows:
        return (Bullets(tuple(_divides_line(writer, row) for row in rows)),)
    return _nothing(writer, "divides", writer.say.gettext("Aucune proposition ne divise nettement les votes."))


def _divides_line(writer: Writer, row: Reception) -> Claim:
    say, votes = writer.say, row.votes
    arguments = writer.findings.corpus.arguments_by_proposal.get(row.proposal.id, ())
    favour = sum(one.position is Position.FOR for one in arguments)
    against = len(arguments) - favour
    text = say.gettext(
        "« %(title)s » : %(share)s pour et %(against)s contre, sur %(count)s ; %(arguments)s.%(groups)s",
        title=inside(row.proposal.title),
        share=say.share(votes.favour, votes.total),
        against=say.share(votes.against, votes.total),
        count=writer.vote_count(votes.total),
        arguments=_argued(writer, favour, against),
        groups=_groups(writer, row),
    )
    refs = (row.proposal.ref, *(one.ref for one in arguments))
    parameters = (("arguments_for", str(favour)), ("arguments_against", str(against)))
    claim = writer.claim("settle.divides", text, scope=row.proposal.ref, evidence=refs, parameters=parameters)
    # The annex gives the arguments under their proposal: one reference leads to them all.
    return replace(claim, shown=(row.proposal.ref,), rest="")


def _argued(writer: Writer, favour: int, against: int) -> str:
    say = writer.say
    if not favour + against:
        return say.gettext("aucun argument n’a été donné")
    told_for = say.ngettext("%(num)s argument pour", "%(num)s arguments pour", favour)
    told_against = say.ngettext("%(num)s contre", "%(num)s contre", against)
    if not favour:
        told_for = say.gettext("aucun argument pour")
    if not against:
        told_against = say.gettext("aucun contre")
    return say.gettext("%(favour)s et %(against)s", favour=told_for, against=told_against)


def _groups(writer: Writer, row: Reception) -> str:
    """Say how far apart the groups stand on it, when they do."""
    say = writer.say
    apart = [one for one in writer.findings.divide.apart if one.proposal_id == row.proposal.id]
    if not apart:
        return ""
    told = [
        say.gettext(
            "%(share)s pour dans le groupe %(letter)s", share=say.share(round(1000 * share), 1000), letter=one
        )
        for one, share in zip("ABCDE", apart[0].shares, strict=False)
    ]
    return say.gettext(" Les groupes s’y séparent : %(told)s.", told=say.enumeration(told))


def _uncontradicted(writer: Writer) -> list[WeakSignal]:
    return [one for found in writer.findings.themes for one in found.signals.uncontradicted]


def _rare(writer: Writer) -> tuple[Block, ...]:
    by_ref = {row.proposal.ref: row for row in writer.findings.receptions}
    signals = _uncontradicted(writer)
    if signals:
        lines = tuple(uncontradicted(writer, by_ref[one.ref], "settle.rare") for one in signals)
        return (Paragraph((alone(writer, "settle.rare", signals),)), Bullets(lines))
    return _nothing_rare(writer)


def _nothing_rare(writer: Writer) -> tuple[Block, ...]:
    """Say what was looked for and where, so that a proposal a reader finds rare does not contradict it."""
    searched = [found for found in writer.findings.themes if len(found.receptions) >= FEWEST_PROPOSALS]
    text = writer.say.gettext(
        "Aucune n’a été retenue. Elles sont cherchées dans les thèmes d’au moins dix propositions, parmi celles "
        "qui ressemblent le moins aux autres (une sur dix), quand elles ont reçu au moins cinq votes, arguments "
        "ou commentaires, aucun argument contre et un vote contre sur vingt au plus."
    )
    if not searched:
        text = writer.say.gettext(
            "Aucun thème n’a dix propositions : celles que peu ont dites n’y sont pas cherchées."
        )
    refs = [row.proposal.ref for found in searched or writer.findings.themes for row in found.receptions]
    return _nothing(writer, "rare", text, refs)


def _nothing_outside(writer: Writer) -> tuple[Block, ...]:
    """Say that a list of words flags nothing, which is all it can say."""
    text = writer.say.gettext(
        "Aucune contribution n’emploie, en titre, en première phrase ou deux fois, un mot de la liste qui les "
        "repère. Cela ne dit pas qu’il n’y en a aucune : une relecture en décide."
    )
    if writer.findings.corpus.consultation.territory in WHOLE_COUNTRY:
        text = writer.say.gettext(
            "La consultation porte sur tout le pays : ce qui ne dépend pas d’une région n’y est pas cherché."
        )
    return _nothing(writer, "outside", text, [row.ref for row in writer.findings.corpus.contributions])


def _nothing(writer: Writer, name: str, text: str, refs: Sequence[str] = ()) -> tuple[Block, ...]:
    return (Paragraph((writer.claim(f"settle.{name}.none", text, evidence=refs),)),)
