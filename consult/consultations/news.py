"""Announce the passages of a consultation, after commit, to wake or clear; never to write."""

from blinker import NamedSignal, signal

consultation_published: NamedSignal = signal("consultation.published")
"""A consultation has become public: `consultation_id`, `slug`."""

consultation_withdrawn: NamedSignal = signal("consultation.withdrawn")
"""A public consultation went back to its desk before it began: `consultation_id`, `slug`."""

consultation_closed: NamedSignal = signal("consultation.closed")
"""A consultation is closed for good: `consultation_id`, `slug`."""

phase_opened: NamedSignal = signal("consultation.phase_opened")
"""A phase has begun: `consultation_id`, `slug`, `phase_id`."""

phase_closed: NamedSignal = signal("consultation.phase_closed")
"""A phase has ended: `consultation_id`, `slug`, `phase_id`."""
