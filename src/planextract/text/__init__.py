"""A plan that survives only as text: no positions, reading order broken, pages repeated."""
