"""What moderation left out, and what the synthesis cannot say."""

from synthesis.analysis.copies import CopyGroup
from synthesis.analysis.topics import Topic
from synthesis.composer.document import Block, Bullets, Claim, Paragraph, Section, Table
from synthesis.composer.fragile import IN_LIMITS, Count, in_limits
from synthesis.composer.moderated import moderation
from synthesis.composer.writer import Writer

_MOST_COPIES = 20


def limits(writer: Writer) -> Section:
    """Compose the part on moderation, limits and repeated texts."""
    say = writer.say
    return Section(
        id="limites",
        title=say.gettext("Modération et limites"),
        sections=(
            Section("limites-moderation", say.gettext("Modération"), moderation(writer)),
            Section(
                "limites-lecture",
                say.gettext("Limites de cette synthèse"),
                (Bullets(tuple(_limits(writer)), boxed=True),),
            ),
            Section("limites-copies", say.gettext("Textes répétés"), tuple(_copies(writer))),
        ),
    )


def _limits(writer: Writer) -> list[Claim]:
    claims = [_sample(writer), _few_votes(writer)]
    if writer.count("ranking_votes"):
        claims.append(_age(writer))
    claims.append(_words(writer))
    if grouped(writer):
        claims.append(_fragile(writer))
    facts = writer.findings.corpus.consultation
    if facts.imported:
        claims.append(_imported(writer))
    if writer.count("marked"):
        claims.append(_marked(writer))
    if facts.fictitious:
        text = writer.say.gettext(
            "Les données de cette consultation sont fictives : elles servent de démonstration."
        )
        claims.append(writer.claim("limits.fictitious", text))
    return claims


def _sample(writer: Writer) -> Claim:
    text = writer.say.gettext(
        "Les participants se sont choisis eux-mêmes : ils ne représentent pas la population, et la "
        "taille d’un sujet n’est pas une part d’opinion."
    )
    return writer.claim("limits.sample", text)


def _few_votes(writer: Writer) -> Claim:
    text = writer.say.ngettext(
        "%(num)s proposition a reçu moins de dix votes : trop peu de votes pour la classer.",
        "%(num)s propositions ont reçu moins de dix votes : trop peu de votes pour les classer.",
        writer.count("few_votes"),
    )
    if not writer.count("few_votes"):
        text = writer.say.gettext("Chaque proposition a reçu dix votes au moins : toutes sont classées.")
    refs = [row.proposal.ref for row in writer.findings.receptions if not row.has_enough_votes]
    return writer.claim("limits.few_votes", text, evidence=refs, figures=("few_votes",))


def _age(writer: Writer) -> Claim:
    share = writer.say.share(writer.count("earliest.votes"), writer.count("ranking_votes"))
    text = writer.say.gettext(
        "Les propositions publiées tôt sont restées visibles plus longtemps : le premier tiers d’entre "
        "elles a reçu %(share)s des votes.",
        share=share,
    )
    return writer.claim("limits.age", text, figures=("earliest.votes", "ranking_votes"))


def _words(writer: Writer) -> Claim:
    text = writer.say.gettext(
        "Les textes sont rapprochés par un calcul, qui ne les comprend pas : deux contributions qui disent la "
        "même chose peuvent se trouver dans deux sujets, et un sujet réunir des textes qui n’ont que des mots en "
        "commun."
    )
    return writer.claim("limits.words", text)


def grouped(writer: Writer) -> list[Topic]:
    """List the topics the program formed itself; those of a grid say who placed their texts."""
    everything = (topic for found in writer.findings.themes for topic in found.topics.topics)
    return [topic for topic in everything if topic.share is None]


def _fragile(writer: Writer) -> Claim:
    topics = grouped(writer)
    count = Count(len(topics), sum(not topic.is_solid for topic in topics))
    return writer.claim(IN_LIMITS, in_limits(count, writer.say), parameters=count.parameters)


def _imported(writer: Writer) -> Claim:
    text = writer.say.gettext(
        "Les votes sont des totaux importés : il n’est pas possible de vérifier ici qu’une personne n’a "
        "voté qu’une fois."
    )
    return writer.claim("limits.imported", text, figures=("imported_votes",))


def _marked(writer: Writer) -> Claim:
    text = writer.say.ngettext(
        "%(num)s proposition vient de la corbeille du site d’origine ; elle est marquée dans l’annexe.",
        "%(num)s propositions viennent de la corbeille du site d’origine ; elles sont marquées dans l’annexe.",
        writer.count("marked"),
    )
    refs = [row.ref for row in writer.findings.corpus.proposals if row.marked]
    return writer.claim("limits.marked", text, evidence=refs, figures=("marked",))


def _copies(writer: Writer) -> list[Block]:
    say, groups = writer.say, writer.findings.copies
    if not groups:
        text = say.gettext("Aucun texte n’a été envoyé plusieurs fois.")
        return [Paragraph((writer.claim("copies.none", text),))]
    number = sum(group.size for group in groups)
    text = say.ngettext(
        "%(num)s groupe de contributions (%(all)s en tout) répète le même texte, à quelques mots près. "
        "Toutes restent comptées et placées ; elles sont signalées ici.",
        "%(num)s groupes de contributions (%(all)s en tout) répètent le même texte, à quelques mots "
        "près. Toutes restent comptées et placées ; elles sont signalées ici.",
        len(groups),
        all=say.number(number),
    )
    refs = [ref for group in groups for ref in group.refs]
    parameters = (("groups", str(len(groups))), ("repeated", str(number)))
    claim = writer.claim("copies.groups", text, evidence=refs, parameters=parameters)
    return [Paragraph((claim, _ranks_alone(writer))), _copies_table(writer, groups[:_MOST_COPIES])]


def _ranks_alone(writer: Writer) -> Claim:
    """Say what repeated proposals change of the ranks, computed again without them."""
    say, effect = writer.say, writer.findings.campaign
    if not effect.repeated:
        text = say.gettext("Aucune proposition n’en répète une autre : les rangs n’en dépendent pas.")
    elif not effect.entering and not effect.leaving:
        text = say.gettext(
            "Sans les propositions répétées, celles qui sont le plus soutenues et celles qui divisent le plus "
            "restent les mêmes."
        )
    else:
        text = say.gettext(
            "Sans les propositions répétées, les premières changeraient. Entreraient : %(entering)s. "
            "Sortiraient : %(leaving)s.",
            entering=say.enumeration(effect.entering) or say.gettext("aucune"),
            leaving=say.enumeration(effect.leaving) or say.gettext("aucune"),
        )
    refs = (*effect.entering, *effect.leaving)
    return writer.claim("copies.ranks", text, evidence=refs, parameters=(("repeated", str(effect.repeated)),))


def _copies_table(writer: Writer, groups: tuple[CopyGroup, ...]) -> Table:
    say = writer.say
    return Table(
        id="table-copies",
        caption=say.gettext("Les textes les plus répétés"),
        headings=(
            say.gettext("Premier envoi"),
            say.gettext("Contributions"),
            say.gettext("Auteurs"),
            say.gettext("Ressemblance"),
        ),
        rows=tuple(
            (
                group.refs[0],
                say.number(group.size),
                say.number(group.authors),
                say.gettext("à l’identique") if group.exact else say.gettext("à peu de mots près"),
            )
            for group in groups
        ),
        numeric=(False, True, True, False),
    )
