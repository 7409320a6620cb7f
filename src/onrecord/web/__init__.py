"""The record in a browser: parse a request, one call into app, a template over the answer."""
