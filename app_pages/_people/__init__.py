"""Parts of the classes page that only administrators see: taking a pack in, the centre's logo."""
