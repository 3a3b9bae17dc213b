"""Read PDF files with PDFium, the default engine."""
