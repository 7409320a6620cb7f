"""New annotations and candidates -> proposals, by visible features with weights and reasons.

Knows nothing of storage, of past decisions, or of the thresholds at which a proposal is accepted.
"""
