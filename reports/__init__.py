"""Evidence documents, packs and charts made from plain values; it never reads the store or judges."""
