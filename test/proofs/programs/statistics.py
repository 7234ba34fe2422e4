"""Answers each case with SciPy's and statsmodels' numbers, in order, as JSON."""

import json
import sys

import numpy as np
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import TTestIndPower
from statsmodels.stats.proportion import proportion_confint, proportions_ztest


def spread(values):
    result = stats.ttest_1samp(values, 0)
    interval = result.confidence_interval(0.95)
    return [np.mean(values), np.std(values, ddof=1), interval.low, interval.high]


def welch(first, second):
    result = stats.ttest_ind(second, first, equal_var=False)
    interval = result.confidence_interval(0.95)
    return [np.mean(second) - np.mean(first), interval.low, interval.high, result.pvalue]


def paired(first, second):
    result = stats.ttest_rel(second, first)
    interval = result.confidence_interval(0.95)
    return [np.mean(second) - np.mean(first), interval.low, interval.high, result.pvalue]


def one_against_many(many, one):
    # With one value on one side, the deviation both share is that of the other.
    return [one - np.mean(many), stats.ttest_ind([one], many, equal_var=True).pvalue]


def figure_against_many(many, one, variance):
    n = len(many)
    spread = np.var(many, ddof=1) * (1 + 1 / n)
    error = np.sqrt(spread + variance)
    freedom = min((spread + variance) ** 2 / (spread**2 / (n - 1)), 1e6)
    difference = one - np.mean(many)
    low, high = stats.t.interval(0.95, freedom, loc=difference, scale=error)
    return [difference, low, high, 2 * stats.t.sf(abs(difference / error), freedom)]


def mcnemar_p(first, second):
    exact = first + second < 25
    return [mcnemar([[0, first], [second, 0]], exact=exact, correction=True).pvalue]


def holm(ps):
    return list(multipletests(ps, method="holm")[1])


def wilson(count, of):
    return list(proportion_confint(count, of, alpha=0.05, method="wilson"))


def two_shares(first, of_first, second, of_second):
    _, p = proportions_ztest([second, first], [of_second, of_first])
    return [p]


def power(effect, n):
    return [TTestIndPower().power(effect, n, 0.05)]


def seeds(effect):
    return [max(2, int(np.ceil(TTestIndPower().solve_power(effect, power=0.8, alpha=0.05))))]


answers = {
    "spread": spread,
    "welch": welch,
    "paired": paired,
    "oneAgainstMany": one_against_many,
    "figureAgainstMany": figure_against_many,
    "mcnemar": mcnemar_p,
    "holm": holm,
    "wilson": wilson,
    "twoShares": two_shares,
    "power": power,
    "seeds": seeds,
}
cases = json.load(sys.stdin)
json.dump(
    {
        name: [[float(value) for value in answers[name](*case)] for case in given]
        for name, given in cases.items()
    },
    sys.stdout,
)
