"""Measure the detectors on annotated texts, on civil answers, and on texts built where nobody annotated any.

`whole.evaluate` runs every measure on the sets a folder holds; `table` writes them for the documentation.
"""
