"""What is noticed about the manner of a line."""

from functools import cache

import pytest

from simulator.model.reading import DialogueContext
from simulator.understanding.manner import MANNERS
from simulator.understanding.reader import Reader, fit_reader
from tests.understanding.banks import shared_acts

CONTEXT = DialogueContext(
    caller_name="Dilys Okafor", told_words=("14 Tanners Row, Aldermouth", "01632 960118")
)


@cache
def reader() -> Reader:
    """Return a reader that knows the shared acts alone."""
    return fit_reader(shared_acts())


@pytest.mark.parametrize(
    ("line", "manner"),
    [
        ("could you please tell me your name", "polite"),
        ("I'm so sorry to hear that", "empathy"),
        ("you're doing really well", "empathy"),
        ("shut up and listen", "rude"),
        ("what the fuck are you doing", "profanity"),
        ("why didn't you ring sooner", "blame"),
        ("oh well done genius", "sarcasm"),
        ("what's the ETA to the RVP", "jargon"),
        ("calm down", "false_reassurance"),
        ("you'll be fine", "false_reassurance"),
        ("they will be with you in ten minutes", "promise"),
        ("I promise", "promise"),
        ("what's your name, where are you and who is there", "stacked_questions"),
        ("where are you and what's your name", "stacked_questions"),
        ("where are you and can you tell me what happened", "stacked_questions"),
        ("Is he awake? Is he breathing? Is he bleeding?", "stacked_questions"),
        ("Any casualties? Can you lip-read? Are there cables down?", "stacked_questions"),
        ("are you in the car or out of it? is anyone hurt?", "stacked_questions"),
        ("are you in the car or out of it, is anyone hurt", "stacked_questions"),
        ("I'll send someone. is he breathing and is he awake?", "stacked_questions"),
        ("Is he awake? Is he breathing?", "stacked_questions"),
        ("which room are you in and is the door locked?", "stacked_questions"),
        ("How long have you been there and are you hurt?", "stacked_questions"),
        ("you left the gas on, didn't you?", "leading_question"),
        ("so he hit you, right?", "leading_question"),
        ("youre safe arent you", "leading_question"),
        ("you didn't leave the gas on did you?", "leading_question"),
        ("youll be ok", "false_reassurance"),
        ("theyll be ok", "false_reassurance"),
        ("wtf", "profanity"),
        ("F**king hell", "profanity"),
        ("I'm going to ask you a few questions", "signpost"),
        ("Dilys, listen to me", "uses_name"),
        ("so that's 14 Tanners Row", "read_back"),
        ("14 Tanners Row, what's the postcode?", "read_back"),
        ("so you're at Tanners Row, 2 of you", "read_back"),
        ("oh one six three two nine six oh one one eight, is that right?", "read_back"),
    ],
)
def test_a_manner_is_noticed(line, manner):
    assert manner in reader().read(line, CONTEXT).manner


