"""Find the text a receipt speaks of, without telling anything of who wrote it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from consult.kit.db import session
from contributions.models import Contribution, Kind, Status
from contributions.queries.history import versions_of
from contributions.receipts import Receipt, receipt_of, receipt_of_version

_REFERENCE = re.compile(r"([PACS])(\d{1,9})", re.ASCII)
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_KINDS = {kind.value[0].upper(): kind for kind in Kind}


@dataclass(frozen=True)
class Checked:
    """A receipt that is ours: which version it speaks of, and where the text stands now."""

    receipt: Receipt
    text: Contribution

    @property
    def is_present_version(self) -> bool:
        """Say whether the text has not changed since."""
        return self.receipt.version == self.text.version


def check(reference: str, digest: str) -> Checked | None:
    """Return the receipt with this number and this hash, None when we gave no such receipt.

    A hash is found only by whoever has the words: the answer tells nothing to anyone else.
    """
    numbered, hashed = _REFERENCE.fullmatch(reference.strip().upper()), digest.strip().lower()
    if numbered is None or not _DIGEST.fullmatch(hashed):
        return None
    text = session.scalars(
        select(Contribution).where(
            Contribution.id == int(numbered[2]),
            Contribution.kind == _KINDS[numbered[1]],
            Contribution.status != Status.DRAFT,
        )
    ).one_or_none()
    if text is None:
        return None
    return next((Checked(one, text) for one in _receipts(text) if one.digest == hashed), None)


def _receipts(text: Contribution) -> Iterator[Receipt]:
    yield receipt_of(text)
    if text.version > 1:
        yield from (receipt_of_version(text, former) for former in versions_of(text))
