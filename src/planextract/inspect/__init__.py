"""Draw the intermediate results of the pipeline on a page, for tuning a profile."""
