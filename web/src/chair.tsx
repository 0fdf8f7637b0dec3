/** Play a chair: decide month by month, against the engine; then see what it led to. */
import { useEffect, useState } from "preact/hooks";
import type { Game, MonthReport, Played, ScenarioDescription, Standing } from "./api";
import { failureOf, get, type PageFailure, post } from "./ask";
import { DebriefOf } from "./debrief";
import { DecisionForm } from "./decision";
import { save } from "./files";
import { eventWords, fileName, fileOf, gameIn, gameOf, linkOf, spoken } from "./game";
import { go, useTitle } from "./route";
import { Wrong } from "./section";
import { readWorld } from "./world";

export function Chair({ sheet, query }: { sheet: ScenarioDescription; query: string }) {
  const game = gameIn(query);
  if (game === null) return <Begin sheet={sheet} query={query} />;
  const closed = new URLSearchParams(query).get("debrief") !== null;
  return <Table key={`${game.digest} ${game.chair} ${game.seed}`} sheet={sheet} game={game} closed={closed} />;
}

/** Where the game stands is in the address; the way back does not take a month back. */
const playOn = (game: Game, moving: boolean, debrief = false): void => go("chair", linkOf(game, debrief), moving);

function Begin({ sheet, query }: { sheet: ScenarioDescription; query: string }) {
  const world = readWorld(query);
  useTitle(`Play a chair · ${sheet.title}`);
  const [chair, setChair] = useState(sheet.chairs[0]?.name ?? "");
  const [seed, setSeed] = useState(world.seed ?? "1");
  const [failure, setFailure] = useState<PageFailure | null>(null);
  const begin = (event: Event) => {
    event.preventDefault();
    const words = new URLSearchParams({ scenario: sheet.name, chair, seed });
    for (const setting of world.set) words.append("set", setting);
    get<Game>(`/game?${words.toString()}`).then(
      (game) => playOn(game, false),
      (error: unknown) => setFailure(failureOf(error)),
    );
  };
  const load = async (event: Event) => {
    const file = (event.currentTarget as HTMLInputElement).files?.[0];
    if (file === undefined) return;
    const game = gameOf(await file.text());
    if (game === null)
      setFailure({ status: 400, message: `${file.name} is not a game that was saved here.`, faults: [] });
    else playOn(game, false);
  };
  return (
    <section aria-labelledby="begin-heading">
      <h2 id="begin-heading">Take a chair</h2>
      <p>
        You decide for one actor, month by month; the engine plays the others, at the central values of all numbers.
        What else you could have done, and what it would have led to, is told at the end only.
      </p>
      <form class="ask" onSubmit={begin}>
        <label>
          Chair
          <select value={chair} onChange={(event) => setChair(event.currentTarget.value)}>
            {sheet.chairs.map(({ name, title }) => (
              <option value={name}>{title === spoken(name) ? title : `${title} (${spoken(name)})`}</option>
            ))}
          </select>
        </label>
        <label>
          Seed
          <input
            type="number"
            min={0}
            max={Number.MAX_SAFE_INTEGER}
            step={1}
            value={seed}
            onInput={(event) => setSeed(event.currentTarget.value)}
          />
        </label>
        <button type="submit">Begin</button>
      </form>
      <p>
        <label>
          Or go on with a saved game: <input type="file" accept=".json,application/json" onChange={load} />
        </label>
      </p>
      {failure !== null && <Wrong failure={failure} />}
    </section>
  );
}

