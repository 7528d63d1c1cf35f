"""Bring in a consultation held elsewhere: one reader per format, one writer for all.

A reader turns files into the frozen rows of `rows`, saying line by line what it leaves out.
The writer keeps those rows, and writes nothing the second time.
"""
