"""Forms of French verbs that clauses use: present, future, infinitive, participles, third person.

Folded text has no accents, so that one ending stands for several written forms.
"""

from __future__ import annotations

import re
from typing import Final

#: Endings by infinitive, in folded letters: « rem/ettre » is remettre, « fourn/ir » is fournir.
ENDINGS: Final = {
    "er": "er e ent era eront ant ee es ees",
    "ir": "ir it issent ira iront issant i is ie ies",
    "ettre": "ettre et ettent ettra ettront ettant is ise ises",
    "indre": "indre int ignent indra indront ignant inte ints intes",
    "uire": "uire uit uisent uira uiront uisant uite uits uites",
    "ire": "ire it ivent ira iront ivant ite its ites",
    "enir": "enir ient iennent iendra iendront enant enu enue enus enues",
    "evoir": "evoir oit oivent evra evront evant u ue us ues",
    "dre": "dre d dent dra dront dant du due dus dues",
    "oyer": "oyer oie oient erra erront oyant oye oyee oyes oyees",
    "yer": "yer ie ient iera ieront yant ye yee yes yees ye yent yera yeront",
    "eter": "eter ette ettent ettera etteront etant ete etee etes etees",
}


def forms(stem: str, infinitive: str) -> str:
    """Return an expression for the forms of a verb, given its stem and its infinitive ending.

    >>> bool(re.fullmatch(forms("rem", "ettre"), "remettra"))
    True
    >>> bool(re.fullmatch(forms("present", "er"), "presence"))
    False

    Raises:
        KeyError: no verb ends so.
    """
    return re.escape(stem) + f"(?:{'|'.join(ENDINGS[infinitive].split())})"
