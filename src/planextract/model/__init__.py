"""Define the types that flow through the pipeline; `plan` contains the published ones."""
