"""The block family: a numbered table for each project under its heading."""
