"""Who may do what: each operation of the services that names its actor, and which roles it lets in."""

from __future__ import annotations

from simulator.service.answer_sheets import AnswerSheets
from simulator.service.answers import Answers
from simulator.service.attempts import Attempts
from simulator.service.authoring import Authoring
from simulator.service.catalogue import Catalogue
from simulator.service.centre_rules import CentreRules
from simulator.service.deciding import Deciding
from simulator.service.erasing import Erasing
from simulator.service.erasing_words import ErasingWords
from simulator.service.everybody import Everybody
from simulator.service.evidence import Evidence
from simulator.service.gathering import Gathering
from simulator.service.importing import Importing
from simulator.service.installation import Installation
from simulator.service.learning import Learning
from simulator.service.observing import Observing
from simulator.service.packs import Packs
from simulator.service.papers import Papers
from simulator.service.people import People
from simulator.service.phrasings import Phrasings
from simulator.service.portfolio_files import PortfolioFiles
from simulator.service.portfolios import Portfolios
from simulator.service.profiles import Profiles
from simulator.service.questioning import Questioning
from simulator.service.records import Records
from simulator.service.registrations import Registrations
from simulator.service.session_sheets import SessionSheets
from simulator.service.studying import Studying
from simulator.service.todo import ToDos
from simulator.service.told_back import TellingBack
from simulator.service.trying import Trying
from simulator.service.usual_centre import UsualCentres

ROLES = ("learner", "assessor", "tutor", "iqa", "administrator", "wizard", None)
L, A, T, Q, ADMIN = "learner", "assessor", "tutor", "iqa", "administrator"

