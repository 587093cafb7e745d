"""Groups people by what they think alike on, as Polis does, and places them on a plane.

Small et al., "Polis: Scaling deliberation by mapping high dimensional opinion spaces", Recerca 26(2), 2021:
missing votes stand for the average of those who voted, the first two principal components span the plane, a
person's place is scaled up where they said little (but no further than if they had said enough), k-means
groups the places, and the silhouette (Rousseeuw, 1987) chooses how many groups there are. Nothing here
depends on chance: each start is the first to come.
"""

import numpy as np
from numpy.typing import NDArray

from yuanba.reading.opinion_votes import OpinionVotes

Matrix = NDArray[np.float64]
Labels = NDArray[np.intp]

#: So many votes (or all there are) put a person into the conversation; the first to come are in it anyway.
ENOUGH_VOTES, FIRST_TO_COME = 7, 15
#: Many people are brought together to so many places first; those are grouped.
MOST_PLACES = 100
#: Five groups at most, and a third one only where there are a dozen people or places for it.
MOST_GROUPS, PLACES_PER_GROUP = 5, 12
ROUNDS = 100


def grouped(said: OpinionVotes, *, fewest: int = 1) -> tuple[Matrix, dict[int, int]]:
    """Return everyone's place on the plane, and the group of each position that is in the conversation.

    Groups are numbered by size, the largest 0. They are formed by those who said enough; whoever is in the
    conversation only as one of the first belongs to the nearest. Of a group of fewer than `fewest` each
    belongs to the nearest that is large enough, so that nobody is told apart with two or three others.
    """
    votes = matrix_of(said)
    places, _components = placed(votes)
    counts = np.sum(~np.isnan(votes), axis=1)
    came = np.flatnonzero(counts)
    enough = counts >= min(ENOUGH_VOTES, votes.shape[1])
    formed = np.flatnonzero(enough)
    if len(formed) == 0:
        formed = came[:FIRST_TO_COME]
    centres, labels = _groups(places[formed])
    inside = dict(zip(formed.tolist(), labels.tolist(), strict=True))
    for person in (one for one in came[:FIRST_TO_COME].tolist() if one not in inside):
        inside[person] = int(_nearest(places[[person]], centres)[0])
    inside = _large_enough(inside, places, centres, fewest)
    sizes = np.bincount(list(inside.values()), minlength=len(centres))
    rank = {int(group): number for number, group in enumerate(np.argsort(-sizes, kind="stable"))}
    return places, {person: rank[inside[person]] for person in sorted(inside)}


def _large_enough(inside: dict[int, int], places: Matrix, centres: Matrix, fewest: int) -> dict[int, int]:
    """Give up the smallest group while it is too small and another one is left."""
    kept = sorted(set(inside.values()))
    while len(kept) > 1:
        sizes = np.bincount(list(inside.values()), minlength=len(centres))
        smallest = min(reversed(kept), key=lambda group: int(sizes[group]))
        if sizes[smallest] >= fewest:
            break
        kept.remove(smallest)
        for person in [one for one, group in inside.items() if group == smallest]:
            inside[person] = kept[int(_nearest(places[[person]], centres[kept])[0])]
    return inside


def matrix_of(said: OpinionVotes) -> Matrix:
    """Return the votes as a matrix, a row per person and a column per statement; who said nothing is NaN."""
    votes = np.full((len(said.people), len(said.statements)), np.nan)
    for person, row in enumerate(said.votes):
        votes[person, list(row)] = list(row.values())
    return votes[:, ~np.isnan(votes).all(axis=0)]


def placed(votes: Matrix) -> tuple[Matrix, Matrix]:
    """Return the places of all people on the plane, and the two components that span it, as rows."""
    is_missing = np.isnan(votes)
    seen = np.sum(~is_missing, axis=0)
    mean = np.where(is_missing, 0.0, votes).sum(axis=0) / np.maximum(seen, 1)
    centred = np.where(is_missing, 0.0, votes - mean)
    components = _components(centred)
    enough = min(ENOUGH_VOTES, votes.shape[1])
    scale = np.sqrt(votes.shape[1] / np.maximum(np.sum(~is_missing, axis=1), enough))
    return (centred @ components.T) * scale[:, None], components


