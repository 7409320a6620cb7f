"""Adapters to taggers; they know strings and offsets, none of our words."""
