"""How much longer a learner's limits are, by how fast they type: stated once, for the service and the proof.

The centre's limits are meant for people who speak. Nobody types as fast as they speak, so limits hold as they
are written from a speed on at which every scenario is proved to leave time enough, and are stretched in
proportion for whoever is slower. It measures nobody and grants nothing.
"""

USUAL_PACE = 5.5
"""Characters a second (66 words a minute), thinking included, from which limits hold unstretched."""
MOST_STRETCH = 4.2
"""Nobody's limits are longer than so many times: it reaches those who type 1.3 characters a second."""


def stretch_for(pace: float) -> float:
    """Return how many times longer limits are for somebody who types ``pace`` characters a second."""
    if pace >= USUAL_PACE:
        return 1.0
    return MOST_STRETCH if pace * MOST_STRETCH <= USUAL_PACE else round(USUAL_PACE / pace, 2)
