"""Recognise Japanese numbers, years and codes, independently of any layout of a plan."""
