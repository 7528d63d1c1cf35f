"""Pure analysis: a frozen corpus goes in, frozen findings come out, with no clock and no database."""