@pytest.mark.parametrize(
    ("line", "manner"),
    [
        ("what is your name", "stacked_questions"),
        ("Which floor and which room", "stacked_questions"),
        ("what's the address and which floor is it?", "stacked_questions"),
        ("What time did you fall, how long have you been on the floor?", "stacked_questions"),
        ("ok and whos your supplier for the care system, do you know", "stacked_questions"),
        ("that's 14 Larch Street, is that right", "stacked_questions"),
        ("Does your dad have any medical equipment, oxygen say?", "stacked_questions"),
        ("Is there anybody with you, a neighbour maybe?", "stacked_questions"),
        ("Does she answer you when you talk to her?", "stacked_questions"),
        ("is he awake? can he answer u", "stacked_questions"),
        ("whats your name and number", "stacked_questions"),
        ("is there any smoke or fuel about", "stacked_questions"),
        ("is he hurting anyone, is anybody hurt", "stacked_questions"),
        ("How high up was he when he came off that ladder?", "stacked_questions"),
        ("Is this the gentleman outside number 58, who's sat on the step?", "stacked_questions"),
        ("Are you outside, or are you still in the house?", "stacked_questions"),
        ("Has the woman managed to get out, or is she still stuck?", "stacked_questions"),
        ("Which bit of it, any junctions or landmarks near, a pub or a bridge?", "stacked_questions"),
        ("wheres the gas meter, is it in a cellar?", "stacked_questions"),
        ("Do you know what happened to him dear, did he fall?", "stacked_questions"),
        ("Is the van driver ok, is she breathing ok?", "stacked_questions"),
        ("is it you whos hurt?", "stacked_questions"),
        ("could you wait at the end of the row to show the engine where to go", "stacked_questions"),
        ("I'll get help. Can you stay with him and keep watching his breathing?", "stacked_questions"),
        ("What does the red writing say please, can you read it to me?", "stacked_questions"),
        ("whats on the label, could you spell that for me", "stacked_questions"),
        ("where are you, can you tell me", "stacked_questions"),
        ("ok whereabouts is that exactly, what's the nearest road?", "stacked_questions"),
        ("Where are you? Which road is that?", "stacked_questions"),
        ("what car are you in, whats the reg?", "stacked_questions"),
        ("who are you then, whats your name and number?", "stacked_questions"),
        ("what was she wearing and what does she look like?", "stacked_questions"),
        ("who might she be with? boyfriend or anyone older?", "stacked_questions"),
        ("which way in is best for the crew, is there a gap in the fence?", "stacked_questions"),
        ("does he have a weapon, yes or no? is it a knife?", "stacked_questions"),
        ("Hello? Are you still there? What's happening now?", "stacked_questions"),
        ("how can I help? what's the address?", "stacked_questions"),
        ("can he hear you? if he can just say yes or no", "stacked_questions"),
        ("make sure it is safe before you go", "false_reassurance"),
        ("I can't say when they will arrive", "promise"),
        ("help has been sent", "promise"),
        ('did he say "fuck off" to you', "profanity"),
        ("is that 15 Tanner Street", "read_back"),
        ("so 41 tanners row", "read_back"),
        ("fifteen tanners row", "read_back"),
        ("so 4 Tanners Row", "read_back"),
        ("which end of Tanners Row are you", "read_back"),
        ("you go out the back, right?", "leading_question"),
        ("you stay there, okay?", "leading_question"),
        ("flat f off the main road", "profanity"),
        ("press c# then and the code b##1", "profanity"),
        ("where is the scrapyard", "profanity"),
        ("yeah right where is it", "sarcasm"),
        ("is he alright", "false_reassurance"),
        ("Stay in the bathroom with the bolt on and be quiet", "rude"),
        ("is it methane gas?", "jargon"),
        ("is your mum called dob", "jargon"),
        ("you should have a card with the number on it", "blame"),
        ("I am sure it is number 14", "false_reassurance"),
        ("don't worry about the door, leave it open", "false_reassurance"),
        ("the prick of the needle, did it hurt you", "profanity"),
    ],
)
def test_a_manner_is_not_imagined(line, manner):
    assert manner not in reader().read(line, CONTEXT).manner


def test_what_ends_one_thing_told_and_begins_the_next_was_never_told_running():
    told = DialogueContext(told_words=("It's by the old chapel", "Lane Farm is where my mum lives"))
    assert "read_back" in reader().read("so that's the old chapel", told).manner
    assert "read_back" in reader().read("Lane Farm, got that", told).manner
    assert "read_back" not in reader().read("is that chapel lane", told).manner


def test_jargon_is_no_fault_on_the_radio():
    said = "Delta One, your ETA please"
    assert "jargon" in reader().read(said).manner
    assert "jargon" not in reader().read(said, DialogueContext(addressed="responder")).manner


def test_every_manner_named_is_in_the_published_list():
    assert len(set(MANNERS)) == len(MANNERS) == 16
    assert set(reader().read("please shut up, calm down", CONTEXT).manner) <= set(MANNERS)


@pytest.mark.parametrize(
    "line",
    [
        "Have you hurt yourself at all, love?",
        "That's good to hear, my darling",
        "Okay my love, that bump matters because of your tablets",
        "Keep those eyes open sweetheart, they are coming",
        "bye bye love",
        "thanks hun",
        "Love, can you hear me?",
        "right then duck, which room are you in",
        "whats ur name love?",
        "good girl keep them open",
        "who am I talking to, love?",
        "what's it called up there, dear",
    ],
)
def test_a_pet_name_by_which_somebody_is_called_is_noticed_and_is_no_rudeness(line):
    noticed = reader().read(line, CONTEXT).manner
    assert "pet_name" in noticed
    assert "rude" not in noticed


@pytest.mark.parametrize(
    "line",
    [
        "I would love to help you",
        "there's nothing I'd like more, love to help",
        "Oh dear, I am sorry you have had a slip",
        "Have you any pets in the house?",
        "Is your dog a love?",
        "my dear old mother had the same",
        "Is there any honey on the floor",
        "we love to hear from you",
        "is the girl any good at keeping still?",
        "what is the budgie called, is it a hen",
    ],
)
def test_a_word_that_calls_nobody_is_no_pet_name(line):
    assert "pet_name" not in reader().read(line, CONTEXT).manner


def test_naming_what_was_meant_before_a_question_is_no_second_question():
    noticed = reader().read("What you've got on paper. Is there a printed register?", CONTEXT).manner
    assert "stacked_questions" not in noticed


