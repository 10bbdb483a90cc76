"""The parts of the portfolio page: matrix, one criterion, evidence, plans and feedback, signing off."""
