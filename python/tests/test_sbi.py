"""The connector to sbi: its numbers without PyTorch, and an inference with it."""

import warnings
from pathlib import Path

import numpy as np
import pytest
import standoff as so
from conftest import SMALL
from standoff.connect import sbi
from standoff.connect._simulate import mean_outcomes

NAMES = ["front.odds", "front.moves"]
AREA = ["cost.invader.area"]


def test_rows_have_noise_of_their_own(war: so.Scenario) -> None:
    rows = np.array([[0.5, 0.6], [0.6, 0.6], [0.6, 0.6 + 1e-9], [0.6, 0.6]])
    found = sbi.mean_rows(war, NAMES, rows, [*AREA, "holds-24"], **SMALL)
    assert found.shape == (4, 2)
    # Neither equal rows nor neighbours share their noise; with common random numbers they do.
    assert len(set(found[1:, 0])) == 3
    common = [mean_outcomes(war, dict(zip(NAMES, row, strict=True)), AREA, **SMALL)[AREA[0]] for row in rows[1:].tolist()]
    assert np.ptp(common) < 1e-3 < np.ptp(found[1:, 0])
    # How rows are divided into calls, their order and that of their bytes make no difference.
    alone = [sbi.mean_rows(war, NAMES, row[None], [*AREA, "holds-24"], **SMALL)[0] for row in rows[:3]]
    assert np.array_equal(np.array(alone), found[:3])
    assert np.array_equal(sbi.mean_rows(war, NAMES, np.asfortranarray(rows[::-1]), [*AREA, "holds-24"], **SMALL)[3], found[0])
    other = sbi.mean_rows(war, NAMES, rows[:1], AREA, runs=64, draws=8, seed=8)
    assert other[0, 0] != found[0, 0]


def test_rows_scatter_as_seeds_do(war: so.Scenario) -> None:
    settings = {"front.odds": 0.6, "front.moves": 0.6}
    rows = sbi.mean_rows(war, NAMES, np.tile([0.6, 0.6], (24, 1)), AREA, **SMALL)[:, 0]
    seeds = [mean_outcomes(war, settings, AREA, runs=64, draws=8, seed=seed)[AREA[0]] for seed in range(100, 124)]
    error = np.sqrt((rows.var(ddof=1) + np.var(seeds, ddof=1)) / 24)
    assert abs(rows.mean() - np.mean(seeds)) < 4 * error
    assert 0.4 < rows.std() / np.std(seeds) < 2.5


def test_sbi_recovers_the_odds(war: so.Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # It writes logs where it runs.
    monkeypatch.chdir(tmp_path)
    with warnings.catch_warnings():
        # It tells of its own matters.
        warnings.simplefilter("ignore")
        torch = pytest.importorskip("torch")
        pytest.importorskip("sbi")
        from sbi.inference import NPE, simulate_for_sbi

        prior = sbi.prior(war, NAMES[:1])
        simulate = sbi.simulator(war, NAMES[:1], AREA, **SMALL)
        parameters, outcomes = simulate_for_sbi(simulate, prior, 300, seed=1, show_progress_bar=False)
        assert parameters.shape == outcomes.shape == (300, 1)
        assert torch.equal(simulate(parameters[0]), outcomes[0])
        assert torch.equal(simulate(parameters[:2].numpy()), outcomes[:2])
        inference = NPE(prior, show_progress_bars=False)
        inference.append_simulations(parameters, outcomes).train()
        posterior = inference.build_posterior()
        for truth in (0.48, 0.62):
            # The noise of the observation is none of those that were learned from.
            observed = sbi.simulator(war, NAMES[:1], AREA, runs=64, draws=8, seed=99)(torch.tensor([truth]))
            draws = posterior.sample((2000,), x=observed, show_progress_bars=False)
            # The prior has its mean at .55, .07 from either.
            assert float(draws.mean()) == pytest.approx(truth, abs=0.045)
            assert float(draws.std()) < 0.6 * float(prior.stddev)
