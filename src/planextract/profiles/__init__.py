"""YAML profiles, which describe layouts, and the vocabularies of milestones."""
