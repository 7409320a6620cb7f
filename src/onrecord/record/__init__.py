"""The append-only store: one contract; SQLite embedded, PostgreSQL when outgrown.

Knows nothing of what rows mean beyond id, kind and spans.
"""
