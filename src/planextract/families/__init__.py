"""Layout families, each of which turns the pages of one kind of plan into a raw plan."""
