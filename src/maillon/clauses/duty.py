"""Tell whether a text makes somebody owe something: an article without a duty is asked nothing."""

from __future__ import annotations

import re

from maillon.base.text import fold
from maillon.clauses.reading import Reading
from maillon.clauses.text import Span

_MODAL = re.compile(
    r"(?<!\w)(?:doit|doivent|devra|devront|(?:est|sont|sera|seront) tenue?s?(?= de | d'| a | au )"
    r"|s'(?:engagent?|engager(?:a|ont)|obligent?|interdi(?:t|sent))|incombent?"
    r"|(?:il|elles?|ils) (?:lui )?(?:est|sont) (?:interdit|demande|impose)"
    r"|(?:est|sont) (?:strictement )?(?:interdit|proscrit|exige|impose|obligatoire)(?:e?s?)"
    r"|a (?:la|sa|leur) charge|il (?:lui )?appartient|provien\w+"
    r"|se (?:font|fait|deroule\w*|realise\w*)|s'(?:effectue|opere)(?:nt)?)(?!\w)"
)
_MAY = re.compile(r"(?<!\w)(?:peut|peuvent|pourra|pourront|se reservent?)(?!\w)")
_BUYERS = re.compile(
    r"acheteu|collectiv|commune|ville|departement|region|metropole|communaut|syndicat|hopital"
    r"|universit|lycee|college|pouvoir|maitr\w+ d'ouvrage|candidat|soumission|personne publique"
    r"|administration|prefet|maire|president|direct|service|conduct|comptable|payeu|ordonnateur"
)
#: « … est réalisé par l’acheteur »: not by the firm.
_BY = re.compile(r"[^.;:]{0,40}?(?<!\w)par (?:le |la |les |l'|un |une )?")
#: What is said of somebody, or of something, that owes nothing there: « peut », « reçoit ».
_IDLE = (
    r"(?:est|sont|sera|seront|etait|peut|peuvent|pourra|pourront|n'(?:est|a|ont)"
    r"|ne (?:peut|pourra)|a|ont|y a|vaut|court|compte|gere|reste|demeure|recoi\w+|percoi\w+"
    r"|benefici\w+|dispos\w+|comprend|comprennent|contien\w+|mentionne\w*|precise\w*"
    r"|figure\w*|porte(?:nt)? sur|comporte\w*|indique\w*|defini\w+|fixe\w*|decri\w+"
    r"|constitue\w*|regroupe\w*|represente\w*|concerne\w*|vise\w*|couvre\w*|correspond\w*"
    r"|releve(?:nt)? de|appart\w+|depend\w*|se (?:compose|trouve|situe)|signifie"
    r"|s'(?:etend|entend|agit))(?!\w)"
)
_IDLE_FIRM = re.compile(
    rf"(?: (?:entrant|sortant|retenu|du marche|d'un lot|de chaque lot))?,? {_IDLE}"
)
#: « 7.4 Le titulaire réserve… »: the number of a paragraph is no word of it.
_OPENS = r"^(?:\d{1,2}(?:[.\-]\d{1,2})+\.?[ .)\-:]* )?"
_BEFORE = rf"(?:{_OPENS}|[.,;:] ?|(?<!\w)(?:et|que|alors|puis|mais) )"
_DETERMINER = r"(?:le|la|l'|les|chaque|toute?|une?|son|sa|ses)"
_SUBJECT = re.compile(rf"{_BEFORE}{_DETERMINER}? ?$")
#: A trade that opens a sentence, or what follows a comma: « le fleuriste », « l’électricienne ».
_TRADE = re.compile(
    rf"{_BEFORE}{_DETERMINER}[ ']?"
    r"(?P<trade>\w{2,}(?:eu[rs]e?|rice|iste|iere?|ienn?e?|logue|graphe|ecte|icien)s?)(?!\w)"
    rf"(?! {_IDLE})(?: (?:du|de|d'|des|en)[ ']?\w+)?(?! {_IDLE})"
)
_THINGS = re.compile(
    r"val|coul|haut|longu|larg|epaiss|profond|secteu|moteu|cahier|dossier|chantier|calendrier"
    r"|courrier|papier|atelier|quartier|matier|lumier|mobilier|acier|premier|dernier|panier"
    r"|fichier|escalier|palier|meilleu|superieu|inferieu|exterieu|interieu|ordinateu|projecteu"
    r"|vapeu|odeu|chaleu|ardeu|rigueu|vigueu|teneu|manier|barrier|poussier|denrees|vehicul"
    r"|compteu|capteu|indicateu|heu|jou|plusieu|ailleu|particulier|entier|tiers|liste|piste|poste"
)
_PRONOUN = re.compile(rf"(?:{_OPENS}|, )(?:il|elle)s? (?!{_IDLE})")
_PASSIVE = re.compile(
    r"(?<!\w)(?:est|sont|sera|seront|soit|soient)(?: \w+ment)?"
    r" (\w+(?:e|ee|i|ie|is|it|ite|u|ue|ert|erte)s?)(?!\w)"
)
#: Participles that describe, decide or count, and adjectives: nobody acts.
_DESCRIBING = re.compile(
    r"(?:re)?(?:conclu|passe|parti|defini|decri|fixe|precise|liste|indique|mentionne|exprime"
    r"|constitu|compos|situe|soumis|regi|redige|traite?e? en|designe|denomme|nomme|attribu|notifi"
    r"|reput|etabli|prevu|annexe|joint|joign|calcul|compris|inclu|exclu|divis|detaill|estim|evalu"
    r"|entendu|appel|represent|conduct|reconduit|prolong|renouvel|applique|applicabl|regle|regi"
    r"|concern|rattach|lie|base|destine|ouvert|autoris|admis|plafonn|limit|arrondi|rembours|paye"
    r"|rev[iu]|verse|actualis|signe|conserv|considere|cense|suppose|resili|saisi|competent"
    r"|condition|subordon)\w*"
    r"|\w+(?:able|ible|aire|oire|eure?|ique|uelle|ionnelle|euse|ienne|ative|ctive|sive|onale|iale"
    r"|stante|vante|sante|idente|ferente)s?"
    r"|(?:con|uni)?formes?|ferme|propres?|simples?|souples?|faciles?|utiles?|fragiles?|mobiles?"
    r"|externes?|internes?|modernes?|dues?|libres?|pretes?|completes?|communes?|gratuite?s?|seules?"
)


