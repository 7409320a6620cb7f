"""Parse a request, one call into app or views, print."""
