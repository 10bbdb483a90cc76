"""Utterances become readings; deterministic and offline, it never decides what a reading is worth."""
