"""The ground floor: frozen values and the reading of data files. It imports nothing of the house."""
