"""Facts -> state: groups, lifecycle, conditions, balances, disputes; no I/O, no clock."""
