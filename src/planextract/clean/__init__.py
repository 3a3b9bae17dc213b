"""Keep the visible glyphs and rulings of a page, each once, and drop the rest with a reason."""
