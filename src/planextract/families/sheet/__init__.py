"""The sheet family: a group of labels and values for each project."""
