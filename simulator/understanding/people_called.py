"""What people in the United Kingdom may be called, whatever family they come from; read when first asked for.

Made of the lists by which people are cast in many countries, of short forms, and of names that those lists
write in other letters. Tells a name that is an English word too ("will", "rose") from one that is nothing
else. It knows nobody, and the reader does not read by it.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from typing import Final

from simulator.model.word_sets import word_row, word_set

_LISTS: Final = word_row(
    """
    en_GB en_IE ga_IE en_IN en_PK en_NG en_KE en_US en_NZ pl_PL ro_RO tw_GH yo_NG ig_NG ha_NG zu_ZA sw pt_PT
    it_IT tr_TR lt_LT lv_LV hu_HU sk_SK cs_CZ es_ES fr_FR hr_HR
    """
)
_GIVEN: Final = word_set(
    """
    mohammed muhammad mohamed mohammad ahmed abdi abdul abdullahi hassan hussein fatima fatimah aisha khadija
    maryam yusuf ibrahim idris imran hamza bilal zainab amina ayaan nasreen shazia rukhsana gurpreet harpreet
    manpreet jaswinder sukhdev baljit kwame kofi kwabena kwesi ama abena akosua olu tunde femi chidi ngozi
    chiamaka folasade temitope tendai farai wei ling mei xin jing hui olena oksana dmytro serhii iryna
    svitlana vasyl ewa agnieszka piotr marek tomasz zbigniew malgorzata katarzyna ionut florin zlatko bob
    bobby billy billie ted teddy tommy tony ron ronnie ken kenny steve stevie mike mick mickey phil pete jim
    jimmy dave davey alf alfie archie fred freddie bert sid stan reg les wally harry charlie eddie maggie meg
    peg peggy nell nellie betty elsie edith ethel doris mavis ivy maud ada ida edna nora dilys bronwen rhys
    gareth dai sian cerys angharad hamish ewan eilidh mhairi siobhan niamh aoife sinead caoimhe ciaran
    padraig seamus oisin liz lizzie pam deb debs debbie shaz gaz baz will art dot drew sue pat nick matt
    keeley kayleigh chantelle zara isla ava mia theo noah leo zak ellie evie
    """
)
_FAMILY: Final = word_set(
    """
    begum khatun hossain rahman uddin miah chowdhury chaudhry choudhury bibi akhtar mensah owusu boateng
    appiah osei adeyemi okafor okonkwo moyo ncube dube wang zhang chen huang zhao nguyen tran kovalenko
    shevchenko bondarenko nowak kowalski kowalska wisniewski wojcik popescu ionescu dumitru singh kaur gill
    patel shah desai ogunleye
    """
)
ALSO_WORDS: Final = word_set(
    """
    abate africa albino ale ama amber america amin angel ante april ascension autumn bail baker bale ball
    ban banks bare barman baron basic bass bath beard bell bender berry best bigot bilge bill birch bird
    bishop bite black blank blessing block blot bogus bond bones bonnet booth bore bowler bozo branch brandy
    bravo bray brewer brick bridge bright brock brown buck bull bullock burns bus bush cairn canal candida
    cannon canny car carpenter carrion carry carton case cases char charity chase cherry christian church
    clay clear colon comfort company con conner contractor convey cook cop coral corona corral cousin crane
    creed cross cruise crystal curry curtain dale dash date dawn day dean deep destiny diamond din diver
    divine doctor domino don drake drop drum duke duma each earl early ebony edit english fair faith falcon
    fall fancy fee ferry field fields finch fit flood flora flowers font foot ford forum foster fox frank
    franklin freely french fresh front frost fry fuller gal gala gamble gas gates gay gee german glass glen
    golden good grab grace grant green grey gross grunt guard guy hall ham hare harmony harsh hasty hay
    hearty heath heather herd heron herring hide hill hills holder hood hook hope horn house hunt immaculate
    india innocent ion ireland israel ivory jack job joy judge june junior key kidney king kiss knight lace
    lad lamb lament lane lavender law lawless lee liber lice limo lin little looney loot lord love low loyal
    lucid lucky mac mace macho mack mad made magic major mall mallet mamba man mane mar marc marine mark
    marks marry marsh master mate max may medic melody merchant mercy merry mile miles millet misty moan
    moon more moron morse mountain mule nada nae nail nee nickel noble north oak orchard over pace page
    pages pal pall pam pant pap para parent paris park parks pastor patience pau paw peace peacock pearl
    peck penny petty phoenix pier pierce pike piper plaza pole polis pop pope porter potter power powers
    prentice price priest prince purity quill raid ram rath raven ray rea read reader real rice rich riddle
    ridge ring rivers roach rock rode rose rout ruddy rush rut sad safari said sales salmon salvo sandal
    sandy sane sang sans santa sass savage sec sen senator server seven sever sharp shine short side silk
    sip small smart snow sole soprano sot spain sparks stack stark steer steward stone story stout street
    strong such sue summer supple sur swift tailor tan tank tea toner too topic torrent toy tusk tutu urban
    victory vigil villa walker wall walls ward warrior washington waters watt way weeks wells were west
    white winter wise wolf wood woods young zero will art dot rob pat nick drew les ted reg mum nan wait
    long eta loan kinder peg shields rails plover farmer butcher moss reed wade lance bean butler monk
    barber archer shepherd roger weir beck brazil york chance peer
    """
)
"""Names that are English words too: names only where the line says so, or with a capital inside it."""
_LETTERS: Final = str.maketrans("łŁıøØđĐßæ", "lLioodDsa")
_PARTS: Final = re.compile(r"[a-z]{3,}")


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Return given names in plain small letters, three of them at least."""
    return frozenset(_listed("first_names")) | _GIVEN


@lru_cache(maxsize=1)
def family_names() -> frozenset[str]:
    """Return family names in plain small letters, three of them at least."""
    return frozenset(_listed("last_names")) | _FAMILY


def unmarked(name: str) -> str:
    """Return a name in small letters without what stands above or through them."""
    flat = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    return "".join(c for c in flat if not unicodedata.combining(c)).casefold()


def _listed(which: str) -> Iterator[str]:
    for place in _LISTS:
        people = import_module(f"faker.providers.person.{place}").Provider
        for part in dir(people):
            if which in part:
                for name in getattr(people, part):
                    yield from _PARTS.findall(unmarked(str(name)))
