"""Read what moderation keeps: the queue, cases, flags, decisions, figures.

The queue is a query: a text waits because of its status and of what people say of it, never
because a row says so. Pages and exports share the same filters.
"""
