"""One text -> annotations and findings; a pure function, a table of stages.

Knows nothing of other reports, of the record, or of people's decisions.
"""
