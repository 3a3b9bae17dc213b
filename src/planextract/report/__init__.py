"""One HTML file in which a person compares a plan's data with its pages."""
