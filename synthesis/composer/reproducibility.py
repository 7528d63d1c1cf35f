"""The last page: what anyone needs to compute the same synthesis again."""

from collections.abc import Sequence

from synthesis.analysis import copies, findings, graph, grid, quotes, topics, votes
from synthesis.analysis.powers import LEXICON, WHOLE_COUNTRY, Domain
from synthesis.analysis.thresholds import FEWEST_VOTES
from synthesis.composer.document import Block, Paragraph, Section, Table
from synthesis.composer.gridded import has_grid
from synthesis.composer.rare import domain_name
from synthesis.composer.wording import Wording
from synthesis.composer.writer import Writer

Versions = Sequence[tuple[str, str]]


def reproducibility(writer: Writer, versions: Versions) -> Section:
    """Compose the page that gives the fingerprint of the data, the versions, the settings and the queries."""
    say = writer.say
    text = say.gettext(
        "Cette synthèse est calculée sans service extérieur, et les tirages qu’elle emploie sont fixés d’avance : "
        "les mêmes données, avec les versions et les réglages ci-dessous, doivent donner le même document, à "
        "l’octet près ; « consult synthesis verify » le refait et compare. L’empreinte ci-dessous est le SHA-256 "
        "du fichier de la photographie des données."
    )
    fingerprint = say.gettext("Empreinte de la photographie : %(hash)s", hash=writer.findings.snapshot)
    claims = (
        writer.claim("reproducibility.how", text),
        writer.claim("reproducibility.hash", fingerprint, parameters=(("sha256", writer.findings.snapshot),)),
    )
    blocks: tuple[Block, ...] = (
        Paragraph(claims),
        _table(say, "table-versions", say.gettext("Versions"), versions),
        _table(say, "table-settings", say.gettext("Réglages"), (*_settings(say), *_grid_settings(writer))),
        *_lexicon(writer),
        _table(say, "table-queries", say.gettext("Ce que comptent les chiffres"), _queries(say)),
    )
    return Section("reproductibilite", say.gettext("Pour refaire le calcul"), blocks)


def _lexicon(writer: Writer) -> tuple[Table, ...]:
    """Give the list of words that flags what a region does not decide, where one was asked."""
    if writer.findings.corpus.consultation.territory in WHOLE_COUNTRY:
        return ()
    caption = writer.say.gettext("Mots qui repèrent ce qui ne dépend pas de la région")
    rows = [(domain_name(writer, domain), LEXICON[domain]) for domain in Domain]
    return (_table(writer.say, "table-lexicon", caption, rows),)


def _table(say: Wording, identity: str, caption: str, rows: Versions) -> Table:
    headings = (say.gettext("Nom"), say.gettext("Valeur"))
    return Table(identity, caption, headings, tuple((name, value) for name, value in rows), (False, False))


def _settings(say: Wording) -> Versions:
    return (
        (say.gettext("Votes nécessaires pour classer une proposition"), str(FEWEST_VOTES)),
        (say.gettext("Quantile retenu pour classer"), say.decimal(votes.LOWER_QUANTILE)),
        (
            say.gettext("Part du plus petit camp à partir de laquelle une proposition divise"),
            say.decimal(votes.DISPUTED_SHARE),
        ),
        (
            say.gettext("Part de votes mitigés à partir de laquelle une proposition fait hésiter"),
            say.decimal(votes.MIXED_SHARE),
        ),
        (say.gettext("Contributions nécessaires pour chercher des sujets"), str(topics.FEWEST_TEXTS)),
        (say.gettext("Contributions nécessaires pour former un sujet"), str(topics.FEWEST_IN_A_TOPIC)),
        (say.gettext("Sujets cherchés par thème"), str(topics.TOPICS)),
        (say.gettext("Contributions à partir desquelles un sujet est divisé"), str(topics.LARGE)),
        (say.gettext("Parties cherchées dans un tel sujet"), f"{topics.FEWEST_PARTS}–{topics.MOST_PARTS}"),
        (say.gettext("Poids du sens des phrases, pour 1 aux mots"), say.decimal(graph.VECTOR_WEIGHT)),
        (say.gettext("Voisins de chaque phrase"), str(graph.NEIGHBOURS)),
        (say.gettext("Seuil de solidité d’un sujet"), say.decimal(topics.SOLID)),
        (say.gettext("Ressemblance de deux textes répétés (sur 100)"), say.decimal(copies.SIMILARITY)),
        (say.gettext("Longueur d’une citation, en caractères"), f"{quotes.SHORTEST}–{quotes.LONGEST}"),
        (
            say.gettext("Citations par sujet et par côté"),
            f"{findings.QUOTES_PER_TOPIC}, {findings.QUOTES_PER_SIDE}",
        ),
    )


def _grid_settings(writer: Writer) -> Versions:
    """Give the settings of the grid, where one was used."""
    if not has_grid(writer):
        return ()
    say = writer.say
    return (
        (say.gettext("Contributions codées nécessaires pour placer les autres"), str(grid.FEWEST_CODED)),
        (say.gettext("Souplesse de la régression logistique (C)"), say.decimal(grid.LOOSENESS)),
        (say.gettext("Confiance sous laquelle une contribution reste sans code"), say.decimal(grid.FLOOR)),
    )


def _queries(say: Wording) -> Versions:
    return (
        ("published_contributions", say.gettext("contributions publiées, de toute nature")),
        ("published_proposals", say.gettext("propositions publiées")),
        ("published_arguments", say.gettext("arguments publiés")),
        ("published_comments", say.gettext("commentaires publiés")),
        ("published_sources", say.gettext("sources publiées")),
        ("distinct_authors", say.gettext("auteurs distincts de contributions publiées")),
        ("votes", say.gettext("votes exprimés ici sur les propositions publiées")),
        ("imported_votes", say.gettext("totaux de votes importés du site d’origine")),
        (
            "ranking_votes",
            say.gettext("votes qui classent : importés si la consultation l’est, exprimés ici sinon"),
        ),
        ("people_who_took_part", say.gettext("personnes qui ont voté ou écrit")),
        ("people_who_voted", say.gettext("personnes qui ont voté")),
        ("people_who_voted_enough", say.gettext("personnes qui ont voté sur sept propositions au moins")),
        ("opinion_groups", say.gettext("groupes de personnes qui votent de même, quand ils sont assez nets")),
        ("authors_in_several_themes", say.gettext("auteurs qui ont écrit dans plusieurs thèmes")),
        (
            "busiest_hundredth",
            say.gettext("auteurs les plus actifs, un sur cent et un au moins, et leurs contributions"),
        ),
        ("contributions_by_channel", say.gettext("contributions publiées par canal")),
        ("excluded_by_moderation", say.gettext("contributions écartées par la modération")),
        (
            "received_but_neither_shown_nor_decided",
            say.gettext("contributions reçues qui ne sont ni publiées, ni écartées, ni en attente"),
        ),
        ("moderation_report", say.gettext("ce que compte le rapport de transparence de la modération")),
        (
            "pending_at_closing",
            say.gettext(
                "contributions en attente de modération à la clôture, ou à la date des données prises avant"
            ),
        ),
        ("marked_at_import", say.gettext("propositions tirées de la corbeille du site d’origine")),
        ("fewer_than_ten_votes", say.gettext("propositions qui ont reçu moins de dix votes")),
        ("earliest_third", say.gettext("premier tiers des propositions par date, et leurs votes")),
    )
