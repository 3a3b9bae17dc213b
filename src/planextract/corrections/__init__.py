"""What people correct by hand after comparing the data with the printed page."""
