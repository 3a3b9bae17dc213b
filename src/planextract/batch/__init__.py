"""Parse many files in one run: name them, share them out to processes, and put their data together."""
