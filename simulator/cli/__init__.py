"""The terminal: what the screens can do, for a local administrator who never decides a criterion."""
