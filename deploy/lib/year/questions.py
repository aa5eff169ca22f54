"""Questions for the random network of the same seed."""

import random
from datetime import timedelta

from year.chance import COM69, OUTSIDE, SESSIONS, anchors, pool
from year.facts import months


def questions(seed):
    """Returns about 40 questions: the words of the command, without `vigie` and without --format."""
    r = random.Random("questions %s" % seed)
    A, P = anchors(seed), pool(seed)
    jit = lambda d: d + timedelta(days=r.choice((0, 0, 0, 1, -1)))
    D = lambda: jit(r.choice(A)) if r.random() < 0.75 else jit(r.choice(P))
    out = []

    def after(d):
        return r.choice(
            (
                d,
                d + timedelta(days=1),
                jit(months(d, 12)),
                jit(months(d, 12)),
                jit(months(d, 24)),
                jit(months(d, 48)),
                jit(months(d, 1)),
                jit(max(P)),
                jit(r.choice(P)),
                jit(r.choice([x for x in P if x >= d] or [d])),
                d - timedelta(days=1) if r.random() < 0.3 else d,
            )
        )

    def span(*lengths):
        b = D()
        a = r.choice([jit(months(b, -n)) for n in lengths] + [b, jit(r.choice(P)), b.replace(month=1, day=1)])
        return (a, b) if a <= b else (b, a)

    years = [x.year for x in A]
    year = lambda: r.choice(years) + r.choice((0, 0, 0, -1))
    for _ in range(4):
        d = D()
        out.append("registry approvals --as-of %s --ending-by %s" % (d, after(d)))
    for _ in range(2):
        out.append("registry agreements --as-of %s" % D())
    d = D()
    out.append("registry agreements --as-of %s --kind %s" % (d, r.choice(("tripartite", "ctg", "city_policy", "other"))))
    for _ in range(2):
        d = D()
        out.append("registry agreements --as-of %s --ending-by %s" % (d, after(d)))
    d = D()
    out.append(
        "registry agreements --as-of %s --ending-by %s --kind %s"
        % (d, after(d), r.choice(("tripartite", "ctg", "city_policy", "other")))
    )
    for k in ("ctg", "ctg", "city_policy", "city_policy", "tripartite", "tripartite"):
        out.append("registry coverage --kind %s --as-of %s" % (k, D()))
    for y in (A[0].year, year(), year()):
        out.append("registry contributions --year %s" % y)
    for _ in range(2):
        out.append("registry tools --as-of %s" % D())
        out.append("registry tools --as-of %s --figures" % D())
    out.append("registry duplicates")
    for _ in range(3):
        out.append("training sessions --from %s --to %s" % span(12, 24, 48))
    for i in range(3):
        out.append("training needs --as-of %s" % (jit(A[0]) if i < 2 else D()))
    for _ in range(4):
        out.append("training unreached --from %s --to %s" % span(12, 36, 48))
    for s in r.sample(SESSIONS, 5):
        out.append("training certificates %s" % s)
    out.append("evaluation meetings --year %s" % year())
    for c in r.sample(COM69 + ["69382", "69385"], 3) + [
        r.choice(["69123", "69381", "69159", "69114", "69152", "69149"]),
        r.choice(OUTSIDE + ["69999", "69000", "X"]),
    ]:
        out.append("evaluation meetings --year %s --commune %s" % (year(), c))
    for i in range(3):
        out.append("fragile --as-of %s" % (jit(A[0]) if i < 2 else D()))
    return list(dict.fromkeys(out))
