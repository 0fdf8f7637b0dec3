/** The page: which scenario, and which of its views. */
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { ScenarioDescription, ScenarioSummary } from "./api";
import { failureOf, get, type PageFailure } from "./ask";
import { Chair } from "./chair";
import { Compare } from "./compare";
import { Explore } from "./explore";
import { gameIn } from "./game";
import { GlossaryOf, glossaryOf } from "./glossary";
import { go, link, useRoute, VIEWS, type View } from "./route";
import { Wrong } from "./section";
import { CopyLink } from "./share";
import { Teach } from "./teach";
import { Tour } from "./tour";
import { Week } from "./week";
import { plain, readWorld, writeWorld } from "./world";
import "./style/page.css";
import "./style/controls.css";
import "./style/answer.css";
import "./style/futures.css";
import "./style/screens.css";

const TITLES: { [view in View]: string } = {
  explore: "Explore",
  compare: "Compare",
  week: "The week",
  chair: "Play a chair",
  teach: "Teach",
};

/** The scenario that an address is about. */
function scenarioOf(view: View, query: string): string | null {
  const game = view === "chair" ? gameIn(query) : null;
  if (game !== null) return game.scenario;
  return readWorld(view === "compare" ? (new URLSearchParams(query).get("a") ?? "") : query).scenario;
}

function Page() {
  const { view, query } = useRoute();
  const [scenarios, setScenarios] = useState<ScenarioSummary[]>([]);
  const [opened, setOpened] = useState<{ wanted: string | null; sheet: ScenarioDescription } | null>(null);
  const [failure, setFailure] = useState<PageFailure | null>(null);
  const [times, setTimes] = useState(0);
  const wanted = scenarioOf(view, query);
  useEffect(() => {
    get<ScenarioSummary[]>("/scenarios").then(setScenarios, (error: unknown) => setFailure(failureOf(error)));
  }, [times]);
  useEffect(() => {
    const words = wanted === null ? "" : `?${new URLSearchParams({ scenario: wanted }).toString()}`;
    const controller = new AbortController();
    get<ScenarioDescription>(`/scenario${words}`, controller.signal).then(
      (found) => {
        setOpened({ wanted, sheet: found });
        setFailure(null);
      },
      (error: unknown) => controller.signal.aborted || setFailure(failureOf(error)),
    );
    return () => controller.abort();
  }, [wanted, times]);
  const sheet = opened?.sheet ?? null;
  const places = placesOf(view, query, wanted);
  return (
    <>
      {/* biome-ignore lint/a11y/useValidAnchor: a link, so that it is read out as one; it keeps the address, which is the reader's place. */}
      <a class="skip" href="#main" onClick={toMain}>
        Skip to the answer
      </a>
      <header>
        <h1>Standoff</h1>
        <label class="scenario">
          <span class="unseen">Scenario</span>
          <select
            value={sheet?.name ?? ""}
            onChange={(event) => go(view, writeWorld({ ...plain, scenario: event.currentTarget.value }))}
          >
            <Options scenarios={scenarios.filter(({ over }) => !over)} />
            <optgroup label="Wars that are over">
              <Options scenarios={scenarios.filter(({ over }) => over)} />
            </optgroup>
          </select>
        </label>
        <nav aria-label="Views">
          {VIEWS.map((one) => (
            <a
              href={link(one, one === view && one !== "chair" ? query : places[one])}
              aria-current={one === view ? "page" : undefined}
            >
              {TITLES[one]}
            </a>
          ))}
        </nav>
        <CopyLink />
        <Tour guided={view === "explore" || view === "week"} />
      </header>
      <main id="main" tabIndex={-1}>
        {failure !== null && <Wrong failure={failure} again={() => setTimes(times + 1)} />}
        {sheet !== null && opened?.wanted === wanted && (
          <GlossaryOf.Provider value={glossaryOf(sheet)}>
            <p class="printed">
              <strong>{sheet.title}</strong>
            </p>
            <p class="summary">
              {sheet.summary}{" "}
              <span class="quiet">
                From {sheet.start}, {sheet.horizon_months} months. It recommends nothing: it compares consequences under
                stated assumptions.
              </span>
            </p>
            <ViewOf view={view} sheet={sheet} query={query} />
          </GlossaryOf.Provider>
        )}
      </main>
    </>
  );
}

function Options({ scenarios }: { scenarios: ScenarioSummary[] }) {
  return (
    <>
      {scenarios.map(({ name, title }) => (
        <option key={name} value={name}>
          {title}
        </option>
      ))}
    </>
  );
}

/** Where the other views begin: with the world that is seen, as far as they can show it. */
function placesOf(view: View, query: string, scenario: string | null): { [view in View]: string } {
  const of = view === "compare" ? (new URLSearchParams(query).get("b") ?? "") : view === "chair" ? "" : query;
  const world = { ...readWorld(of), scenario };
  const { runs, draws, seed, asOf, noRecord, event } = world;
  // Two worlds are compared on the same evidence.
  const other = writeWorld({ ...plain, scenario, runs, draws, seed, asOf, noRecord, event });
  return {
    explore: writeWorld(world),
    compare: new URLSearchParams({ a: other, b: writeWorld(world) }).toString(),
    week: writeWorld({ ...world, lever: [], without: [], runs: null, draws: null }),
    chair: writeWorld({ ...plain, scenario, set: world.set }),
    teach: writeWorld({ ...plain, scenario }),
  };
}

/** The address after `#` is the reader's place, so that a link within the page moves the focus only. */
function toMain(event: Event): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}

function ViewOf({ view, sheet, query }: { view: View; sheet: ScenarioDescription; query: string }) {
  switch (view) {
    case "explore":
      return <Explore key={sheet.name} sheet={sheet} query={query} />;
    case "compare":
      return <Compare key={sheet.name} sheet={sheet} query={query} />;
    case "week":
      return <Week key={sheet.name} sheet={sheet} query={query} />;
    case "chair":
      return <Chair key={sheet.name} sheet={sheet} query={query} />;
    case "teach":
      return <Teach key={sheet.name} sheet={sheet} />;
  }
}

render(<Page />, document.getElementById("page") ?? document.body);
