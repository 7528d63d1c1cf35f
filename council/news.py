"""Announce what the council receives and publishes, after commit, to wake or clear; never to write."""

from blinker import NamedSignal, signal

synthesis_transmitted: NamedSignal = signal("council.synthesis_transmitted")
"""A synthesis has been sent to a council: `transmission_id`, `consultation_id`."""

opinion_published: NamedSignal = signal("council.opinion_published")
"""A council has made its opinion public: `opinion_id`, `consultation_id`."""
