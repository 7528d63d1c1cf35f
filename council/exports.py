"""The files of a transmission as they are offered to the members: what each is for, frozen as it was sent."""

from flask import url_for

from council.models import Transmission, TransmittedFile
from council.queries.transmissions import files_of
from synthesis.exports import KINDS, Download, size_label


def frozen_downloads(transmission: Transmission) -> list[Download]:
    """Return the frozen files, the most useful first."""
    known = [row for row in files_of(transmission) if row.name in KINDS]
    return [_download(row) for row in sorted(known, key=lambda row: KINDS[row.name].order)]


def _download(row: TransmittedFile) -> Download:
    kind = KINDS[row.name]
    url = url_for("council_desk.download", transmission_id=row.transmission_id, name=row.name)
    return Download(kind.label, url, kind.format, size_label(row.size))
