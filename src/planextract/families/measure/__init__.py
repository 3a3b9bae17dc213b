"""The measure family: a table for each measure, with a row per project and a column per year."""
