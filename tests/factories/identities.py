"""Write what a region says of itself."""

from consult.identity.operations import IdentityDraft

WRITTEN = {
    "name": "Région Bretagne",
    "site_name": "La Bretagne demande",
    "accent": "#0055a4",
    "contact_email": "participer@bretagne.example.fr",
}


def draft_of(**values: str) -> IdentityDraft:
    """Return an identity with honest defaults."""
    return IdentityDraft(**{**WRITTEN, **values})
