"""What few people said, and what was asked of the region that it does not decide."""

from collections.abc import Sequence
from dataclasses import replace

from synthesis.analysis.findings import ThemeFindings
from synthesis.analysis.powers import Domain, OutsidePowers
from synthesis.analysis.signals import WeakSignal
from synthesis.analysis.votes import Reception
from synthesis.composer.document import Block, Bullets, Claim, Paragraph
from synthesis.composer.quoting import inside
from synthesis.composer.writer import Writer


def weak_signals(writer: Writer, found: ThemeFindings) -> tuple[Block, ...]:
    """Name the rare proposals of a theme; nothing when there are none."""
    calm = {signal.ref for signal in found.signals.uncontradicted}
    liked = {signal.ref for signal in found.signals.supported} - calm
    lines = [uncontradicted(writer, row) for row in found.receptions if row.proposal.ref in calm]
    lines += [_supported(writer, row) for row in found.receptions if row.proposal.ref in liked]
    if not lines:
        return ()
    told = {signal.ref: signal for signal in (*found.signals.uncontradicted, *found.signals.supported)}
    lead = alone(writer, "rare", list(told.values()), f"theme-{found.theme.id}")
    return (Paragraph((lead,)), Bullets(tuple(lines)))


def alone(writer: Writer, template: str, signals: Sequence[WeakSignal], scope: str = "") -> Claim:
    """Say how these proposals were found, with the measure: a reader may find them likenesses it does not see."""
    say, measures = writer.say, [one.likeness for one in signals]
    text = say.ngettext(
        "Dans son thème, cette proposition est du dixième que le calcul trouve le moins semblable à une autre : "
        "sa plus proche lui ressemble à %(least)s, sur une échelle de 0 à 1. Une relecture peut en juger "
        "autrement.",
        "Dans leur thème, ces propositions sont du dixième que le calcul trouve le moins semblable à une autre : "
        "leur plus proche leur ressemble de %(least)s à %(most)s, sur une échelle de 0 à 1. Une relecture peut en "
        "juger autrement.",
        len(signals),
        least=say.decimal(min(measures)),
        most=say.decimal(max(measures)),
    )
    parameters = [(f"likeness.{one.ref}", f"{one.likeness:.4f}") for one in signals]
    return writer.claim(
        f"{template}.how", text, scope=scope, evidence=[one.ref for one in signals], parameters=parameters
    )


def uncontradicted(writer: Writer, row: Reception, template: str = "rare.uncontradicted") -> Claim:
    """Say that a rare proposal met no argument against it, with its votes."""
    text = writer.say.gettext(
        "« %(title)s » : aucun argument contre (%(votes)s).",
        title=inside(row.proposal.title),
        votes=_heard(writer, row),
    )
    by_proposal = writer.findings.corpus.arguments_by_proposal
    refs = (row.proposal.ref, *(one.ref for one in by_proposal.get(row.proposal.id, ())))
    claim = writer.claim(template, text, scope=row.proposal.ref, evidence=refs)
    # The annex gives the arguments under their proposal: one reference leads to them all.
    return replace(claim, shown=(row.proposal.ref,), rest="")


def _supported(writer: Writer, row: Reception) -> Claim:
    text = writer.say.gettext(
        "« %(title)s » : soutenue par les votes (%(votes)s).",
        title=inside(row.proposal.title),
        votes=_heard(writer, row),
    )
    return writer.claim("rare.supported", text, scope=row.proposal.ref, evidence=(row.proposal.ref,))


def _heard(writer: Writer, row: Reception) -> str:
    return writer.votes(row.votes) if row.votes.total else writer.say.gettext("aucun vote")


def outside(
    writer: Writer, flagged: Sequence[OutsidePowers], scope: str, template: str = "outside"
) -> tuple[Block, ...]:
    """Tell by domain which texts speak of what the region does not decide; nothing when none does."""
    if not flagged:
        return ()
    text = writer.say.gettext(
        "Ces contributions emploient, en titre, en première phrase ou deux fois, des mots d’un domaine que la loi "
        "confie à l’État ou à la Sécurité sociale. Elles restent placées et comptées comme les autres. Une liste "
        "de mots les repère : une relecture en décide."
    )
    caution = writer.claim(f"{template}.caution", text, scope=scope)
    domains = [domain for domain in Domain if any(one.domain is domain for one in flagged)]
    lines = tuple(_of_domain(writer, domain, flagged, f"{template}.{scope}") for domain in domains)
    return (Paragraph((caution,)), Bullets(lines))


def _of_domain(writer: Writer, domain: Domain, flagged: Sequence[OutsidePowers], template: str) -> Claim:
    say = writer.say
    own = [one for one in flagged if one.domain is domain]
    found = sorted({words for one in own for words in one.words})
    quoted = ", ".join([say.gettext("« %(words)s »", words=one) for one in found])
    name = domain_name(writer, domain)
    text = say.ngettext(
        "%(domain)s : %(num)s contribution emploie ces mots (%(words)s).",
        "%(domain)s : %(num)s contributions emploient ces mots (%(words)s).",
        len(own),
        domain=name,
        words=quoted,
    )
    parameters = (("flagged", str(len(own))),)
    refs = [one.ref for one in own]
    return writer.claim(template, text, scope=domain.value, evidence=refs, parameters=parameters)


def domain_name(writer: Writer, domain: Domain) -> str:
    """Name what the State or Social Security decides."""
    say = writer.say
    return {
        Domain.JUSTICE: say.gettext("Justice"),
        Domain.PENSIONS: say.gettext("Retraites"),
        Domain.TAXES: say.gettext("Impôts de l’État"),
        Domain.HEALTH_INSURANCE: say.gettext("Assurance maladie et prestations familiales"),
        Domain.LABOUR_LAW: say.gettext("Droit du travail et chômage"),
        Domain.SECURITY: say.gettext("Police et gendarmerie"),
        Domain.DEFENCE: say.gettext("Défense"),
        Domain.IMMIGRATION: say.gettext("Séjour et asile"),
        Domain.CURRICULA: say.gettext("Programmes scolaires et enseignants"),
        Domain.INSTITUTIONS: say.gettext("Institutions nationales"),
    }[domain]
