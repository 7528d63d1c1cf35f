"""What a person changed as a JSON file, so that anyone can compute the same synthesis again."""

from json import dumps, loads

from synthesis.analysis.codec import plain, typed
from synthesis.composer.changes import Change
from synthesis.composer.corrections import Contested
from synthesis.composer.edits import AddedIntroduction, Edits, Replacement


class UnreadableEditsError(ValueError):
    """A file of edits this program did not write."""


def edits_to_json(edits: Edits) -> bytes:
    """Write edits as UTF-8 JSON, keys sorted; changes keep their order, which matters."""
    kept = {
        "replacements": {edit.claim_id: edit.text for edit in edits.replacements},
        "about": {edit.claim_id: list(edit.about) for edit in edits.replacements if edit.about},
        "days": {
            **{edit.claim_id: edit.on for edit in edits.replacements if edit.on},
            **{edit.section_id: edit.on for edit in edits.introductions if edit.on},
        },
        "introductions": {edit.section_id: edit.text for edit in edits.introductions},
        "changes": [plain(change) for change in edits.changes],
        "contested": plain(edits.contested),
        "order": list(edits.order),
    }
    return (dumps(kept, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def edits_from_json(content: bytes) -> Edits:
    """Read what `edits_to_json` wrote; raise `UnreadableEditsError` for anything else."""
    try:
        kept = loads(content)
        about = kept.get("about", {})
        days = {name: typed(str, day) for name, day in kept.get("days", {}).items()}
        return Edits(
            tuple(
                Replacement(name, text, typed(tuple[str, ...], about.get(name, [])), on=days.get(name, ""))
                for name, text in sorted(kept["replacements"].items())
            ),
            tuple(
                AddedIntroduction(name, text, on=days.get(name, ""))
                for name, text in sorted(kept["introductions"].items())
            ),
            tuple(typed(Change, change) for change in kept.get("changes", ())),
            typed(Contested, kept.get("contested", {})),
            typed(tuple[int, ...], kept.get("order", [])),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise UnreadableEditsError(f"unreadable edits: {fault}") from fault
