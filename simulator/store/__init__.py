"""Durable records, people and decisions: the only floor that knows SQL; it never judges."""
