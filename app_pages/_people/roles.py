"""The roles as pages name them."""

from __future__ import annotations

from simulator.service.access import Role

ROLES: dict[Role, str] = {
    "assessor": "Assessor",
    "tutor": "Tutor",
    "iqa": "Internal quality assurer",
    "administrator": "Administrator",
}
"""The roles of staff; whoever joins with a class code is a learner."""
ALL_ROLES: dict[Role, str] = {"learner": "Learner", **ROLES}
