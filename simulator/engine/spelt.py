"""How words that phrasings misspell or type short are said aloud: nobody speaks a misspelling.

Only for what a caller or crew asks back; what a learner typed stays as it was typed.
"""

import re
from typing import Final

_SHORT: Final = {
    "u": "you",
    "ur": "your",
    "urself": "yourself",
    "urselves": "yourselves",
    "r": "are",
    "ya": "you",
    "yous": "you",
    "whats": "what's",
    "wots": "what's",
    "wot": "what",
    "whos": "who's",
    "hows": "how's",
    "wheres": "where's",
    "whens": "when's",
    "dont": "don't",
    "cant": "can't",
    "carnt": "can't",
    "wont": "won't",
    "isnt": "isn't",
    "didnt": "didn't",
    "doesnt": "doesn't",
    "havent": "haven't",
    "hasnt": "hasn't",
    "aint": "ain't",
    "theres": "there's",
    "theyd": "they'd",
    "theyl": "they'll",
    "heres": "here's",
    "youre": "you're",
    "shes": "she's",
    "hes": "he's",
    "arent": "aren't",
    "wasnt": "wasn't",
    "couldnt": "couldn't",
    "shouldnt": "shouldn't",
    "wouldnt": "wouldn't",
    "wat": "what",
    "wats": "what's",
    "wen": "when",
    "wer": "where",
    "any1": "anyone",
    "no1": "nobody",
    "sum1": "somebody",
    "some1": "somebody",
    "every1": "everyone",
    "evry1": "everyone",
    "b4": "before",
    "m8": "mate",
    "jus": "just",
    "mins": "minutes",
    "elses": "else's",
    "wifes": "wife's",
    "childrens": "children's",
    "everyones": "everyone's",
    "nobodys": "nobody's",
    "im": "I'm",
    "ive": "I've",
    "uve": "you've",
    "youl": "you'll",
    "youll": "you'll",
    "thats": "that's",
    "n": "and",
    "i": "I",
    "guna": "going to",
    "aswell": "as well",
    "thankyou": "thank you",
    "msg": "message",
    "plz": "please",
    "pls": "please",
    "ppl": "people",
    "prob": "probably",
    "rcvd": "received",
    "rdy": "ready",
    "tnx": "thanks",
}
_MISSPELT: Final = {
    wrong: right
    for pair in (
        *("acctually actually", "adres address", "adress address", "agen again", "anymals animals"),
        *("bak back", "barier barrier", "basment basement", "bilding building", "brething breathing"),
        *("ahed ahead", "castlebek Castlebeck", "clam calm", "concious conscious", "disabeld disabled"),
        *("helo hello", "neighbor neighbour", "recieved received", "traped trapped"),
        *("celler cellar", "cumin coming", "dangerus dangerous", "discription description", "enuf enough"),
        *("evry every", "evrywhere everywhere", "headake headache", "thier their"),
        *("fone phone", "giv give", "hapened happened", "happend happened", "hav have"),
        *("hazzards hazards", "helmit helmet", "idoit idiot", "insident incident", "langauge language"),
        *("layby lay-by", "leek leak", "lite light", "lites lights", "luk look", "matress mattress"),
        *("meny many", "nieghbours neighbours", "numbr number", "opn open", "pacient patient"),
        *("painfull painful", "realy really", "refrence reference", "regestration registration"),
        *("rite right", "saf safe", "serching searching", "shud should", "smok smoke", "somthing something"),
        *("sory sorry", "speek speak", "spel spell", "sumarise summarise", "sumthing something"),
        *("sumwhere somewhere", "ther there", "threatend threatened", "threatned threatened"),
        *("tonite tonight", "trun turn", "unconsious unconscious", "veichle vehicle", "vunerable vulnerable"),
        *("wendshre Wendshire", "wepon weapon", "wich which", "wiv with", "woz was", "wud would"),
    )
    for wrong, _, right in [pair.partition(" ")]
}
_CLIPPED: Final = re.compile(
    r"(?:argu|ask|be|bleed|block|blow|breath|burn|check|com|expect|fall|feel|film|gett|happen|heat|keep|leak|lean|lett|"
    r"look|mak|overflow|park|shak|smok|snor|stay|talk|try|us|watch)in",
    re.IGNORECASE,
)
"""Verbs whose last letter is left off ("lookin"); "anythin" and the like stand for things."""
_WORD: Final = re.compile(r"[A-Za-z][A-Za-z0-9’']*")


def _said(word: str) -> str:
    lower = word.lower()
    if _CLIPPED.fullmatch(word) or lower in ("anythin", "everythin", "somethin"):
        return f"{word}g"
    return _SHORT.get(lower) or _MISSPELT.get(lower) or word


def in_full(phrase: str) -> str:
    """Return a phrasing that is typed short or misspelt ("how old r u", "the adress") as it is said."""
    return _WORD.sub(lambda found: _said(found.group()), phrase)