function Table({ sheet, game, closed }: { sheet: ScenarioDescription; game: Game; closed: boolean }) {
  const [played, setPlayed] = useState<Played | null>(null);
  const [failure, setFailure] = useState<PageFailure | null>(null);
  const text = JSON.stringify(game);
  useEffect(() => {
    const controller = new AbortController();
    post<Played>("/game", text, controller.signal).then(
      (found) => {
        setPlayed(found);
        setFailure(null);
      },
      (error: unknown) => controller.signal.aborted || setFailure(failureOf(error)),
    );
    return () => controller.abort();
  }, [text]);
  const title = titles(sheet, played);
  useTitle(`${closed ? "Debrief" : `Month ${game.months.length + 1}`}, ${spoken(game.chair)} · ${sheet.title}`);
  const chair = sheet.chairs.find(({ name }) => name === game.chair)?.title ?? game.chair;
  const upToDate = played !== null && played.months.length === game.months.length;
  return (
    <div class="split">
      <aside aria-label="Your decision">
        <h2>You are: {chair}</h2>
        {failure !== null && <Wrong failure={failure} />}
        {failure !== null && game.months.length > 0 && (
          <button type="button" onClick={() => playOn({ ...game, months: game.months.slice(0, -1) }, true)}>
            Decide this month again
          </button>
        )}
        {played !== null && played.over === null && !closed && (
          <DecisionForm
            key={played.options.month}
            options={played.options}
            last={game.months[game.months.length - 1] ?? {}}
            busy={!upToDate}
            decide={(decision) => playOn({ ...game, months: [...game.months, decision] }, true)}
          />
        )}
        <div class="acts">
          <button type="button" onClick={() => save(fileName(game), "application/json", fileOf(game))}>
            Save the game
          </button>
          {!closed && (
            <button type="button" disabled={!upToDate} onClick={() => playOn(game, false, true)}>
              End and debrief
            </button>
          )}
          <a href={`#chair?scenario=${encodeURIComponent(game.scenario)}`}>New game</a>
        </div>
      </aside>
      <div class="answer">
        <div class="first">
          {played === null && failure === null && (
            <p class="status" role="status">
              Working: the game is played up to month {game.months.length}.
            </p>
          )}
          {played !== null && <Now standing={played.position} over={played.over} title={title} />}
        </div>
        <div class="rest">
          {closed && <DebriefOf game={game} />}
          {played !== null && <History months={played.months} title={title} />}
        </div>
      </div>
    </div>
  );
}

/** Titles of what the scenario names. */
function titles(sheet: ScenarioDescription, played: Played | null): (name: string) => string {
  const options = played?.options;
  const all = [...(options?.packages ?? []), ...(options?.postures ?? []), ...(options?.instruments ?? [])];
  const members = sheet.chairs.map(({ name, title }) => ({ name: name.replace("member:", ""), title }));
  return (name) => [...all, ...members].find((one) => one.name === name)?.title ?? spoken(name);
}

function Now({ standing, over, title }: { standing: Standing; over: Played["over"]; title: (name: string) => string }) {
  return (
    <section aria-labelledby="now-heading">
      <h2 id="now-heading">After month {standing.month}</h2>
      <p class="headline" role="status" data-month={standing.month}>
        {over === null
          ? `It is ${spoken(standing.regime)}.`
          : over.end === null
            ? "The horizon is reached."
            : `The war has ended: ${spoken(over.end)}.`}
      </p>
      <dl class="facts">
        {facts(standing, title).map(([name, value]) => (
          <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** What all actors can see. */
function facts(standing: Standing, title: (name: string) => string): [string, string][] {
  const stamina = (level: number): string => ["worn out", "strained", "fresh"][level] ?? String(level);
  return [
    ["Land gained by the invader", `${Math.round(standing.gained_km2).toLocaleString("en")} km²`],
    ["Coverage of the defender's need", `${Math.round(standing.coverage * 100)} %`],
    ["Posture of the great power", title(standing.posture)],
    ["Draft on the table", title(standing.draft)],
    ["Credibility of guarantees", standing.credibility.toFixed(2)],
    ["Stamina of the invader", stamina(standing.stamina.invader)],
    ["Stamina of the defender", stamina(standing.stamina.defender)],
  ];
}

function History({ months, title }: { months: MonthReport[]; title: (name: string) => string }) {
  if (months.length === 0) return null;
  return (
    <section aria-labelledby="history-heading">
      <h2 id="history-heading">So far</h2>
      <ol class="history" reversed start={months.length}>
        {[...months].reverse().map((month) => (
          <li key={month.month}>
            {Math.round(month.gained_km2).toLocaleString("en")} km², coverage {Math.round(month.coverage * 100)} %, aid{" "}
            {month.aid.members.toFixed(1)} bn
            {month.aid.pooled > 0 && ` and ${month.aid.pooled.toFixed(1)} bn from pooled money`}
            <ul>
              {month.rounds.map(({ track, draft, result }) => (
                <li>
                  Round ({title(track)}): {title(draft)}: {spoken(result)}
                </li>
              ))}
              {month.events.map((event) => (
                <li>
                  <strong>{eventWords(event, title)}</strong>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </section>
  );
}