def _components(centred: Matrix) -> Matrix:
    """The two directions in which people differ most, each turned so that its largest part is positive."""
    people, statements = centred.shape
    if statements <= people:
        _sizes, vectors = np.linalg.eigh(centred.T @ centred)
        found = vectors[:, ::-1][:, :2].T
    else:
        _sizes, vectors = np.linalg.eigh(centred @ centred.T)
        found = vectors[:, ::-1][:, :2].T @ centred
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        found = np.where(lengths > 1e-9, found / np.maximum(lengths, 1e-9), 0.0)
    both = np.zeros((2, statements))
    both[: len(found)] = found
    largest = np.take_along_axis(both, np.abs(both).argmax(axis=1)[:, None], axis=1)
    return np.where(largest < 0, -both, both)


def _groups(places: Matrix) -> tuple[Matrix, Labels]:
    """The centres of the best grouping, and to which each place belongs."""
    points = _distinct(places)[:MOST_PLACES]
    if len(places) > MOST_PLACES:
        points, base = _k_means(places, points, np.ones(len(places)))
    else:
        base = _nearest(places, points)
    weights = np.bincount(base, minlength=len(points)).astype(float)
    apart = np.linalg.norm(points[:, None] - points[None], axis=2)
    best, centres = -2.0, np.average(points, axis=0, weights=weights)[None]
    of_points = np.zeros(len(points), dtype=np.intp)
    for number in range(2, min(MOST_GROUPS, 2 + len(points) // PLACES_PER_GROUP, len(points)) + 1):
        tried, labels = _k_means(points, points[:number], weights)
        if (value := _silhouette(apart, labels)) > best:
            best, centres, of_points = value, tried, labels
    return centres, of_points[base]


def _distinct(places: Matrix) -> Matrix:
    _values, first = np.unique(places.round(9), axis=0, return_index=True)
    return places[np.sort(first)]


def _nearest(places: Matrix, centres: Matrix) -> Labels:
    squares = np.zeros((len(places), len(centres)))
    for axis in range(places.shape[1]):
        squares += (places[:, axis, None] - centres[None, :, axis]) ** 2
    return np.asarray(squares.argmin(axis=1), dtype=np.intp)


def _k_means(places: Matrix, start: Matrix, weights: Matrix) -> tuple[Matrix, Labels]:
    """Lloyd's algorithm; a centre that lost all its places stays where it was."""
    centres, labels = start.copy(), _nearest(places, start)
    for _round in range(ROUNDS):
        heavy = np.bincount(labels, weights=weights, minlength=len(centres))
        for axis in range(places.shape[1]):
            sums = np.bincount(labels, weights=weights * places[:, axis], minlength=len(centres))
            centres[:, axis] = np.where(heavy > 0, sums / np.maximum(heavy, 1e-12), centres[:, axis])
        moved = _nearest(places, centres)
        if np.array_equal(moved, labels):
            break
        labels = moved
    return centres, labels


def _silhouette(apart: Matrix, labels: Labels) -> float:
    """The mean silhouette of places from their distances; a place that is alone counts 0."""
    groups = np.unique(labels)
    if len(groups) < 2:
        return -1.0
    sums = np.stack([apart[:, labels == group].sum(axis=1) for group in groups], axis=1)
    sizes = np.array([np.sum(labels == group) for group in groups], dtype=float)
    own = np.searchsorted(groups, labels)
    at = np.arange(len(labels))
    inner = sums[at, own] / np.maximum(sizes[own] - 1, 1)
    outer = sums / sizes
    outer[at, own] = np.inf
    nearest = outer.min(axis=1)
    value = (nearest - inner) / np.maximum(np.maximum(nearest, inner), 1e-12)
    return float(np.where(sizes[own] > 1, value, 0.0).mean())
