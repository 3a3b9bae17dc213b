"""The block family: plans with a numbered table for each project under its heading."""
