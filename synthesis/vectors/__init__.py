"""Sentence vectors kept beside published texts: the worker computes them, so that topics gather meanings too."""
