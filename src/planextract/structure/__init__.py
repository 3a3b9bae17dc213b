"""Structure of a document that every layout family shares: running heads, repeats, coverage."""
