"""Tell what someone wrote in a form from what the page put in it: a mark of each line offered comes back."""

from zlib import crc32


def marks_of(*texts: str) -> str:
    """Return a mark for each line of these texts, in one word that a form carries along."""
    return ".".join(sorted({_mark(line) for text in texts for line in _lines(text)}))


def is_offered(text: str, marks: str) -> bool:
    """Say whether every line of a text was offered by the page, so that nobody wrote any of it."""
    known = set(marks.split("."))
    return all(_mark(line) in known for line in _lines(text))


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _mark(line: str) -> str:
    return f"{crc32(' '.join(line.split()).encode()):x}"
