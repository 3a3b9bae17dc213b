"""Reading pages that are pictures: needs the extra `planextract[ocr]`, imported only where it is used."""
