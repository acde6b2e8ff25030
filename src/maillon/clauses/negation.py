"""What a sentence denies: « aucune pénalité », « n’entre pas dans la note », « sans label »."""

from __future__ import annotations

import re

from maillon.clauses.text import FoldedText, Span

_ARTICLE = r"(?:(?:d'|de |du |des |la |le |les |l'|un |une |a |au |aux )*)"
#: A main verb ends what was denied before it: « sans diagnostic, la dépose est stoppée ».
_NO_VERB = r"(?!(?:est|sont|sera|seront|donne|entraine|encourt|vaut|coute|ouvre|perd|paie) )"
#: A denying word just before: « aucune pénalité », « sans exiger de label », « ni retenue ».
_DENIED_NOUN = re.compile(
    r"(?<!\w)(?:aucune?s?|nul|nulle|sans(?! (?:exception|derogation|aucune exception|delai|"
    r"preavis|attendre|autre|effet|reponse|suite|mise|tarder|"
    r"formalite|interprete|motif|accord|autorisation))|ni|pas d[e']|non plus|et non|pas plus que|"
    rf"independamment d[eu]s?)[ ']+(?:{_ARTICLE}{_NO_VERB}[\w-]+ ){{0,2}}?{_ARTICLE}$"
    rf"|(?<!\w)(?:hors|plutot que|hormis|sauf|peu importe(?:nt)?|abstraction faite|"
    rf"sans (?:prise en|tenir) compte) "
    rf"{_ARTICLE}$"
)
_DENIED_ADJECTIVE = re.compile(r"(?<!\w)non[ -]$")
#: A denied verb just before, its object after: « n’est pas prévu de pénalité ».
_DENIED_OBJECT = re.compile(
    r"(?<!\w)(?:ne |n')(?:\w+[ ']){1,6}(?:pas|plus|jamais|ni|point|aucune?)"
    rf"(?: {_NO_VERB}[\w'-]+){{0,2}}"
    rf" {_ARTICLE}$"
    rf"|(?<!\w)ne (?:pas|plus|jamais|point) (?:[\w'-]+ ){{1,2}}?{_ARTICLE}$"
)
#: « Nulle marque n’est préférée ».
_DENIED_BY_SUBJECT = re.compile(
    r"(?:^|[.;:,] ?)(?:nul|nulle|aucune?|rien) (?:[\w'-]+ ){0,4}?(?:ne |n')(?:\w+ ){1,2}$"
)
#: A denied verb after, its subject before: « l’adresse du candidat n’entre pas dans la note ».
_DENIED_SUBJECT = re.compile(
    r"^(?:(?! (?:qui|que|dont|si|lorsque|quand) | et n)[^.;:,!?]){0,60}?(?<!\w)(?:ne |n')"
    r"(?:\w+[ ']){1,6}(?:pas|plus|jamais|aucun|aucune|ni|rien|en rien|nullement)(?!\w)"
)
#: A verb or a phrase that rules its subject out.
_RULED_OUT = re.compile(
    r"^(?:(?! (?:qui|que|dont|si) )[^.;:,!?]){0,90}?(?<!\w)"
    r"(?:(?:est|sont|reste|restent|sera|seront) "
    r"(?:(?:laissee?s? )?(?:libres?|au (?:libre )?choix|a l'appreciation)|exclue?s?|ecartee?s?|"
    r"supprimee?s?|neutralisee?s?|indifferente?s?|interdite?s?|"
    r"sans (?:incidence|effet|consequence|influence|objet|importance))"
    r"|sans (?:incidence|importance)|importent? peu)(?!\w)"
    r"|^(?: [\w'-]+){0,3} ?[:=(]+ ?(?:neant|sans objet|non prevue?s?|aucune?s?)(?!\w)"
)
#: Verbs that give up what follows.
_WAIVED = re.compile(
    r"(?<!\w)(?:ne peu(?:t|vent) (?:pas )?(?:pretendre|reclamer|exiger)|renonc\w+|exoner\w+|"
    r"dispens\w+|exempt\w*|exclu(?:t|s|re|ent|ant|es?)?|ecart(?:e|ee?s?|ent|er|ant)|interdi\w+)"
    rf"(?: [\w'-]+){{0,3}}? {_ARTICLE}(?:[\w-]+ ){{0,1}}{_ARTICLE}$"
)


#: A list that a denying word opens: « aucune pénalité, retenue ni résiliation ».
_DENIED_LIST = re.compile(
    r"(?<!\w)(?:aucune?|ni|sans(?! (?:autre|delai|formalite|exception|derogation|mise))"
    r"|pas d[e'])[ ']+"
    rf"(?:{_NO_VERB}[\w'-]++ ?){{1,3}}"
    rf"(?:, (?:{_NO_VERB}[\w'-]++ ?){{1,3}})*(?P<end>, |(?<= )(?:ou|ni) ){_ARTICLE}$"
)
#: « Nul n’est admis sans la certification » demands it.
_TWICE = re.compile(
    r"(?<!\w)(?:nul|nulle|aucune?|personne|ne|n')(?: |(?<='))(?:[\w'-]+ ){1,6}"
    r"sans (?:[\w'-]+ ){0,3}$"
)
#: « Est éliminé le dossier qui ne contient pas le certificat » demands it too.
_SHUT = re.compile(
    r"(?<!\w)(?:eliminee?s?|irrecevables?|(?:est|sont|sera|seront) (?:ecartee?s?|rejetee?s?)"
    r"|nul n'est admis)(?!\w).* (?:ne |n')\w+ pas "
)
_LIST_GOES_ON = re.compile(r"(?: [\w'-]+){0,2}(?:,| (?:ni|ou|et) )")


def negated(text: FoldedText, span: Span, *, subject: bool = True) -> bool:
    """Tell whether the words of a stretch are denied in their sentence.

    `subject` looks also at what follows: the stretch may be the subject of a denied verb.
    """
    sentence = text.sentence(span)
    before = re.sub(r"\s+", " ", text.folded[sentence.start : span.start])
    after = re.sub(r"\s+", " ", text.folded[span.end : sentence.end])
    listed = _DENIED_LIST.search(before)
    if listed and (listed["end"] != ", " or _LIST_GOES_ON.match(after)):
        return True
    before = re.split(r"[.;:,!?](?!\d)|(?<!\w)mais(?!\w)", before)[-1]
    if _TWICE.search(before) or _SHUT.search(text.folded, sentence.start, sentence.end):
        return False
    if any(
        pattern.search(before)
        for pattern in (
            _DENIED_BY_SUBJECT,
            _DENIED_NOUN,
            _DENIED_ADJECTIVE,
            _DENIED_OBJECT,
            _WAIVED,
        )
    ):
        return True
    return subject and bool(_DENIED_SUBJECT.search(after) or _RULED_OUT.search(after))
