"""Step 5: what a consultation said, computed from its published contributions and checkable line by line.

`analysis` turns a frozen corpus into figures, topics and quotes; `composer` arranges them in one document.
`formats` writes that document as HTML, PDF, ODT, JSON and CSV, the same bytes for the same data.
"""

from flask import Flask


def init_app(app: Flask) -> None:
    """Join the application."""
