/** What can be changed in a world: numbers, beliefs, mechanisms, levers, and how much is simulated. */
import { useEffect, useMemo, useState } from "preact/hooks";
import type { LeverDescription, Named, Parameter, ScenarioDescription, Swing } from "./api";
import { nearMonths } from "./months";
import { type Change, Number_ } from "./parameter";
import { toggled, type World } from "./world";

/** Parameters shown before anybody searches. */
const FIRST = 12;
/** Parameters shown of those found. */
const FOUND = 30;

/** Paths that say what actors believe of each other and of chance. */
const isBelief = ({ path }: Parameter): boolean => path.startsWith("beliefs.") || path.startsWith("stamina.");

/** The ranking of the parameters stays as it first was, so that nothing moves away under the pointer. */
export function useRanking(scenario: string, found: Swing[] | null): Swing[] {
  const [ranking, setRanking] = useState<{ scenario: string; swings: Swing[] }>({ scenario, swings: [] });
  useEffect(() => {
    if (found === null) return;
    setRanking((before) =>
      before.scenario === scenario && before.swings.length > 0 ? before : { scenario, swings: found },
    );
  }, [scenario, found]);
  return ranking.scenario === scenario ? ranking.swings : NONE;
}

/** One and the same list, so that nothing is ranked anew where nothing is known. */
const NONE: Swing[] = [];

export function Controls({
  sheet,
  swings,
  world,
  change,
}: {
  sheet: ScenarioDescription;
  swings: Swing[];
  world: World;
  change: Change;
}) {
  const [search, setSearch] = useState("");
  const ranked = useMemo(() => mostImportant(sheet, swings), [sheet, swings]);
  const beliefs = sheet.parameters.filter(isBelief);
  const found = useMemo(() => matching(sheet.parameters, search), [sheet, search]);
  const near = nearMonths(sheet.horizon_months);
  const row = (parameter: Parameter) => (
    <Number_
      key={parameter.path}
      parameter={parameter}
      swing={swings.find((swing) => swing.parameter === parameter.path)}
      near={near}
      world={world}
      change={change}
    />
  );
  return (
    <div class="controls">
      <details open>
        <summary>What matters most</summary>
        <p class="quiet">
          {swings.length > 0
            ? `Ranked by how far the chance of holding ${near} moves over each range.`
            : "In the order of the scenario; ranked as soon as the whole answer is there."}
        </p>
        <ul class="parameters">{ranked.map(row)}</ul>
      </details>
      <details>
        <summary>All {sheet.parameters.length} numbers</summary>
        <label class="search">
          Search
          <input
            type="search"
            value={search}
            placeholder="path or words"
            onInput={(event) => setSearch(event.currentTarget.value)}
          />
        </label>
        <p class="quiet" role="status">
          {search === ""
            ? "Type to find a number."
            : `${found.length} found${found.length > FOUND ? `, the first ${FOUND} shown` : ""}.`}
        </p>
        <ul class="parameters">{search === "" ? null : found.slice(0, FOUND).map(row)}</ul>
      </details>
      {beliefs.length > 0 && (
        <details>
          <summary>Beliefs ({beliefs.length})</summary>
          <ul class="parameters">{beliefs.map(row)}</ul>
        </details>
      )}
      <Switches sheet={sheet} world={world} change={change} />
      <Levers levers={sheet.levers} world={world} change={change} />
      {sheet.record !== null && <TheRecord events={sheet.record.events} world={world} change={change} />}
      <Chance world={world} change={change} />
    </div>
  );
}

function mostImportant(sheet: ScenarioDescription, swings: Swing[]): Parameter[] {
  const size = (swing: Swing) => Math.abs(swing.at_high - swing.at_low);
  const paths = [...swings].sort((one, other) => size(other) - size(one)).map((swing) => swing.parameter);
  const ranked = paths.flatMap((path) => sheet.parameters.filter((parameter) => parameter.path === path));
  const uncertain = sheet.parameters.filter((parameter) => parameter.range !== null && parameter.stated);
  return (swings.length > 0 ? ranked : uncertain).slice(0, FIRST);
}

function matching(parameters: Parameter[], search: string): Parameter[] {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const text = ({ path, meaning, title, grade }: Parameter) => `${path} ${meaning} ${title} ${grade}`.toLowerCase();
  return words.length === 0
    ? []
    : parameters.filter((parameter) => words.every((word) => text(parameter).includes(word)));
}

function Switches({ sheet, world, change }: { sheet: ScenarioDescription; world: World; change: Change }) {
  const row = ({ name, title }: Named) => (
    <li>
      <label>
        <input
          type="checkbox"
          checked={!world.without.includes(name)}
          onChange={(event) =>
            change({ ...world, without: toggled(world.without, name, !event.currentTarget.checked) })
          }
        />
        {title}
      </label>
    </li>
  );
  return (
    <details>
      <summary>Mechanisms{world.without.length > 0 && ` (${world.without.length} off)`}</summary>
      <ul class="switches">{sheet.mechanisms.map(row)}</ul>
    </details>
  );
}

function Levers({ levers, world, change }: { levers: LeverDescription[]; world: World; change: Change }) {
  if (levers.length === 0) return null;
  const row = ({ name, title, date, foreseen, note }: LeverDescription) => (
    <li>
      <label>
        <input
          type="checkbox"
          checked={world.lever.includes(name)}
          onChange={(event) => change({ ...world, lever: toggled(world.lever, name, event.currentTarget.checked) })}
        />
        {title}
      </label>
      <p class="known">
        <code>{name}</code> · from {date}, {foreseen ? "foreseen" : "not foreseen"} by the actors
        {note !== null && ` · ${note}`}
      </p>
    </li>
  );
  return (
    <details>
      <summary>Levers{world.lever.length > 0 && ` (${world.lever.length} pulled)`}</summary>
      <ul class="switches">{levers.map(row)}</ul>
    </details>
  );
}

function TheRecord({ events, world, change }: { events: number; world: World; change: Change }) {
  return (
    <details>
      <summary>The record{world.noRecord && " (left out)"}</summary>
      <ul class="switches">
        <li>
          <label>
            <input
              type="checkbox"
              checked={!world.noRecord}
              onChange={(event) => change({ ...world, noRecord: !event.currentTarget.checked })}
            />
            Start from the record of the war, {events} events
          </label>
        </li>
      </ul>
    </details>
  );
}

function Chance({ world, change }: { world: World; change: Change }) {
  const box = (name: "runs" | "draws" | "seed", words: string, usual: string, most: number) => (
    <label class="count">
      {words}
      <input
        type="number"
        min={name === "seed" ? 0 : 1}
        max={most}
        step={1}
        placeholder={usual}
        value={world[name] ?? ""}
        onChange={(event) =>
          change({ ...world, [name]: event.currentTarget.value === "" ? null : event.currentTarget.value })
        }
      />
    </label>
  );
  return (
    <details>
      <summary>How much is simulated</summary>
      {box("runs", "Futures", "10240", 102_400)}
      {box("draws", "Draws of the uncertain numbers", "128", 1024)}
      {box("seed", "Seed", "1", Number.MAX_SAFE_INTEGER)}
    </details>
  );
}
