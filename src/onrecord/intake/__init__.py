"""Bytes from outside -> Report and Text; the one place where text is normalised."""
