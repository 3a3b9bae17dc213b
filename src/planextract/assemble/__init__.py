"""Lines and tables to projects."""
