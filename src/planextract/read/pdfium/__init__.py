"""The reader that uses PDFium."""
