"""Small consultations made by hand, as corpora: what each test needs and nothing else."""

from datetime import UTC, datetime, timedelta

from synthesis.analysis.corpus import ArgumentRow, CommentRow, Corpus, ProposalRow, SourceRow, ThemeRow
from synthesis.analysis.facts import (
    Channel,
    ConsultationFacts,
    ModerationFacts,
    Participation,
    Position,
    Tally,
    TerritoryTally,
    VoteTotals,
)

OPENED = datetime(2026, 3, 1, 8, tzinfo=UTC)
CLOSED = datetime(2026, 4, 1, 20, tzinfo=UTC)
THEME = ThemeRow(1, "territoires-connectes", "Territoires connectés", 1)
SECOND_THEME = ThemeRow(2, "formation", "Formation", 2)


def facts(
    *, imported: bool = False, fictitious: bool = False, title: str = "Stratégie numérique"
) -> ConsultationFacts:
    return ConsultationFacts(
        slug="strategie-numerique",
        title=title,
        question="Quel numérique voulons-nous ?",
        organiser="Région Centre-Val de Loire",
        territory="Centre-Val de Loire",
        opened_at=OPENED,
        closed_at=CLOSED,
        imported=imported,
        fictitious=fictitious,
    )


def proposal(
    number: int, text: str = "Installer la fibre dans chaque commune.", title: str = "", **changes: object
) -> ProposalRow:
    values: dict[str, object] = {
        "id": number,
        "theme_id": 1,
        "title": title or f"Proposition {number}",
        "source": text,
        "text": text,
        "author": number,
        "author_kind": "citoyenne",
        "channel": Channel.ONLINE,
        "territory_code": "45",
        "territory_name": "Loiret",
        "published_at": OPENED + timedelta(hours=number),
        "path": f"/propositions/{number}-proposition",
    }
    return ProposalRow(**{**values, **changes})  # type: ignore[arg-type]


def argument(
    number: int, proposal_id: int = 1, text: str = "Le débit manque encore.", **changes: object
) -> ArgumentRow:
    values: dict[str, object] = {
        "id": number,
        "proposal_id": proposal_id,
        "position": Position.FOR,
        "text": text,
        "author": 1000 + number,
        "channel": Channel.ONLINE,
        "published_at": OPENED + timedelta(days=1, hours=number),
        "path": f"/propositions/{proposal_id}-proposition#argument-{number}",
    }
    return ArgumentRow(**{**values, **changes})  # type: ignore[arg-type]


def comment(number: int, proposal_id: int = 1, text: str = "À quelle date ?") -> CommentRow:
    path = f"/propositions/{proposal_id}-proposition#comment-{number}"
    published_at = OPENED + timedelta(days=2, hours=number)
    return CommentRow(number, proposal_id, text, 2000 + number, Channel.PAPER, published_at, path)


def source(number: int, proposal_id: int = 1, title: str = "Observatoire du très haut débit") -> SourceRow:
    path = f"/propositions/{proposal_id}-proposition#source-{number}"
    return SourceRow(
        id=number,
        proposal_id=proposal_id,
        title=title,
        link="https://exemple.fr/debit",
        text="",
        author=3000 + number,
        channel=Channel.MEETING,
        published_at=OPENED + timedelta(days=3),
        path=path,
    )


def votes(favour: int = 0, mixed: int = 0, against: int = 0) -> VoteTotals:
    return VoteTotals(favour, mixed, against)


def corpus(*proposals: ProposalRow, consultation: ConsultationFacts | None = None, **rows: object) -> Corpus:
    values: dict[str, object] = {"themes": (THEME,), "proposals": proposals, **rows}
    return Corpus(CLOSED, consultation or facts(), **values)  # type: ignore[arg-type]


def lively_corpus() -> Corpus:
    """A consultation with a little of everything."""
    return corpus(
        proposal(
            1, "Installer la fibre dans chaque commune avant 2028.", "Fibrer chaque commune", votes=votes(80, 4, 6)
        ),
        proposal(2, "Fermer les guichets quand le service est en ligne.", "Tout en ligne", votes=votes(30, 6, 34)),
        proposal(3, "Former les agents à l’accueil numérique.", "Former les agents", votes=votes(3)),
        proposal(4, "Apprendre à coder au lycée.", "Coder au lycée", theme_id=2, votes=votes(9, 9, 2)),
        themes=(THEME, SECOND_THEME),
        arguments=(
            argument(1, 1, "Sans débit suffisant, les jeunes ménages quittent les villages de la région."),
            argument(2, 2, "Les guichets ouverts deux heures par semaine ne rendent plus service à personne."),
            argument(
                3, 2, "Ma mère n’a pas d’ordinateur et le guichet est son seul recours.", position=Position.AGAINST
            ),
        ),
        comments=(comment(1, 1),),
        sources=(source(1, 1),),
        participation=Participation(
            people=120,
            voters=110,
            by_kind=(Tally("citoyenne", 100), Tally("association", 20)),
            by_territory=(TerritoryTally("45", "Loiret", 80, 680_000), TerritoryTally("18", "Cher", 40, 300_000)),
        ),
        moderation=ModerationFacts((Tally("Propos injurieux", 2),), pending_at_closing=1),
    )
