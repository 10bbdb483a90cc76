"""How people type and spell aloud: text-speak, contractions, number words, the phonetic alphabet.

Tables only; ``normalise`` applies them. British usage and common slips, from plain knowledge of the language.
"""

from simulator.model.word_sets import word_row, word_set


def _pairs(text: str) -> dict[str, str]:
    """Return the ``written: plain`` pairs of a table whose entries are parted by semicolons."""
    return {k.strip(): v.strip() for k, _, v in (entry.partition(":") for entry in text.split(";"))}


TEXT_SPEAK = _pairs(
    """
    u: you; ya: you; ye: you; yous: you; youse: you; ur: your; yr: your; r: are; y: why; pls:
    please; plz: please; plse: please; pleas: please; thx: thanks; thanx: thanks; ta: thanks; ty:
    thank you; ppl: people; b4: before; n: and; cos: because; cuz: because; coz: because; bcos:
    because; wot: what; wat: what; wht: what; wots: what is; wats: what is; whats: what is; wheres:
    where is; hows: how is; whos: who is; whens: when is; theres: there is; thats: that is; dont: do
    not; didnt: did not; doesnt: does not; isnt: is not; arent: are not; wasnt: was not; cant: can
    not; cannot: can not; couldnt: could not; wont: will not; wouldnt: would not; shouldnt: should
    not; havent: have not; hasnt: has not; im: i am; ive: i have; youre: you are; youve: you have;
    theyre: they are; hes: he is; shes: she is; weve: we have; gonna: going to; wanna: want to;
    gotta: got to; gimme: give me; lemme: let me; dunno: do not know; ok: okay; k: okay; oki: okay;
    okey: okay; alrite: alright; rite: right; tel: tell; ppls: people; any1: anyone; some1: someone;
    every1: everyone; no1: no one; abt: about; bout: about; wi: with; hav: have; av: have; yh: yes;
    yeah: yes; yep: yes; yup: yes; aye: yes; nah: no; nope: no; adress: address; addres: address;
    adres: address; adrress: address; nuber: number; tho: though; thru: through; luv: love; owt:
    anything; nowt: nothing; summat: something; mum: mother; mam: mother; dad: father; kids:
    children; kid: child; tmrw: tomorrow; asap: as soon as possible; minit: minute; minits: minutes;
    minuts: minutes; minuets: minutes; mintues: minutes; minets: minutes; kiddies: children; kiddie: child;
    ure: you are;
    ull: you will; itll: it will; wer: where; wich: which; mustnt: must not; musnt: must not;
    mustent: must not; musent: must not; neednt: need not; shant: shall not; aint: is not; hadnt:
    had not; werent: were not; wernt: were not; couldve: could have; shouldve: should have; wouldve:
    would have; wasent: was not; doesent: does not; dosent: does not; dosnt: does not; didint: did
    not; hapened: happened; wen: when; cud: could; shud: should; wud: would; ru: are you; bak: back;
    sum1: someone; gona: going to; ther: there; thier: their; fone: phone; stil: still; comin: coming;
    goin: going; anythin: anything; somethin: something; nothin: nothing;
    youll: you will; theyll: they will; thatll: that will; therell: there will; theyve: they have;
    youd: you would; theyd: they would
    """
)
SUFFIXES = {"'re": "are", "'ve": "have", "'ll": "will", "'m": "am", "'d": "would"}
IRREGULAR = _pairs(
    """
    can't: can not; won't: will not; shan't: shall not; musn't: must not; need'nt: need not;
    must'nt: must not; do'nt: do not; ain't: is not; let's: let us; y'all: you all; o'clock:
    o'clock; ma'am: madam; d'you: do you; what's: what is; 'em: them
    """
)
PHONETIC = {
    word: word[0]
    for word in word_row("""
    alpha bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar papa
    quebec romeo sierra tango uniform victor whiskey whisky xray yankee zulu
    """)
}
UNITS = {
    word: str(number)
    for number, word in enumerate(
        word_row("""
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen
    """)
    )
}
TENS = {
    word: number * 10
    for number, word in enumerate(word_row("""twenty thirty forty fifty sixty seventy eighty ninety"""), 2)
}

IRREGULAR_PASTS = word_set(
    """
    ate awoke beaten began begun bent bit bitten bled blew blown bore broke bred burnt burst caught chose
    clung crept dealt drank drawn dreamt dove drove drunk dug dwelt fed fled flew flung forgave froze frozen
    ground grew hid hung knelt knit lain laid leant leapt learnt lent lit meant mown paid rang ridden rode
    rung sank sawn sewn shaken shone shook shot shrank shrunk shut slain slept slid slung smelt snuck sped
    spat spelt spilt spoilt spun sprang sprung stank stole stolen stood strode struck strung stuck stung
    stunk sunk swam swept swollen swore sworn swum swung thrown tore torn trod trodden understood wept
    woke woken wore worn wound wove woven wrung
    """
)
"""Right words however rare: a dictionary of the commonest lacks some of them ("it stank" is no "stand")."""
