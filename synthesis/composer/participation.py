"""Who took part: how, from where, as what, and how much the busiest wrote."""

from synthesis.analysis.facts import Channel
from synthesis.composer.document import Block, Claim, Paragraph, Section, Table
from synthesis.composer.writer import Writer


def participation(writer: Writer) -> Section:
    """Compose the part on participation; tables that would be empty are left out."""
    say, people = writer.say, writer.findings.corpus.participation
    blocks: list[Block] = [Paragraph(_sentences(writer)), _channels(writer)]
    if people.by_kind:
        blocks.append(_kinds(writer))
    if people.by_territory:
        blocks.append(_territories(writer))
    return Section("participation", say.gettext("Qui a participé"), tuple(blocks))


def _sentences(writer: Writer) -> tuple[Claim, ...]:
    say = writer.say
    claims = [_wrote_elsewhere(writer)] if writer.findings.corpus.consultation.imported else _took_part(writer)
    if writer.count("voters"):
        voted = say.ngettext("%(num)s personne a voté.", "%(num)s personnes ont voté.", writer.count("voters"))
        claims.append(writer.claim("people.voted", voted, figures=("voters",)))
    if writer.count("authors") > 1:
        claims.append(_busiest(writer))
    return tuple(claims)


def _took_part(writer: Writer) -> list[Claim]:
    say, people, authors = writer.say, writer.count("people"), writer.count("authors")
    took_part = say.ngettext("%(num)s personne a participé.", "%(num)s personnes ont participé.", people)
    wrote = say.ngettext(
        "%(num)s d’entre elles a écrit au moins une contribution.",
        "%(num)s d’entre elles ont écrit au moins une contribution.",
        authors,
    )
    claims = [writer.claim("people.took_part", took_part, figures=("people",))]
    return claims if authors == people else [*claims, writer.claim("people.wrote", wrote, figures=("authors",))]


def _wrote_elsewhere(writer: Writer) -> Claim:
    """Say who wrote, and that votes brought as totals do not say how many people cast them."""
    text = writer.say.ngettext(
        "%(num)s personne a écrit ; on ne sait pas combien ont voté, les votes importés étant des totaux.",
        "%(num)s personnes ont écrit ; on ne sait pas combien ont voté, les votes importés étant des totaux.",
        writer.count("authors"),
    )
    return writer.claim("people.took_part", text, figures=("authors",))


def _busiest(writer: Writer) -> Claim:
    """Say how much the busiest hundredth wrote, out of how many: one person at least, however few there are."""
    say = writer.say
    wrote = say.ngettext("%(num)s qui a écrit", "%(num)s qui ont écrit", writer.count("authors"))
    text = say.ngettext(
        "La personne la plus active, sur %(wrote)s, a publié %(share)s des contributions.",
        "Les %(num)s personnes les plus actives, sur %(wrote)s, ont publié %(share)s des contributions.",
        writer.count("busiest.people"),
        wrote=wrote,
        share=say.share(writer.count("busiest.contributions"), writer.count("contributions")),
    )
    figures = ("busiest.people", "authors", "busiest.contributions", "contributions")
    return writer.claim("people.busiest", text, figures=figures)


def _channels(writer: Writer) -> Table:
    say = writer.say
    return Table(
        id="table-channels",
        caption=say.gettext("Contributions publiées selon la manière dont elles sont arrivées"),
        headings=(say.gettext("Canal"), say.gettext("Contributions"), say.gettext("Part")),
        rows=tuple(
            (
                writer.channel(channel),
                writer.written(f"channel.{channel.value}"),
                say.share(writer.count(f"channel.{channel.value}"), writer.count("contributions")),
            )
            for channel in Channel
        ),
        numeric=(False, True, True),
    )


def _kinds(writer: Writer) -> Table:
    say = writer.say
    return Table(
        id="table-kinds",
        caption=say.gettext("Participants selon leur qualité"),
        headings=(say.gettext("Qualité"), say.gettext("Personnes")),
        rows=tuple((row.name, say.number(row.count)) for row in writer.findings.corpus.participation.by_kind),
        numeric=(False, True),
    )


def _territories(writer: Writer) -> Table:
    """Count people by territory, then those who gave none; populations stand beside where every one is known."""
    say, people = writer.say, writer.findings.corpus.participation
    rows, everyone = people.by_territory, sum(row.people for row in people.by_territory)
    cells = [(row.name, say.number(row.people), say.share(row.people, everyone)) for row in rows]
    silent = people.people - everyone
    if silent > 0:
        cells.append((say.gettext("non renseigné"), say.number(silent), ""))
    headings = (say.gettext("Territoire"), say.gettext("Personnes"), say.gettext("Part des personnes"))
    caption = say.ngettext(
        "Participants selon leur territoire ; parts comptées sur %(num)s personne qui l’a indiqué",
        "Participants selon leur territoire ; parts comptées sur les %(num)s personnes qui l’ont indiqué",
        everyone,
    )
    if not all(row.population for row in rows):
        return Table("table-territories", caption, headings, tuple(cells), (False, True, True))
    inhabitants = sum(row.population for row in rows)
    shares = [say.share(row.population, inhabitants) for row in rows] + [""] * (len(cells) - len(rows))
    return Table(
        id="table-territories",
        caption=caption,
        headings=(*headings, say.gettext("Part de la population")),
        rows=tuple((*cell, share) for cell, share in zip(cells, shares, strict=True)),
        numeric=(False, True, True, True),
    )
