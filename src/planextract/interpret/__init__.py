"""Interpret printed texts as values of the published data."""
