"""Put a text before the public with some of its words masked, keep the original for staff, and give it back."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from consult.kit.db import session, upsert
from consult.kit.errors import Invalid
from consult.kit.text.slugs import slugify
from contributions.models import Contribution, Proposal, Source, Version
from contributions.queries.history import versions_of
from contributions.wording import brought
from moderation.masking import absent, masked
from moderation.models import MaskedText
from moderation.queries.masked import originals_of

TITLE_LENGTH, LABEL_LENGTH = 300, 400


def mask_words(contribution: Contribution, words: Sequence[str]) -> None:
    """Mask these words in a text and in its former versions; the originals stay, for staff alone.

    Raises `Invalid` when there is none, or when the text does not hold one of them.
    """
    if not words:
        raise Invalid(_l("Écrivez les mots à masquer, un passage par ligne."), "masked")
    missing = absent(_words_of(contribution), words)
    if missing:
        raise Invalid(
            _l(
                "Recopiez les mots comme ils sont écrits\u00a0: «\u00a0%(words)s\u00a0» n’est pas dans ce texte.",
                words=missing[0],
            ),
            "masked",
        )
    for version in versions_of(contribution):
        _mask_version(version, words)
    _keep(contribution.id, contribution.version, _heading(contribution), contribution.source)
    _write(contribution, masked(_heading(contribution) or "", words), masked(contribution.source, words))
    session.flush()


def present_words(contribution: Contribution, words: Sequence[str]) -> list[str]:
    """Return those of these passages that a text holds."""
    missing = set(absent(_words_of(contribution), words))
    return [one for one in words if one not in missing]


def give_back(contribution: Contribution) -> bool:
    """Put the original words back in a text and its versions, and say whether any were masked."""
    originals = {one.version: one for one in originals_of(contribution)}
    if not originals:
        return False
    for version in versions_of(contribution):
        if version.number in originals:
            version.title, version.source = originals[version.number].title, originals[version.number].source
    if present := originals.get(contribution.version):
        _write(contribution, present.title or "", present.source)
    session.flush()
    session.execute(delete(MaskedText).where(MaskedText.contribution_id == contribution.id))
    return True


def _words_of(contribution: Contribution) -> str:
    return f"{_heading(contribution) or ''}\n{contribution.source}"


def _mask_version(version: Version, words: Sequence[str]) -> None:
    title, source = masked(version.title or "", words), masked(version.source, words)
    if (title, source) != (version.title or "", version.source):
        _keep(version.contribution_id, version.number, version.title, version.source)
        version.title, version.source = title[:TITLE_LENGTH] or None, source


def _keep(contribution_id: int, version: int, title: str | None, source: str) -> None:
    """Keep the words of a version unless an earlier decision already did: the first are the original."""
    row = {"contribution_id": contribution_id, "version": version, "title": title, "source": source}
    session.execute(upsert(MaskedText).values(row).on_conflict_do_nothing())


def _heading(contribution: Contribution) -> str | None:
    if isinstance(contribution, Proposal):
        return contribution.title
    return contribution.label if isinstance(contribution, Source) else None


def _write(contribution: Contribution, heading: str, source: str) -> None:
    for name, value in brought(source).columns().items():
        setattr(contribution, name, value)
    if isinstance(contribution, Proposal):
        contribution.title = heading[:TITLE_LENGTH]
        contribution.slug = slugify(contribution.title, fallback="proposition")
    elif isinstance(contribution, Source):
        contribution.label = heading[:LABEL_LENGTH]
