"""A view -> bytes, in stable order."""
