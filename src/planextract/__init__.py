"""planextract."""
