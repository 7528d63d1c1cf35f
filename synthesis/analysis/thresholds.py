"""Numbers that both the figures and the ranks rest on."""

FEWEST_VOTES = 10
"""Votes under which a proposal is neither ranked nor said to be supported or disputed."""
