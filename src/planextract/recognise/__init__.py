"""Reading pages that are pictures: needs the extra `planextract[ocr]`, and is imported only where it is used."""
