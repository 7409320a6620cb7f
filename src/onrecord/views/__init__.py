"""Typed answers, every line with its evidence; nothing of HTML, files or SQL."""
