"""Groups of opinion in the published form: who is in which, what each says, what all share."""

from yuanba.reading.opinion_groups import grouped
from yuanba.reading.opinion_says import GroupSaying, sayings, shared
from yuanba.reading.opinion_votes import OpinionVotes

Told = dict[str, object]


def told(said: OpinionVotes) -> Told:
    """Return groups of opinion in the form that `yuanba opinions groups` prints."""
    places, group_of = grouped(said)
    groups: list[list[int]] = [[] for _group in range(max(group_of.values()) + 1)]
    for person, group in group_of.items():
        groups[group].append(person)
    voted = [person for person, votes in enumerate(said.votes) if votes]
    return {
        "people": len(said.people),
        "statements": len(said.statements),
        "in_conversation": [said.people[person] for person in group_of],
        "groups": [
            {
                "id": number,
                "members": [said.people[person] for person in members],
                "says": [_saying(one, said) for one in says],
            }
            for number, (members, says) in enumerate(zip(groups, sayings(said, groups), strict=True))
        ],
        "shared": [
            {
                "statement": said.statements[one.statement],
                "stance": str(one.stance),
                "least_share": str(one.least_share),
            }
            for one in shared(said, groups)
        ],
        "projection": {
            str(said.people[person]): [round(float(part), 6) for part in places[person]] for person in voted
        },
    }


def _saying(one: GroupSaying, said: OpinionVotes) -> Told:
    return {
        "statement": said.statements[one.statement],
        "stance": str(one.stance),
        "share": str(one.count.share),
        "voted": one.count.whole,
        "z": round(one.z, 3),
    }
