"""Notice what a moderator may want to read sooner; decide nothing.

Each detector is a pure function of an `Examined` text that returns a `Finding` or nothing; `detect`
runs them all. Anger is not abuse: what a detector lets pass is chosen on real civic answers.
"""
