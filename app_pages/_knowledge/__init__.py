"""The panels of the knowledge pages."""
