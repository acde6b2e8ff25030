"""From promise to work: the funnel of hours, hours by lot against the pool, levels of the label."""

from __future__ import annotations

from collections.abc import Sequence

from maillon.base.wording import NBSP, NNBSP, number, percent
from maillon.plots.picture import Picture
from maillon.plots.style import ACCENT, BALANCING, MUTED, REINFORCING
from maillon.topics.insertion.model.delivery import Delivery
from maillon.topics.insertion.model.hours_label import level
from maillon.topics.insertion.pictures.hour_bars import Bar, Mark, hour_bars, hours

FUNNEL_COLUMNS = ("Étape", "Heures par an", "Part de la promesse")
LOT_COLUMNS = ("Lot", "Heures promises", "Heures travaillées", "Heures pour 1 000 € HT")
LABEL_COLUMNS = ("Titulaire du lot", "Heures cumulées", "Part de la promesse", "Niveau")
NOTHING = "Aucune heure n’est promise : choisissez au moins un lot et un taux."
INVENTED = "Statut des valeurs : fictif ou hypothèse."
LEVELS = ("aucun niveau", "niveau 1", "niveau 2")


def funnel_picture(delivery: Delivery) -> Picture:
    """Draw hours promised, recruited, worked and in training, one bar each."""
    stages = [
        ("Promises dans les clauses", delivery.promised, MUTED),
        ("Pourvues : quelqu’un est là", delivery.recruited, ACCENT),
        ("Travaillées", delivery.worked, BALANCING),
    ]
    training = ("Dont formation", delivery.training)
    bars = [
        Bar(label, value, _of_promise(value, delivery), delivery.promised, colour)
        for label, value, colour in stages
    ]
    bars.append(Bar(*training, _of_promise(delivery.training, delivery), hatch="...."))
    return Picture.from_figure(
        hour_bars("Ce que devient une heure promise", bars),
        alt=funnel_finding(delivery),
        caption=f"Heures par an. En hachures : ce qui manque à la promesse. {INVENTED}",
        columns=FUNNEL_COLUMNS,
        rows=[
            (label, hours(value), percent(_share(value, delivery)))
            for label, value in (*((label, value) for label, value, _ in stages), training)
        ],
    )


def funnel_finding(delivery: Delivery) -> str:
    """Say what becomes of the hours promised."""
    if not delivery.promised:
        return NOTHING
    told = (
        f"Sur {hours(delivery.promised)} promises, {hours(delivery.worked)} sont travaillées "
        f"({percent(delivery.kept_share)}), dont {hours(delivery.training)} de formation."
    )
    if delivery.out_of_reach >= 0.5:
        told += (
            f" {hours(delivery.out_of_reach)} dépassent ce que le territoire peut pourvoir : "
            "personne ne pourrait les tenir."
        )
    return told


def lots_picture(delivery: Delivery) -> Picture:
    """Draw the hours of each lot, worked over promised, then their sum against the pool."""
    bars = [
        Bar(each.lot.label, each.worked, _worked(each.worked, each.promised), whole=each.promised)
        for each in delivery.lots
    ]
    over = delivery.out_of_reach >= 0.5
    told = _worked(delivery.worked, delivery.promised)
    colour = REINFORCING if over else BALANCING
    bars.append(Bar("Tous ces lots", delivery.worked, told, delivery.promised, colour))
    pool = Mark(delivery.pool, f"vivier : {hours(delivery.pool)}")
    return Picture.from_figure(
        hour_bars("Heures par lot, face au vivier", bars, [pool]),
        alt=lots_finding(delivery),
        caption=(
            "Plein : heures travaillées. Hachures : heures promises en plus. "
            f"Tirets : ce que le territoire peut pourvoir en un an. {INVENTED}"
        ),
        columns=LOT_COLUMNS,
        rows=[
            (
                each.lot.label,
                hours(each.promised),
                hours(each.worked),
                number(1000 * each.promised / each.lot.amount, 2) if each.lot.amount else "0",
            )
            for each in delivery.lots
        ],
    )


def lots_finding(delivery: Delivery) -> str:
    """Say which lot gives most hours for its price, and where the promise stands in the pool."""
    if not delivery.promised:
        return NOTHING
    rates = {
        each.lot.label: 1000 * each.promised / each.lot.amount
        for each in delivery.lots
        if each.lot.amount
    }
    place = "dépasse" if delivery.out_of_reach >= 0.5 else "tient dans"
    total = (
        f"La promesse ({hours(delivery.promised)}) {place} le vivier "
        f"du territoire ({hours(delivery.pool)})."
    )
    if len(rates) < 2:
        return total
    best, least = max(rates, key=lambda name: rates[name]), min(rates, key=lambda name: rates[name])
    return (
        f"Pour 1 000 € HT, le lot « {best} » promet {number(rates[best], 1)}{NBSP}h et le lot "
        f"« {least} » {number(rates[least], 1)}{NBSP}h. {total}"
    )


def label_picture(delivery: Delivery, years: int, thresholds: Sequence[float]) -> Picture:
    """Draw the hours that each holder has worked after `years` of the same clause, and levels."""
    rows = [
        (each.lot.label, years * each.worked, each.worked / each.promised if each.promised else 0.0)
        for each in delivery.lots
    ]
    bars = [
        Bar(name, value, f"{hours(value)} · {LEVELS[level(value, thresholds)]}")
        for name, value, _ in rows
    ]
    marks = [
        Mark(value, f"niveau {rank} : {hours(value)}") for rank, value in enumerate(thresholds, 1)
    ]
    return Picture.from_figure(
        hour_bars(f"Le label après {years} ans", bars, marks),
        alt=label_finding(delivery, years, thresholds),
        caption=(
            f"Heures travaillées par titulaire en {years} ans de la même clause. "
            f"Tirets : les deux niveaux du label inventé « Main tendue ». {INVENTED}"
        ),
        columns=LABEL_COLUMNS,
        rows=[
            (name, hours(value), percent(share), LEVELS[level(value, thresholds)])
            for name, value, share in rows
        ],
    )


def label_finding(delivery: Delivery, years: int, thresholds: Sequence[float]) -> str:
    """Say which holders reach which level, with the share of their promise that they keep."""
    if not delivery.promised:
        return NOTHING
    told = [
        f"{each.lot.label}, {LEVELS[level(years * each.worked, thresholds)]} avec "
        f"{percent(each.worked / each.promised)} de sa promesse"
        for each in delivery.lots
    ]
    return f"Après {years} ans : {f'{NNBSP}; '.join(told)}."


def _share(value: float, delivery: Delivery) -> float:
    return value / delivery.promised if delivery.promised else 0.0


def _of_promise(value: float, delivery: Delivery) -> str:
    return f"{hours(value)} · {percent(_share(value, delivery))}"


def _worked(worked: float, promised: float) -> str:
    return f"{number(worked)} sur {hours(promised)}"
