"""Connectors, each beside the real package."""

import warnings

import numpy as np
import pytest
import standoff as so
from conftest import SMALL
from standoff.connect import arviz, ema, lifelines, salib, scoringrules

NAMES = ["front.odds", "front.moves"]


def test_salib_finds_that_the_odds_matter(war: so.Scenario) -> None:
    from SALib.analyze import morris as analyze
    from SALib.sample import morris as sample

    problem = salib.problem(war, NAMES)
    samples = sample.sample(problem, 3, seed=1)
    outcomes = salib.evaluate(war, problem, samples, "cost.invader.area", **SMALL)
    assert outcomes.shape == (len(samples),)
    found = analyze.analyze(problem, samples, outcomes, seed=1)
    # More ground goes to the invader where its odds are better.
    assert found["mu"][0] > 0
    with pytest.raises(KeyError, match=r"front\.ods"):
        salib.problem(war, ["front.ods"])
    assert salib.problem(war)["num_vars"] > 40


def test_ema_performs_experiments(war: so.Scenario) -> None:
    with warnings.catch_warnings():
        # It tells of other packages that are not installed.
        warnings.simplefilter("ignore")
        from ema_workbench import perform_experiments

    model = ema.model(war, NAMES, outcomes=["holds-12", "cost.invader.area"], **SMALL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        experiments, outcomes = perform_experiments(model, scenarios=4)
    settings = {name: float(experiments[ema.identifier(name)].iloc[2]) for name in NAMES}
    alone = war.forecast(set=settings, **SMALL)
    held = np.mean(np.array(alone.runs["outcome.holds-12"], dtype=float))
    assert outcomes["holds_12"][2] == held


def test_lifelines_agrees_with_the_findings(war: so.Scenario) -> None:
    from lifelines import AalenJohansenFitter, KaplanMeierFitter

    forecast = war.forecast(runs=2048, draws=32, seed=3)
    table = lifelines.frame(forecast)
    fitted = KaplanMeierFitter().fit(table["duration"], table["event"])
    for row in forecast["hold"]["survival"]:
        # The line has broken by a month if it broke at its end.
        assert fitted.predict(row["months"]) == pytest.approx(row["p"], abs=1e-9)
    causes = table.attrs["causes"]
    place = causes.index("military") + 1
    incidence = AalenJohansenFitter(calculate_variance=False, jitter_level=0).fit(
        table["duration"] + np.arange(len(table)) * 1e-9, table["cause"], event_of_interest=place
    )
    found = float(incidence.cumulative_density_.iloc[-1, 0])
    told = next(cause for cause in forecast["hold"]["causes"] if cause["cause"] == "military")
    assert found == pytest.approx(told["by"][-1]["p"], abs=0.01)


def test_arviz_reads_the_groups(war: so.Scenario, forecast: so.Forecast) -> None:
    with warnings.catch_warnings():
        # It tells of its next version.
        warnings.simplefilter("ignore")
        import arviz as az

    tree = arviz.datatree(posterior=forecast, prior=war.forecast(runs=64, draws=8, seed=8))
    assert set(tree.children) == {"posterior", "posterior_predictive", "prior", "prior_predictive"}
    assert dict(tree["posterior_predictive"].sizes) == {"chain": 1, "draw": 8, "run": 8}
    summary = az.summary(tree["posterior"].to_dataset(), var_names=["parameter.front.odds"], kind="stats", round_to="none")
    odds = np.array(forecast.runs["parameter.front.odds"], dtype=float)
    assert float(summary["mean"].iloc[0]) == pytest.approx(odds.mean(), rel=1e-6)


def test_an_update_is_a_tree_of_its_own() -> None:
    war = so.Scenario.builtin("cenepa-1995")
    update = war.assimilate(runs=32, draws=4)
    tree = update.to_datatree()
    assert set(tree.children) == {"posterior", "posterior_predictive", "prior", "prior_predictive", "filter_stats"}
    for name in ("posterior", "prior"):
        assert dict(tree[f"{name}_predictive"].sizes) == {"chain": 1, "draw": 4, "run": 8}
    held = tree["posterior_predictive"]["outcome.holds-12"].mean()
    on_record = war.forecast(runs=32, draws=4)
    assert float(held) == pytest.approx(np.mean(np.array(on_record.runs["outcome.holds-12"], dtype=float)))
    without = war.forecast(runs=32, draws=4, record=False)
    alone = np.mean(np.array(without.runs["outcome.cost.invader.area"], dtype=float))
    assert float(tree["prior_predictive"]["outcome.cost.invader.area"].mean()) == pytest.approx(alone)
    assert float(tree["filter_stats"]["log_density"].sum()) == pytest.approx(update["log_likelihood"])
    assert "prior" not in war.assimilate(runs=32, draws=4, prior=False).to_datatree().children


def test_scoringrules_scores_the_futures(forecast: so.Forecast) -> None:
    months = np.array(forecast.runs["outcome.fighting-months"], dtype=float)
    pairs = np.abs(months[:, None] - months[None, :]).mean()
    expected = np.abs(months - 12.0).mean() - pairs / 2
    assert scoringrules.crps(forecast, "fighting-months", 12.0) == pytest.approx(expected)
    held = np.mean(np.array(forecast.runs["outcome.holds-24"], dtype=float))
    assert scoringrules.log_score(forecast, "holds-24", True) == pytest.approx(-np.log(held))
