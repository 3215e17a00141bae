"""Which identities a report let us try, how they ended, and what the others lacked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from pipeline.identities.figures import Figures, Outcome, Trial
from schemas.paths import shape
from schemas.report import Coverage, RuleCoverage
from schemas.vocabulary.identities import MEMBER, Identity, Relation, identities


def coverage(trials: Iterable[Trial], figures: Figures) -> Coverage:
    """Counts in all and by rule; a rule without an instance says which path it lacks."""
    ended: dict[str, list[Trial]] = defaultdict(list)
    for trial in trials:
        ended[trial.instance.identity.id].append(trial)
    rules = [_rule(i.id, ended[i.id]) for i in identities() if ended.get(i.id)]
    known = {shape(path) for path in figures}
    untried = {i.id: _lacks(i, known) for i in identities() if not ended.get(i.id)}
    whole = Counter(trial.outcome.value for group in ended.values() for trial in group)
    return Coverage(tried=sum(whole.values()), rules=tuple(rules), untried=untried, **whole)


def _rule(name: str, trials: list[Trial]) -> RuleCoverage:
    ends = Counter(trial.outcome.value for trial in trials)
    unable = (t.reason for t in trials if t.outcome is Outcome.COULD_NOT_RUN)
    return RuleCoverage(rule=name, reasons=dict(Counter(unable)), **ends)


def _lacks(identity: Identity, known: set[str]) -> str:
    """What of the rule no value stands for; members without a common key lack that key."""
    if identity.relation is Relation.HIERARCHY:
        named = [identity.members + "[]"]
        found = any(path.startswith(named[0]) for path in known)
    elif identity.relation is Relation.RATE:
        return "没有同时印出金额、增减额和增减率"
    else:
        named = [identity.total, *identity.required]
        named += identity.addends[:1] if identity.relation is not Relation.SUM else ()
        found = all(path.replace(MEMBER, "[]") in known for path in named)
    absent = [p for p in named if p.replace(MEMBER, "[]") not in known]
    if found or not absent:
        return "加项未印出，或各项没有共同的键"
    return f"没有 {'、'.join(dict.fromkeys(absent))}"
