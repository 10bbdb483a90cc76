"""A small organisation, made in Python: the engine's tests lean on no shipped file."""

from simulator.model.organisation import Organisation

ROUTE = {"medium": "phone", "address": "01632 960500", "answers_within": 8}
CREW_SAYS = {
    "answers": "{call}, go ahead.",
    "acknowledges": ["{call}, mobile to {where}."],
    "asks": [
        {"id": "where", "says": "{call}, where do you want us?"},
        {"id": "hazard", "says": "{call}, any hazards?"},
    ],
    "refuses": "{call}, we cannot take that.",
    "on_the_way": "{call}, on the way to {where}.",
    "on_scene": "{call}, on scene at {where}.",
    "cannot_find": "{call}, we are at {where} and there is nothing here.",
    "clear": "{call}, clear.",
    "says_minutes": "{call}, {minutes} minutes.",
}


def _crew(name, kind, **more):
    return {
        "id": name,
        "call_sign": name.title(),
        "spoken": name.title(),
        "kind": kind,
        "service": kind,
        "skills": ["fire"],
        "base": "town",
        "crew": 4,
        "turnout": 20,
        "travel": {"town": 100, "far": 300},
        "needs": ["where"],
        "reached_by": ["radio", "data"],
    } | more


def organisation(**changes) -> Organisation:
    parts = {
        "id": "centre",
        "name": "Test Centre",
        "short": "Centre",
        "version": "1",
        "nation": "England",
        "reviewed": "2026-01-01",
        "review_due": "2027-01-01",
        "about": "A centre for tests.",
        "control_call_sign": "Control",
        "control_said_as": ["Control"],
        "reference_prefix": "TC",
        "postcode_area": "TT",
        "opening": {
            "salutations": ["Test Centre, where is it?"],
            "says_name": ["Test Centre"],
            "first_question": "ask_location",
            "clause": "1.1",
        },
        "services": [],
        "places": [
            {
                "id": "town",
                "name": "Testham",
                "area": "town",
                "kind": "urban",
                "postcode": "TT1",
                "streets": ["Larch Street", "Rowan Lane"],
            }
        ],
        "topics": [
            {"id": "where", "label": "Where", "field": "where"},
            {"id": "hazard", "label": "Hazards", "field": "hazards"},
        ],
        "chapters": [],
        "priorities": [
            {"id": p, "label": p, "meaning": p, "triggers": [], "start_within": 60, "clause": "2.1"}
            for p in ("P1", "P2", "P3")
        ],
        "log_form": [
            {"id": f, "label": f, "clause": "1.2"} for f in ("where", "what_happened", "hazards", "callback")
        ],
        "codes": {
            "incident_types": [{"id": "GAS", "label": "Gas leak"}],
            "statuses": [],
            "results": [],
            "prowords": [],
            "phonetic": [],
            "wording": [],
        },
        "directory": [
            {
                "id": "gas_network",
                "name": "Gas Network",
                "short": "Network",
                "said_as": ["Gas Network"],
                "handles": "gas",
                "number": "01632 960500",
                "routes": [ROUTE, {"medium": "email", "answers_within": 900}],
                "preferred": [],
                "needs": ["where", "hazard"],
                "attends": True,
                "arrives_within": 1200,
                "reference": "GN",
                "says": {
                    "answers": "Gas Network, go ahead.",
                    "acknowledges": ["Accepted for {where}. Our reference is {reference}."],
                    "asks": [
                        {"id": "where", "says": "Where is it?"},
                        {"id": "hazard", "says": "What are the hazards?"},
                    ],
                    "refuses": "We cannot take that.",
                    "will_attend": "We will attend within {minutes} minutes.",
                },
                "clause": "8.1",
            }
        ],
        "skills": [],
        "resources": [
            _crew("alpha1", "engine"),
            _crew("alpha2", "engine", starts="busy", free_after=200),
            _crew("gas3", "engineer", travel={"town": 60}),
        ],
        "crews_say": CREW_SAYS,
        "allocation": [],
        "escalation_levels": [
            {
                "id": "manager",
                "label": "Duty manager",
                "who": "The manager on duty",
                "answers_within": 20,
                "acknowledges": ["I have {incident}."],
                "asks": "What do you need from me?",
                "decides": "Carry on.",
                "clause": "7.1",
            }
        ],
        "escalation_triggers": [],
        "cards": [],
        "trees": [
            {
                "id": "gas",
                "title": "Gas",
                "starts": "inside",
                "nodes": [
                    {
                        "id": "inside",
                        "ask": "Is anyone inside?",
                        "yes": "alone",
                        "no": "routine",
                        "not_known": "alone",
                        "clause": "4.1",
                    },
                    {
                        "id": "alone",
                        "ask": "Can they leave?",
                        "yes": "routine",
                        "no": "danger",
                        "not_known": "danger",
                        "clause": "4.1",
                    },
                ],
                "outcomes": [{"id": "danger", "text": "P1"}, {"id": "routine", "text": "P2"}],
            }
        ],
        "conventions": [],
        "medium_choice": [],
    }
    known = Organisation.model_fields
    return Organisation.model_validate({k: v for k, v in (parts | changes).items() if k in known})
