"""Measure the analysis on real consultations that people read, tagged or grouped before us."""
