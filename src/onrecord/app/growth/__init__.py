"""What newly read reports change of the derived tables, without working out the whole record."""
