"""Incident Call Simulator: practise and assess unit 234 by taking scripted incident calls."""

__version__ = "0.1.0"
