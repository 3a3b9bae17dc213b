"""The list family: tables with one row per project."""
