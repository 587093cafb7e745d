"""Who in fact gets the matters of a class, by the rows of the directory."""

from collections import Counter

from yuanba.rules.pack import Pack


def bodies_of(class_code: str, pack: Pack) -> tuple[str, ...]:
    """Return the codes of the bodies to which matters of this class are given, leads first, then by items.

    The lead is among them where a row names no body of its own, or where matters wait with it until they are
    picked.
    """
    matter_class = pack.classes[class_code]
    given = Counter[str]()
    for item in pack.items_of(class_code).values():
        if item.guidance:
            continue
        given[item.body or matter_class.lead] += 1
        if matter_class.rural_lead and not item.body:
            given[matter_class.rural_lead] += 1
    if matter_class.is_picked or not given:
        given[matter_class.lead] += 1
    leads = [lead for lead in (matter_class.lead, matter_class.rural_lead) if lead in given]
    return tuple(dict.fromkeys((*leads, *(body for body, _ in given.most_common()))))
