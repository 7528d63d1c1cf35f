"""The secretariat's desk of the room: syntheses, their texts, their topics, what contributors say of them."""

from synthesis.desk import contests, edits, quotes, syntheses, texts, topics

BLUEPRINTS = (
    syntheses.blueprint,
    texts.blueprint,
    topics.blueprint,
    quotes.blueprint,
    edits.blueprint,
    contests.blueprint,
)
"""What `init_app` registers."""
