"""Whether people who vote alike form groups: what these share, what separates them, or that there are none."""

from synthesis.analysis.camps import SideBySide
from synthesis.composer.document import Block, Claim, Confidence, Paragraph, Section, Table
from synthesis.composer.writer import Writer


def opinion(writer: Writer) -> Section:
    """Compose the part on groups; without any, the sentence that says so and why."""
    title = writer.say.gettext("Groupes d’opinion")
    if not writer.count("opinion.camps"):
        return Section("opinion", title, (Paragraph((_none(writer),)),))
    blocks: list[Block] = [Paragraph((_groups(writer), _caution(writer)))]
    divide = writer.findings.divide
    wanted = writer.say.gettext("Ce que tous les groupes soutiennent")
    apart = writer.say.gettext("Ce qui les sépare")
    return Section(
        "opinion",
        title,
        tuple(blocks),
        (
            Section("opinion-commun", wanted, _compared(writer, "wanted", wanted, divide.wanted)),
            Section("opinion-separe", apart, _compared(writer, "apart", apart, divide.apart)),
        ),
    )


def groups_in_brief(writer: Writer) -> Claim | None:
    """Say whether groups were found; nothing where votes one by one are not known."""
    if writer.findings.corpus.consultation.imported:
        return None
    camps = writer.count("opinion.camps")
    text = writer.say.gettext(
        "Les personnes qui votent souvent se partagent en %(num)s groupes d’opinion.", num=writer.say.number(camps)
    )
    if not camps:
        text = writer.say.gettext("Les votes ne forment pas de groupes d’opinion assez nets pour être décrits.")
    return writer.claim("brief.groups", text, figures=("opinion.camps",))


def _none(writer: Writer) -> Claim:
    if writer.findings.corpus.consultation.imported:
        text = writer.say.gettext(
            "Les votes sont des totaux importés : sans les votes un par un, on ne peut pas chercher de groupes."
        )
    else:
        text = writer.say.ngettext(
            "%(num)s personne a voté au moins sept fois. Les votes ne se partagent pas en groupes assez nets pour "
            "être décrits.",
            "%(num)s personnes ont voté au moins sept fois. Leurs votes ne se partagent pas en groupes assez nets "
            "pour être décrits.",
            writer.count("opinion.voters"),
        )
    return writer.claim("opinion.none", text, figures=("opinion.voters", "opinion.camps"))


def _groups(writer: Writer) -> Claim:
    say, camps = writer.say, writer.findings.corpus.opinion.camps
    text = say.gettext(
        "Les %(people)s personnes qui ont voté au moins sept fois se partagent en %(camps)s groupes qui votent "
        "autrement les uns que les autres : %(sizes)s.",
        people=writer.written("opinion.voters"),
        camps=writer.written("opinion.camps"),
        sizes=say.enumeration([_size(writer, number) for number in range(len(camps))]),
    )
    figures = ("opinion.voters", "opinion.camps")
    return writer.claim("opinion.groups", text, figures=figures, confidence=Confidence.SOLID)


def _size(writer: Writer, number: int) -> str:
    people = writer.findings.corpus.opinion.camps[number].people
    return writer.say.ngettext(
        "groupe %(letter)s, %(num)s personne",
        "groupe %(letter)s, %(num)s personnes",
        people,
        letter=_letter(number),
    )


def _letter(number: int) -> str:
    return "ABCDE"[number]


def _caution(writer: Writer) -> Claim:
    text = writer.say.gettext(
        "Un groupe décrit des votes, non des personnes : sa taille n’est pas une part de l’opinion."
    )
    return writer.claim("opinion.caution", text)


def _compared(writer: Writer, name: str, caption: str, rows: tuple[SideBySide, ...]) -> tuple[Block, ...]:
    say = writer.say
    if not rows:
        text = say.gettext("Aucune proposition.")
        return (Paragraph((writer.claim(f"opinion.{name}.none", text),)),)
    letters = [_letter(number) for number in range(len(rows[0].shares))]
    by_id = {row.id: row for row in writer.findings.corpus.proposals}
    named = [(by_id[row.proposal_id], row) for row in rows if row.proposal_id in by_id]
    table = Table(
        id=f"table-opinion-{name}",
        caption=caption,
        headings=(
            say.gettext("Proposition"),
            *(say.gettext("Pour, groupe %(letter)s", letter=letter) for letter in letters),
        ),
        rows=tuple(
            (f"{proposal.ref}, {proposal.title}", *(say.share(round(1000 * share), 1000) for share in row.shares))
            for proposal, row in named
        ),
        numeric=(False, *(True for _letter_of in letters)),
    )
    text = say.ngettext(
        "%(num)s proposition, sur celles où chaque groupe a assez voté.",
        "%(num)s propositions, sur celles où chaque groupe a assez voté.",
        len(named),
    )
    evidence = [proposal.ref for proposal, _row in named]
    claim = writer.claim(f"opinion.{name}", text, evidence=evidence, confidence=Confidence.SOLID)
    return (Paragraph((claim,)), table)
