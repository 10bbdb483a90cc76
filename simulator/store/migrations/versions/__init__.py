"""One file for each change of the tables, in order, never edited once released."""
