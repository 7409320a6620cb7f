"""The steps from one form of the record to the next, and their running.

A step never imports the present tables: it says in its own words what it did, for ever.
"""
