"""Announce the passages of a synthesis, after commit, to wake or clear; never to write."""

from blinker import NamedSignal, signal

synthesis_built: NamedSignal = signal("synthesis.built")
"""A draft is ready for the secretariat: `synthesis_id`, `consultation_id`."""

synthesis_validated: NamedSignal = signal("synthesis.validated")
"""Someone signed a synthesis off: `synthesis_id`, `consultation_id`."""

synthesis_published: NamedSignal = signal("synthesis.published")
"""A synthesis has become public, for good: `synthesis_id`, `consultation_id`."""
