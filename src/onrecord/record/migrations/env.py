"""Alembic looks for this file; the steps are run by `upgrading.upgrade`, not from here."""
