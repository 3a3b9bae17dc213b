"""What a reader of the page sees, each thing once."""
