"""Write the public register as a table: one line per decision, nobody named."""

from collections.abc import Iterable, Iterator

from consult.kit.exports import Cell
from moderation.charter import default_title
from moderation.queries.decisions import RegisterLine
from moderation.wording import KINDS, REASONS, RULINGS, STATUSES

HEAD = (
    "numero",
    "decidee_le",
    "consultation",
    "genre",
    "decision",
    "etat_avant",
    "etat_apres",
    "motif",
    "regle",
    "intitule_regle",
    "automatique",
    "reperage_automatique",
    "sur_recours",
    "contestee",
    "annulee",
    "delai_heures",
)


def register_rows(lines: Iterable[RegisterLine]) -> Iterator[list[Cell]]:
    """Turn the register into cells: no author, no moderator, no word of the text."""
    for one in lines:
        yield [
            one.id,
            one.decided_at.isoformat(timespec="seconds"),
            one.consultation,
            str(KINDS[one.kind]),
            str(RULINGS[one.verdict]),
            str(STATUSES[one.from_status]),
            str(STATUSES[one.to_status]),
            str(REASONS[one.reason]) if one.reason else "",
            one.rule_number,
            one.rule_title or default_title(one.rule_number),
            int(one.automatic),
            int(one.detected_automatically),
            int(one.on_appeal),
            int(one.contested),
            int(bool(one.reversed)),
            round((one.decided_at - one.waiting_since).total_seconds() / 3600, 1),
        ]
