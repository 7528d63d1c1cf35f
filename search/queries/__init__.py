"""Read what is searched, what waits to be filed, and the names of facets."""
