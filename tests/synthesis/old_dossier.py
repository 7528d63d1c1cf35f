"""A small dossier as an earlier version wrote it: before groups, picks, the report of moderation and summaries."""

from pathlib import Path

OLD_DOSSIER = Path(__file__).parent / "data" / "old-dossier"
