"""Records become findings that cite their events; it never writes a decision."""
