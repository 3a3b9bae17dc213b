"""Printed texts to values."""
