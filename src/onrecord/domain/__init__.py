"""The words of the trade as frozen types; standard library only.

Nothing here knows who finds, stores or shows a thing. One word names one thing (`docs/words.md`).
"""
