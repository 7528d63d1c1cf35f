"""Follow a consultation, a theme or a proposal, and be told what is new by mail.

The table stands under the room's queries; pages and jobs stand above them.
"""
