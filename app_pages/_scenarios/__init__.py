"""The parts of the tutor's Scenarios page."""