@pytest.mark.parametrize(
    "line",
    [
        "Another line's ringing Deborah, I'll be quiet a moment and then come back",
        "keep down and try to be quiet so he can't hear you",
        "If he comes up just be quiet and leave the phone on",
        "hide somewhere and stay low, be quiet",
        "be quiet until the officers shout",
        "I've asked them to hurry up for you",
        "are you deaf, would you rather type?",
        "what's wrong with you love, are you in pain?",
        "did you get lost on the way?",
        "how many of you people are in the coach?",
        "I need you to stop shouting",
        "please stop shouting, I can't hear you",
        "tell him to stop shouting",
        "has the baby stopped crying",
        "hurry up and get out of there",
        "nobody thinks you're stupid",
    ],
)
def test_what_only_looks_rude_is_held_against_nobody(line):
    assert "rude" not in reader().read(line, CONTEXT).manner


@pytest.mark.parametrize(
    "line",
    [
        "be quiet and listen",
        "just be quiet",
        "hurry up",
        "get lost",
        "you people",
        "stop shouting",
        "will you stop crying",
        "stop being so hysterical",
        "pack it in",
        "zip it",
    ],
)
def test_what_is_said_to_somebodys_face_is_rude(line):
    assert "rude" in reader().read(line, CONTEXT).manner


ANSWERED = DialogueContext(last_words="He's out now, we're all on the pavement")
NO_ANSWER = DialogueContext(last_words="I don't know, I can't remember")


@pytest.mark.parametrize(
    "line",
    [
        "give me the bloody address",
        "what's the bloody address then",
        "bloody address",
        "stop the damn car",
        "where the hell are you",
        "tell me your sodding name",
        "f*** off",
        "fck off",
        "f off",
        "ffs answer me",
        "you w****r",
    ],
)
def test_swearing_in_what_is_asked_of_a_caller_is_aimed_at_them(line):
    assert {"profanity", "rude"} <= set(reader().read(line, ANSWERED).manner)


@pytest.mark.parametrize(
    "line",
    [
        "sorry, this bloody keyboard",
        "bloody hell that sounds bad",
        "what the hell happened",
        "the line is crap",
    ],
)
def test_swearing_at_nobody_is_no_rudeness(line):
    noticed = reader().read(line, ANSWERED).manner
    assert "profanity" in noticed
    assert "rude" not in noticed


@pytest.mark.parametrize(
    "line",
    [
        "has she got a bloody nose",
        "is his nose bloody or just bruised",
        "where is the bloody towel",
        "he called you a bitch?",
        "did he say 'bitch'",
        "did he tell you to fuck off",
        "you said the bloody thing fell",
    ],
)
def test_blood_and_the_words_of_others_are_no_swearing(line):
    assert not {"profanity", "rude"} & set(reader().read(line, ANSWERED).manner)


def test_a_callers_own_word_may_be_repeated():
    said = DialogueContext(last_words="It's the bloody dog, he's got hold of her")
    assert not {"profanity", "rude"} & set(reader().read("where is the bloody dog now", said).manner)
    assert "rude" in reader().read("where is the bloody dog now", ANSWERED).manner


@pytest.mark.parametrize(
    "line",
    [
        "oh great, thanks",
        "oh lovely thank you",
        "oh great, that helps",
        "oh great you're out, well done",
        "oh great so what's your name",
        "oh well done",
        "how helpful, thank you",
        "it's a big deal I know",
        "congratulations on the baby",
    ],
)
def test_praise_for_a_useful_answer_is_no_sarcasm(line):
    assert "sarcasm" not in reader().read(line, ANSWERED).manner


@pytest.mark.parametrize(
    "line",
    [
        "thanks for nothing",
        "oh brilliant, another one",
        "oh great, now you tell me",
        "oh great so you've no idea",
        "well done genius",
        "big deal",
        "how clever of you",
    ],
)
def test_what_is_sarcastic_by_itself_is_noticed_whatever_was_said(line):
    noticed = reader().read(line, ANSWERED).manner
    assert "sarcasm" in noticed
    assert "polite" not in noticed


def test_whether_oh_great_is_meant_is_told_by_what_it_answers():
    assert "sarcasm" in reader().read("oh great", NO_ANSWER).manner
    assert "sarcasm" not in reader().read("oh great", ANSWERED).manner


@pytest.mark.parametrize("said", ["don't climb in or force anything, ok?", "and dont go back in ok?"])
def test_an_order_with_an_okay_hung_on_to_it_asks_no_leading_question(said):
    assert "leading_question" not in reader().read(said).manner


@pytest.mark.parametrize(
    ("line", "rude"),
    [
        ("is the front door open or did you shut it?", False),
        ("can you shut it behind you", False),
        ("close the door, shut it now", False),
        ("shut it!", True),
        ("oh just shut it and listen", True),
    ],
)
def test_a_door_is_shut_without_offence(line, rude):
    assert ("rude" in reader().read(line, CONTEXT).manner) is rude
