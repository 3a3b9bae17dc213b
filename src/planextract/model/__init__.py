"""The types that flow through the pipeline; `plan` holds the published ones."""
