"""What made-up people write in the portfolios of the demonstration; every incident in it is made up too."""

from __future__ import annotations

SHIFTS: tuple[tuple[int, str, str, str], ...] = (
    (18, "Gas smell at a school", "gas escape", "Asked for the address first and read it back."),
    (
        15,
        "Lorry over on the bypass",
        "road collision",
        "Two callers at once; put the second on hold and said so.",
    ),
    (9, "Smoke in a stairwell", "fire", "Kept the caller on the line until the crew was at the door."),
)
"""Days ago, title, sort of incident, and a sentence of what was seen."""
REASONS = {
    "1.1": "Even voice in all three calls, also when the second caller in the bypass call shouted.",
    "1.2": "One question at a time; the stairwell caller was led back twice from her neighbour's story.",
    "1.3": "Every field filled while listening; the address stands as it was read back, in all three logs.",
    "1.4": "Priority set within the minute each time, and raised in the bypass call when the fuel was named.",
    "1.5": "The crew got place, number of people and the hazard in one breath; nothing was asked again.",
    "1.6": "Kept to the cards: get out, no switches, stay low. No promise of a time.",
    "1.7": "Handed up when the second road closed and when the cylinder was named, with the reason.",
    "2.1": "Told the gas network and the county by the route in the directory, and noted their references.",
    "2.2": "Radio to the crew on the way, telephone to the control rooms; data only for the long address.",
    "2.3": "Call signs and prowords on the radio, whole sentences on the telephone, as the convention asks.",
    "3.1": "Names all four services of the centre and who each is for.",
    "3.2": "Ties data protection and health and safety to what is done at the desk, not a list of laws.",
    "3.3": "Walks through the flooding tree and says what it is for: the same question in the same order.",
    "3.4": "Matches need to resource by the table, and says what is done when the nearest is out.",
    "3.5": "Gave the three levels with a trigger for each, from cases of the centre's own.",
    "3.6": "Says plainly what is not told to a caller, and why: no treatment, no way back inside, no time.",
    "3.7": "Used six of the centre's phrases and four codes correctly, and spelt a postcode.",
    "3.8": "Gives number and base of each sort of crew, and who is called when they are all out.",
}
"""What the assessor wrote under each decision of the complete portfolio."""
ASKED: dict[str, tuple[str, str]] = {
    "3.1": (
        "What does your centre do for people who report an incident?",
        (
            "We take the report at any hour, send our own wardens and boats, tell the fire service "
            "and the gas network where it is theirs, and ring back until it is closed. Flood warnings "
            "are the fourth thing."
        ),
    ),
    "3.2": (
        "Which laws change what you do at your desk, and how?",
        (
            "Data protection: I write down what the crew needs and no more, and I don't give the "
            "caller's number to a neighbour. Health and safety: I tell the crew of the cylinder "
            "before they go in, always."
        ),
    ),
    "3.3": (
        "Take me through a decision tree that you have used. What is it for?",
        (
            "The flooding one. Is anybody cut off, is the water rising, is there electricity under "
            "it. It is so that everybody asks the same things in the same order, also at four in the "
            "morning."
        ),
    ),
    "3.4": (
        "How do you know what to send?",
        (
            "By the table: what the place needs, then the nearest that has it. A boat for anybody cut "
            "off, two wardens for a road. If the nearest is out I take the next one and tell the "
            "shift leader."
        ),
    ),
    "3.5": (
        "When do you hand an incident up, and to whom?",
        (
            "To the shift leader when there are more than two calls for one place or a road closes. "
            "To the duty manager when somebody is missing. To the county when we have nothing left to "
            "send."
        ),
    ),
    "3.6": (
        "What may you not tell a caller?",
        (
            "Nothing about treatment, that is the ambulance. Never to go back inside. And no time of "
            "arrival, because if it is wrong they wait where they should have left."
        ),
    ),
    "3.7": (
        "Which wording and codes do you use here? Give me some.",
        (
            "Control, go ahead. Received. Repeat all after. Stand by. Then F2 for rising water, R1 "
            "for a road closed, M for a missing person, C for closed. Postcodes I spell: Whisky X-ray "
            "three."
        ),
    ),
    "3.8": (
        "What is there to send, and how much of it?",
        (
            "Two boats at the harbour, six wardens in three vans, one of them at the north yard, and "
            "a pump trailer. When all of it is out, the county sends theirs; that takes them about "
            "forty minutes."
        ),
    ),
}
"""What was asked of each criterion of outcome 3 about the made-up centre Harbour Line, and the answer."""
LOG_FILE = b"02:14 call answered\n02:15 address read back\n02:17 crew told of the cylinder\n02:31 closed\n"