TABLE: dict[tuple[type, str], set[str]] = {
    (Attempts, "start"): {L},
    (Attempts, "running"): {L},
    (Attempts, "making_ready"): {L},
    (Attempts, "look"): {L},
    (Attempts, "act"): {L},
    (Attempts, "take_over"): {L},
    (Attempts, "finish"): {L},
    (Attempts, "save_draft"): {L},
    (Attempts, "drafts"): {L},
    (Attempts, "past"): {L},
    (Trying, "from_moment"): {L},
    (People, "add_staff"): {ADMIN},
    (People, "open_class"): {ADMIN, T, A},
    (People, "new_class_code"): {ADMIN, T, A},
    (Everybody, "listed"): {ADMIN},
    (Everybody, "somebody"): {ADMIN},
    (Everybody, "rename"): {ADMIN},
    (Everybody, "set_roles"): {ADMIN},
    (Everybody, "set_active"): {ADMIN},
    (Everybody, "give_password"): {ADMIN},
    (Everybody, "withdraw"): {ADMIN},
    (Everybody, "let_assess"): {ADMIN},
    (Everybody, "relieve"): {ADMIN},
    (People, "classes"): {ADMIN, T, A, Q},
    (People, "class_of"): {ADMIN, T, A, Q},
    (People, "members"): {ADMIN, T, A},
    (People, "class_views"): {ADMIN, T, A, Q},
    (People, "other_classes"): {ADMIN, T, A, Q},
    (People, "member_names"): {ADMIN, T, A},
    (People, "staff_names"): {ADMIN},
    (People, "staff"): {ADMIN},
    (Records, "debrief"): {L},
    (Records, "open_attempt"): {A},
    (Records, "queue"): {A},
    (Records, "release"): {A},
    (Records, "retag"): {A},
    (Records, "waiting"): {A},
    (Records, "judge"): {A},
    (Records, "unseen"): {A},
    (Evidence, "report"): {A},
    (Evidence, "centre_name"): {ADMIN},
    (Evidence, "name_centre"): {ADMIN},
    (Evidence, "printed"): {A},
    (Evidence, "logo"): {ADMIN},
    (Evidence, "keep_logo"): {ADMIN},
    (Learning, "offers"): {L},
    (Learning, "warm_up"): {L},
    (Learning, "tasks"): {L},
    (Learning, "shown_so_far"): {L},
    (Learning, "goal"): {L},
    (Learning, "keep_goal"): {L},
    (Learning, "set_task"): {A, T},
    (Learning, "to_set"): {ADMIN, A, T},
    (CentreRules, "register"): {ADMIN},
    (CentreRules, "assessors"): {ADMIN, Q},
    (CentreRules, "agree"): {ADMIN},
    (Portfolios, "view"): {L, A, Q},
    (Portfolios, "learners"): {A, Q},
    (Portfolios, "may_look"): {L, A, Q},
    (Portfolios, "overview"): {A, Q},
    (Portfolios, "part_of"): {L, A},
    (Gathering, "add_evidence"): {L, A},
    (Gathering, "change_evidence"): {L, A},
    (Gathering, "withdraw_evidence"): {L, A},
    (Gathering, "file"): {L, A, Q},
    (Gathering, "register_witness"): {A},
    (Gathering, "correct_witness"): {A},
    (Gathering, "plan"): {A},
    (Gathering, "review_plan"): {A},
    (Gathering, "answer_feedback"): {L},
    (Gathering, "declare"): {L},
    (Deciding, "decide"): {A},
    (Deciding, "decide_unit"): {A},
    (Deciding, "sign"): {L, A},
    (Deciding, "countersign"): {A},
    (Deciding, "unlock"): {Q},
    (PortfolioFiles, "matrix"): {L, A, Q},
    (Packs, "name_of"): {A, Q},
    (Packs, "pack"): {A, Q},
    (Packs, "renew_key"): {ADMIN},
    (Erasing, "erase_file"): {ADMIN, Q},
    (ErasingWords, "find"): {ADMIN},
    (ErasingWords, "erase"): {ADMIN},
    (UsualCentres, "of_learner"): {L},
    (UsualCentres, "of_class"): {A, T},
    (Importing, "take_in"): {ADMIN},
    (ToDos, "of"): {A},
    (ToDos, "of_learner"): {L},
    (Catalogue, "entries"): {L, A, T, Q, ADMIN},
    (Catalogue, "coverage"): {A, T, Q, ADMIN},
    (Catalogue, "standard"): {A, T, Q, ADMIN},
    (Installation, "reading"): {ADMIN},
    (Authoring, "files"): {A, T, ADMIN},
    (Authoring, "changed"): {A, T, ADMIN},
    (Authoring, "still_to_prove"): {A, T, ADMIN},
    (Authoring, "check_again"): {T, ADMIN},
    (Authoring, "explained"): {A, T, ADMIN},
    (Observing, "running"): {A},
    (Observing, "watch"): {A},
    (Observing, "take_back"): {A},
    (Observing, "to_take_back"): {A},
    (Observing, "mark"): {A},
    (Observing, "comments"): {A},
    (Observing, "drafted"): {A},
    (Observing, "set_blind_share"): {ADMIN, Q},
    (Observing, "still_blind"): {A},
    (Observing, "first_views"): {A},
    (Observing, "view_blind"): {A},
    (Observing, "give_feedback"): {A},
    (TellingBack, "of_call"): {L},
    (Papers, "mine"): {L},
    (Papers, "set_for_me"): {L},
    (Papers, "practise"): {L},
    (Papers, "take"): {L},
    (Papers, "look"): {L},
    (Papers, "write"): {L},
    (Papers, "check"): {L},
    (Papers, "hand_in"): {L},
    (Papers, "leave"): {L},
    (Answers, "waiting"): {A},
    (Answers, "open_paper"): {A},
    (Answers, "shown"): {L},
    (Answers, "checked"): {L},
    (Answers, "rule"): {A},
    (Answers, "release"): {A},
    (Answers, "enter"): {A},
    (Answers, "set_for"): {A, T},
    (Answers, "set_tasks"): {A, T},
    (Answers, "withdraw_task"): {A, T},
    (AnswerSheets, "printed"): {A},
    (Studying, "due"): {L},
    (Studying, "next_turn"): {L},
    (Questioning, "follow_ups"): {A},
    (Questioning, "record"): {A},
    (Questioning, "plans_for_discussion"): {A},
    (Deciding, "views_missing"): {A, Q},
    (SessionSheets, "check"): {A},
    (SessionSheets, "of"): {A},
    (Profiles, "write"): {L},
    (Profiles, "discuss"): {A},
    (Registrations, "keep_details"): {ADMIN},
    (Registrations, "keep_qualification"): {ADMIN},
    (Registrations, "quality_assurers"): {ADMIN},
    (Registrations, "of_learner"): {L, A, Q, ADMIN},
    (Registrations, "register"): {A, ADMIN},
    (Phrasings, "said"): {T},
    (Phrasings, "board"): {T},
    (Phrasings, "standing"): {T},
    (Phrasings, "last_standing"): {T},
    (Phrasings, "labels"): {T},
    (Phrasings, "own"): {T},
    (Phrasings, "near"): {T},
    (Phrasings, "weigh"): {T},
    (Phrasings, "accept"): {T},
    (Phrasings, "take_back"): {T},
    (Phrasings, "dismiss"): {T},
}
"""Which roles each operation that names its actor lets in."""

