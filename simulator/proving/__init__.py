"""Learners made of rules, who play through the same door as a person. Nothing here marks or decides."""
