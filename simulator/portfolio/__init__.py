"""What follows from a portfolio record: how it stands, what counts, what is missing; pure."""
