"""Readings and records against gold: exact, overlap, by kind."""
