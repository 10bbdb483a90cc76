"""Training of the sentence encoder, by hand: pool, episodes, the run itself. No part of the app."""
