"""The panels of the assessor's page about answers."""