NO_ACTOR: dict[tuple[type, str], str] = {
    (Attempts, "server_was_down"): "said by the server to itself when it starts",
    (Attempts, "close_what_is_over"): "done by the server itself, by the clock",
    (Attempts, "time_and_next"): "computes from an attempt that its caller was handed already",
    (People, "claim_token"): "printed by the terminal; None once the installation is claimed",
    (People, "claim"): "shown by the token itself",
    (People, "join"): "shown by the class code",
    (People, "sign_in"): "shown by the password",
    (People, "sign_out"): "shown by the sign-in's own token",
    (People, "actor_of"): "shown by the sign-in's own token",
    (People, "change_password"): "shown by the sign-in's own token and the present password",
    (People, "confirm"): "shown by the actor's own password",
    (CentreRules, "standing_of"): "for callers that name their actor",
    (CentreRules, "agreements_for"): "for callers that name their actor",
    (Portfolios, "units"): "titles of the shipped units",
    (Portfolios, "dossier_of"): "for callers that have checked whose portfolio it is",
    (Portfolios, "events"): "for callers that have checked whose portfolio it is",
    (Packs, "public_key"): "handed to whoever verifies; no secret",
    (Observing, "blind_share"): "a number of the centre's, about nobody",
    (Observing, "bank"): "the comments of a shipped file",
    (People, "looks_after"): "answers yes or no about an actor",
    (Records, "findings_of"): "for callers that have checked whose attempt it is",
    (Records, "findings_counted"): "for callers that have checked whose attempt it is",
    (Records, "reviewed_of"): "for callers that have checked whose attempt it is",
    (Papers, "centres"): "names of the shipped or cloned centres",
    (Papers, "criteria"): "numbers of a unit's criteria",
    (Papers, "reports"): "titles and headings of reports; no key point",
    (Answers, "marked_of"): "for callers that have checked whose papers they are",
    (Answers, "practised"): "for callers that have checked whose papers they are",
    (Attempts, "go_on"): "for trying again, which has let its actor in and checked whose call it is",
    (Trying, "may_try"): "computes from a call that its caller was handed already",
    (Authoring, "standing"): "how a scenario's proof stands, about nobody",
    (Authoring, "prove_missing"): "done by the server itself when it starts",
    (Authoring, "why_not_assessed"): "a sentence about a scenario, about nobody",
    (Registrations, "details"): "the centre's number and site, about nobody",
    (Registrations, "qualification"): "numbers of a qualification, about no learner",
    (Registrations, "registered"): "for callers that have checked whose numbers they are",
    (Records, "names"): "names of a list that its caller was given",
}
"""Operations that take no actor, and why none is needed."""

SERVICES = (
    *(Attempts, Trying, People, Everybody, Records, Learning, Evidence, Phrasings),
    *(CentreRules, Portfolios, Gathering, Deciding, Observing, PortfolioFiles, ToDos, Packs),
    *(Erasing, ErasingWords, Importing, Catalogue, Authoring, UsualCentres, Installation),
    *(Papers, Answers, AnswerSheets, Studying, Questioning),
    *(Registrations, SessionSheets, TellingBack, Profiles),
)
