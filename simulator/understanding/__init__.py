"""The reader: one utterance in, one reading out.

Says which acts a typed line holds and why. Pure and deterministic: it never asks a clock, chance or a
network, never decides what a caller answers and never marks anything (DESIGN section 8).
"""