#: What the code already says of subcontracting, copied in a contract; numbers and aims are not it.
_SUBCONTRACT = re.compile(r"(?<!\w)sous-?\s?trait")
_CODE = re.compile(
    r"(?<!\w)(?:accept\w+|agre(?:e\w*|ments?)|declar\w+|paiement direct|conditions de paiement"
    r"|personnellement responsable|l'ensemble des obligations|toutes les obligations)(?!\w)"
)
_OWN_AIM = re.compile(
    r"\d|insertion|(?<!raison )social|solidaire|handicap|environnement|dechet"
    r"|(?<!\w)(?:pme|ess|tpe)(?!\w)"
)
#: How long a contract lasts once renewed: not a duty.
_RENEWED = re.compile(
    r"(?<!\w)(?:duree (?:totale|globale|maximale|cumulee)|reconduc\w+|reconduit\w*)(?!\w)"
)


def copied(sentence: str) -> bool:
    """Tell whether a sentence only copies what the code says of subcontracting."""
    folded = fold(sentence)
    if _OWN_AIM.search(folded) or not _CODE.search(folded):
        return False
    return bool(_SUBCONTRACT.search(folded) or "personnellement responsable" in folded)


def renewed(sentence: str) -> bool:
    """Tell whether a sentence says how a contract is renewed, or how long it lasts in all."""
    return bool(_RENEWED.search(fold(sentence)))


def owes(reading: Reading) -> bool:
    """Tell whether a sentence makes a firm act, or something be done, by its verb."""
    return any(_owed(reading, sentence) for sentence in reading.text.sentences)


def allowed(reading: Reading, words: str) -> bool:
    """Tell whether the sentence that holds words only says what somebody may do."""
    return any(
        _MAY.search(fold(text.partition(words)[0])) and not _MODAL.search(fold(text))
        for text in map(reading.text.quote, reading.text.sentences)
        if words in text
    )


def _owed(reading: Reading, sentence: Span) -> bool:
    folded = reading.folded
    if copied(reading.text.quote(sentence)):
        return False
    return bool(
        _MODAL.search(folded, sentence.start, sentence.end)
        or _PRONOUN.search(folded[sentence.start : sentence.end])
        or _acts(reading, sentence)
        or _done(reading, sentence)
    )


def _acts(reading: Reading, sentence: Span) -> bool:
    """Tell whether a firm, or a trade, is the subject of a verb that is no right nor state."""
    folded = reading.folded
    for firm in reading.spans("duties.parties", within=sentence):
        if _BUYERS.match(folded, firm.start) or _IDLE_FIRM.match(folded, firm.end):
            continue
        if _SUBJECT.search(folded[sentence.start : firm.start]):
            return True
    words = folded[sentence.start : sentence.end]
    return any(
        not (_BUYERS.match(trade) or _THINGS.match(trade))
        for trade in (found["trade"] for found in _TRADE.finditer(words))
    )


def _done(reading: Reading, sentence: Span) -> bool:
    """Tell whether something is done: « sont triés », but not « sont définis »."""
    found = _PASSIVE.finditer(reading.folded, sentence.start, sentence.end)
    return any(
        not (_DESCRIBING.fullmatch(match.group(1)) or _by_buyer(reading, match.end()))
        for match in found
    )


def _by_buyer(reading: Reading, start: int) -> bool:
    agent = _BY.match(reading.folded, start)
    return bool(agent and _BUYERS.match(reading.folded, agent.end()))
