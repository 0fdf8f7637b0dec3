"""The tables of the book's pages on past wars, from what the program prints.

    standoff wars score --json > score.json
    standoff wars moments --json > moments.json
    python3 scenarios/wars/tables.py score.json moments.json

Each table of docs/src/wars.md and docs/src/wars/*.md stands between two comments that name it, and is written anew.
"""

import json
import re
import sys
from pathlib import Path

PAGES = Path(__file__).resolve().parents[2] / "docs" / "src"
TITLES = {
    "hazard": "each month: does it end? (log score)",
    "over-6": "over within 6 months (Brier)",
    "over-12": "over within 12 months (Brier)",
    "over-24": "over within 24 months (Brier)",
    "months": "months to the end (CRPS, months)",
    "end": "how it ends (log score)",
    "fought-again": "fought again within five years (log score)",
    "front-3": "front in 3 months (CRPS, share of the stake)",
    "front-12": "front in 12 months (CRPS, share of the stake)",
}
ENDINGS = {
    "settlement": "a settlement",
    "ceasefire": "a ceasefire",
    "invader": "the invader's victory",
    "defender": "the defender's victory",
}


def figure(value):
    """Two digits that count, as the program's own pages have."""
    if value is None:
        return "–"
    size = abs(value)
    places = 0 if size >= 9.5 else 1 if size >= 0.95 else 2 if size >= 0.095 else 3 if size >= 0.0095 else 4
    return f"{value:.{places}f}".replace("-", "−")


def table(heads, rows):
    """A table of Markdown; a head that ends in a colon is of a column of numbers."""
    line = lambda cells: "| " + " | ".join(str(cell) for cell in cells) + " |"
    rule = "|" + "|".join("---:" if head.endswith(":") else "---" for head in heads) + "|"
    return "\n".join([line(head.rstrip(":") for head in heads), rule] + [line(row) for row in rows])


def gain(benchmark):
    interval = "" if benchmark["low"] is None else f", {figure(benchmark['low'])} to {figure(benchmark['high'])}"
    low, high = benchmark["low"], benchmark["high"]
    sign = "" if low is None else " +" if low > 0 else " −" if high < 0 else ""
    return f"{figure(benchmark['gain'])}{interval}", sign


def targets(scores):
    def beside(one):
        value, sign = gain(one)
        return f"{one['name']} {figure(one['score'])} ({value}){sign}"

    heads = ["target", "wars:", "origins:", "model:", "beside it: score (gain, 90 %)"]
    rows = [
        [TITLES[one["target"]], one["wars"], one["origins"], figure(one["model"]), "; ".join(map(beside, one["benchmarks"]))]
        for one in scores
    ]
    return table(heads, rows)


def best(scores):
    def row(one):
        rival = min(one["benchmarks"], key=lambda benchmark: benchmark["score"])
        value = "".join(gain(rival))
        return [TITLES[one["target"]], one["wars"], figure(one["model"]), f"{rival['name']} {figure(rival['score'])}", value]

    return table(["target", "wars:", "model:", "best plain method", "gain of the model, 90 %"], map(row, scores))


def stated(score):
    rows = [
        [f"{one['chance']:.2f}", f"{one['frequency']:.2f}", f"{one['low']:.2f} to {one['high']:.2f}", one["forecasts"]]
        for one in score["calibration"]["stated"]
    ]
    return table(["stated:", "came:", "90 %", "forecasts:"], rows)


def ages(score):
    def row(one):
        band = f"{one['from']} and over" if one["to"] is None else f"{one['from']} to {one['to'] - 1}"
        return [band, f"{one['months']:.0f}", f"{one['expected']:.1f}", one["came"]]

    return table(["age, months", "war-months:", "ends expected:", "came:"], map(row, score["calibration"]["by_age"]))


def wars(score):
    def row(one):
        scores = one["scores"]
        figures = [f"{scores['over-12']:.2f}", f"{scores['months']:.1f}", f"{scores['end']:.2f}"]
        return [one["war"], ENDINGS[one["ending"]], len(one["origins"]), *figures]

    heads = ["war", "ended with", "origins:", "Brier, 12 months:", "CRPS, months:", "how it ends (log):"]
    return table(heads, map(row, score["wars"]))


def slopes(score):
    def row(one):
        of = "an end" if one["of"] == "end" else "a round of talks"
        return [of, one["on"], figure(one["model"]), f"{figure(one['wars'])} ± {figure(one['error'])}"]

    return table(["log-odds of", "on", "model:", "37 wars:"], map(row, score["slopes"]))


def moments(found):
    rows = [[one["moment"], figure(one["model"]), figure(one["wars"]), one["source"]] for one in found["moments"]]
    return table(["figure", "model:", "past wars:", "source of the latter"], rows)


def origins(war):
    def row(one):
        outside = one["outside"][1] if one["outside"] else None
        chances = [*one["over"], outside, *one["endings"], one["fought_again"]]
        cells = ["–" if chance is None else f"{chance:.2f}" for chance in chances]
        return [one["day"], f"{one['months_to_end']:.0f}", *cells]

    heads = ["from", "months to the end:", "over within 6:", "12:", "24:", "outside view, 12:"]
    return table([*heads, "on terms:", "invader:", "defender:", "fought again:"], map(row, war["origins"]))


def write(page, name, text):
    """Puts a table between its comments, where the page has them."""
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    words = page.read_text()
    if begin in words:
        page.write_text(re.sub(f"(?s){begin}.*?{end}", lambda _: f"{begin}\n{text}\n{end}", words))


def main():
    score, found = (json.loads(Path(name).read_text()) for name in sys.argv[1:3])
    tables = {
        "targets": targets(score["targets"]),
        "best": best(score["targets"]),
        "before-1945": best(score["eras"]["before-1945"]),
        "since-1945": best(score["eras"]["since-1945"]),
        "stated": stated(score),
        "ages": ages(score),
        "wars": wars(score),
        "moments": moments(found),
        "slopes": slopes(score),
    }
    for name, text in tables.items():
        write(PAGES / "wars.md", name, text)
    for page in (PAGES / "wars").glob("*.md"):
        war = next(war for war in score["wars"] if war["war"] == page.stem)
        write(page, "origins", origins(war))


main()
