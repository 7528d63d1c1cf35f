"""Let people judge a dossier by hand: sentences drawn at random, and what two readers make of them."""
