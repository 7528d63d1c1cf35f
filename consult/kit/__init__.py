"""Hold what every room needs and no word of the domain.

A module here could serve another public service unchanged. It never imports a room.
What a room needs from a later one is a registry or a protocol found here.
"""
