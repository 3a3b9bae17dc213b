"""Shows what the pipeline saw on a page, for whoever tunes a profile."""
