/** What can be changed in a world: numbers, levers, beliefs, mechanisms, the record, and how much is simulated. */
import type { ComponentChildren, VNode } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import type { LeverDescription, Named, Parameter, ScenarioDescription, Swing } from "./api";
import { nearMonths } from "./months";
import { type Change, Number_ } from "./parameter";
import { NothingFound, wordsOf } from "./search";
import { settingOf, toggled, type World } from "./world";

/** Parameters shown before anybody searches. */
const FIRST = 5;
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
  answered,
  world,
  change,
}: {
  sheet: ScenarioDescription;
  swings: Swing[];
  /** Whether a whole answer has come, without which nothing can be told from chance. */
  answered: boolean;
  world: World;
  change: Change;
}) {
  const beliefs = sheet.parameters.filter(isBelief);
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
      <Search parameters={sheet.parameters} row={row} />
      <Strongest sheet={sheet} swings={swings} answered={answered} world={world} near={near} row={row} />
      <Levers levers={sheet.levers} world={world} change={change} />
      <AllNumbers parameters={sheet.parameters} row={row} />
      {beliefs.length > 0 && (
        <Folded title={`Beliefs (${beliefs.length})`}>{() => <ul class="parameters">{beliefs.map(row)}</ul>}</Folded>
      )}
      <Switches sheet={sheet} world={world} change={change} />
      {sheet.record !== null && <TheRecord events={sheet.record.events} world={world} change={change} />}
      <Chance world={world} change={change} />
    </div>
  );
}

type Row = (parameter: Parameter) => VNode;

function Search({ parameters, row }: { parameters: Parameter[]; row: Row }) {
  const [search, setSearch] = useState("");
  const found = useMemo(() => matching(parameters, search), [parameters, search]);
  return (
    <search class="numbers">
      <label class="search">
        Search {parameters.length} numbers
        <input
          type="search"
          value={search}
          placeholder="such as aid, front, sanctions"
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
      </label>
      <p class="quiet" role="status">
        {found.length > 0 && `${found.length} found${found.length > FOUND ? `, the first ${FOUND} shown` : ""}.`}
        {found.length === 0 && search.trim() !== "" && (
          <NothingFound
            search={search}
            examples="aid, front or sanctions, or part of a path; “All numbers” lists every one"
            count={(words) => matching(parameters, words).length}
          />
        )}
      </p>
      {found.length > 0 && <ul class="parameters">{found.slice(0, FOUND).map(row)}</ul>}
    </search>
  );
}

/** The numbers with which the answer goes, as far as that can be told from chance; what is set by hand stays in sight. */
function Strongest({
  sheet,
  swings,
  answered,
  world,
  near,
  row,
}: {
  sheet: ScenarioDescription;
  swings: Swing[];
  answered: boolean;
  world: World;
  near: string;
  row: Row;
}) {
  const all = useMemo(() => toldFromChance(sheet, swings), [sheet, swings]);
  const told = all.slice(0, FIRST);
  const first = told.length > 0 ? told : firstOf(sheet);
  const byHand = sheet.parameters.filter((one) => settingOf(world, one.path) !== null && !first.includes(one));
  const known = swings.length > 0;
  return (
    <section class="strongest" aria-labelledby="strongest-heading">
      <h2 id="strongest-heading">What matters most</h2>
      <p class="quiet">
        {told.length > 0
          ? `The chance of holding ${near} varies most with ${told.length === 1 ? "this number" : `these ${told.length} numbers`}. ${all.length > told.length ? "More are told from chance: see Method." : "Nothing else is told from chance at this size."}`
          : known || answered
            ? "None is told from chance at this size."
            : "The whole answer says which numbers are told from chance."}
      </p>
      {told.length > 0 ? (
        <ul class="parameters">{told.map(row)}</ul>
      ) : (
        <details open>
          <summary>The first {first.length} numbers of the scenario</summary>
          <ul class="parameters">{first.map(row)}</ul>
        </details>
      )}
      {byHand.length > 0 && (
        <>
          <h3>Set by hand</h3>
          <ul class="parameters">{byHand.map(row)}</ul>
        </>
      )}
    </section>
  );
}

/** The largest first; the answer itself says what is told from chance, by the rule of the table of swings. */
function toldFromChance(sheet: ScenarioDescription, swings: Swing[]): Parameter[] {
  const size = (swing: Swing) => Math.abs(swing.at_high - swing.at_low);
  const paths = swings
    .filter((swing) => swing.told_from_chance)
    .sort((one, other) => size(other) - size(one))
    .map((swing) => swing.parameter);
  return paths.flatMap((path) => sheet.parameters.filter((parameter) => parameter.path === path));
}

const firstOf = (sheet: ScenarioDescription): Parameter[] =>
  sheet.parameters.filter((parameter) => parameter.range !== null && parameter.stated).slice(0, FIRST);

/** A part that is made only once it is opened: hundreds of sliders would make every answer slower to show. */
function Folded({ title, children }: { title: string; children: () => ComponentChildren }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {open && children()}
    </details>
  );
}

/** All numbers, by the first word of their paths. */
function AllNumbers({ parameters, row }: { parameters: Parameter[]; row: Row }) {
  const groups = useMemo(() => grouped(parameters), [parameters]);
  return (
    <Folded title={`All ${parameters.length} numbers`}>
      {() =>
        [...groups].map(([name, group]) => (
          <Folded key={name} title={`${name.replaceAll("_", " ")} (${group.length})`}>
            {() => <ul class="parameters">{group.map(row)}</ul>}
          </Folded>
        ))
      }
    </Folded>
  );
}

function grouped(parameters: Parameter[]): Map<string, Parameter[]> {
  const groups = new Map<string, Parameter[]>();
  for (const parameter of parameters) {
    const name = parameter.path.split(".")[0] ?? "";
    groups.set(name, [...(groups.get(name) ?? []), parameter]);
  }
  return groups;
}

function matching(parameters: Parameter[], search: string): Parameter[] {
  const words = wordsOf(search);
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
      <details class="known">
        <summary>
          About<span class="unseen"> {title}</span>
        </summary>
        <p>
          From {date}, {foreseen ? "foreseen" : "not foreseen"} by the actors.{note !== null && ` ${note}`} On the
          command line: <code>--lever {name}</code>
        </p>
      </details>
    </li>
  );
  return (
    <details open>
      <summary>Levers{world.lever.length > 0 && ` (${world.lever.length} pulled)`}</summary>
      <ul class="switches levers">{levers.map(row)}</ul>
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
