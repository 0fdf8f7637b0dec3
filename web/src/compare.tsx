/** Compare: two worlds on the same futures. */
import { useMemo, useState } from "preact/hooks";
import type { Comparison, RequirementAnswer, ScenarioDescription } from "./api";
import { Changes, describe } from "./changes";
import { Controls, useRanking } from "./controls";
import { wordsAndTable } from "./differences";
import { dumbbellsOf, type Names } from "./dumbbells";
import { Futures } from "./futures";
import { useLatest } from "./latest";
import { Command, Picture } from "./picture";
import { go, useTitle } from "./route";
import { SectionOf, Wrong } from "./section";
import { readWorld, type World, writeWorld } from "./world";

type Side = "a" | "b";
type Worlds = { [side in Side]: World };

/** Letters of a name that somebody gives to a world. */
const LONGEST_NAME = 60;

/** Both worlds, and the names that were given to them, as a query. */
function writeQuery(worlds: Worlds, named: Names): string {
  const words = new URLSearchParams({ a: writeWorld(worlds.a), b: writeWorld(worlds.b) });
  for (const side of ["a", "b"] as const) if (named[side] !== "") words.append(`name-${side}`, named[side]);
  return words.toString();
}

export function Compare({ sheet, query }: { sheet: ScenarioDescription; query: string }) {
  const words = new URLSearchParams(query);
  const worlds = { a: readWorld(words.get("a") ?? ""), b: readWorld(words.get("b") ?? "") };
  const named = { a: words.get("name-a") ?? "", b: words.get("name-b") ?? "" };
  const names = { a: named.a || describe(sheet, worlds.a), b: named.b || describe(sheet, worlds.b) };
  const [side, setSide] = useState<Side>("b");
  const asked = new URLSearchParams({ a: writeWorld(worlds.a), b: writeWorld(worlds.b) }).toString();
  const { glance, answer, failure, busy, again } = useLatest<Comparison, Comparison>(`/compare?${asked}`, null, true);
  const found = answer ?? glance;
  const old = failure !== null && found !== null;
  useTitle(`Two worlds compared · ${sheet.title}`);
  const swings = useRanking(sheet.name, answer?.swings ?? null);
  const put = (place: Side, to: World, moving = false) => {
    const { runs, draws, seed, scenario } = to;
    const other = { ...worlds[place === "a" ? "b" : "a"], runs, draws, seed, scenario };
    go("compare", writeQuery(place === "a" ? { a: to, b: other } : { a: other, b: to }, named), moving);
  };
  const rename = (place: Side, name: string) => go("compare", writeQuery(worlds, { ...named, [place]: name }), true);
  return (
    <div class="split">
      <aside aria-label="The two worlds">
        <fieldset class="bare" disabled={failure?.status === 0}>
          {(["a", "b"] as const).map((one) => (
            <div key={one} class="named-world">
              <Changes
                name={`World ${one.toUpperCase()}`}
                sheet={sheet}
                world={worlds[one]}
                change={(to) => put(one, to)}
              />
              <label>
                Name of {one.toUpperCase()}
                <input
                  type="text"
                  maxLength={LONGEST_NAME}
                  placeholder={describe(sheet, worlds[one])}
                  value={named[one]}
                  onChange={(event) => rename(one, event.currentTarget.value.trim())}
                />
              </label>
            </div>
          ))}
          <fieldset class="side">
            <legend>Change world</legend>
            {(["a", "b"] as const).map((one) => (
              <label>
                <input type="radio" name="side" checked={side === one} onChange={() => setSide(one)} />
                {one.toUpperCase()}
              </label>
            ))}
          </fieldset>
          <Controls
            key={side}
            sheet={sheet}
            swings={swings}
            answered={answer !== null}
            world={worlds[side]}
            change={(to, moving) => put(side, to, moving)}
          />
        </fieldset>
      </aside>
      <div class="answer" aria-busy={busy}>
        <p
          class="status"
          role="status"
          data-state={old ? "old" : answer !== null && !busy ? "whole" : glance !== null ? "glance" : "none"}
        >
          {old
            ? "The last comparison that was received; it is not that of these worlds."
            : found === null
              ? busy
                ? "Working."
                : ""
              : `${found.sketch ? "A first look, with actors who plan on a short front:" : "The whole comparison:"} ${found.beside.draws} draws, ${found.beside.runs.toLocaleString("en")} futures in each world.`}
        </p>
        {failure !== null && <Wrong failure={failure} again={again} />}
        {found !== null && <Differences found={found} names={names} />}
        {found !== null && <Futures found={found} names={names} />}
        <WouldHaveToBeTrue sheet={sheet} world={worlds.a} />
      </div>
    </div>
  );
}

/** What differs: the sentence, the pairs of dots, and the table. */
function Differences({ found, names: { a, b } }: { found: Comparison; names: Names }) {
  const { drawn, lead, rest } = useMemo(() => {
    const blocks = wordsAndTable(found);
    const size = `${found.beside.runs.toLocaleString("en")} futures in each world from ${found.beside.draws} draws`;
    return {
      drawn: dumbbellsOf(found, { a, b }, `Standoff, the same ${size}`),
      lead: blocks.filter(({ kind }) => kind !== "table"),
      rest: blocks.filter(({ kind }) => kind === "table"),
    };
  }, [found, a, b]);
  const command = found.commands.join("\n");
  return (
    <>
      <SectionOf section={{ ...found.section, blocks: lead }} command={command} />
      <p class="worlds">
        <strong>A</strong> is {a}; <strong>B</strong> is {b}.
      </p>
      <Picture drawn={drawn} command={command} />
      <SectionOf
        section={{ ...found.section, slug: "beside-table", heading: "All answers", blocks: rest }}
        command={command}
      />
    </>
  );
}

/** The smallest changes that bring an outcome to a target. */
function WouldHaveToBeTrue({ sheet, world }: { sheet: ScenarioDescription; world: World }) {
  const [outcome, setOutcome] = useState(sheet.outcomes[1]?.name ?? sheet.outcomes[0]?.name ?? "");
  const [target, setTarget] = useState("0.8");
  const [asked, setAsked] = useState<string | null>(null);
  const { answer, progress, failure, busy } = useLatest<never, RequirementAnswer>(asked);
  const plain = world.lever.length + world.without.length === 0;
  const search = (event: Event) => {
    event.preventDefault();
    setAsked(`/truth?${new URLSearchParams({ a: writeWorld(world), outcome, target }).toString()}`);
  };
  return (
    <section aria-labelledby="truth-heading">
      <h2 id="truth-heading">What would have to be true</h2>
      <p>The smallest sets of changes that bring an answer of world A to a target.</p>
      <form class="ask" onSubmit={search}>
        <label>
          Answer
          <select value={outcome} onChange={(event) => setOutcome(event.currentTarget.value)}>
            {sheet.outcomes.map(({ name, title }) => (
              <option value={name}>{title}</option>
            ))}
          </select>
        </label>
        <label>
          Target
          <input
            type="number"
            step="any"
            required
            value={target}
            onInput={(event) => setTarget(event.currentTarget.value)}
          />
        </label>
        <button type="submit" disabled={!plain}>
          Search
        </button>
        {busy && (
          <button type="button" onClick={() => setAsked(null)}>
            Stop
          </button>
        )}
      </form>
      {!plain && <p class="quiet">Only for a world A from the scenario's start, without levers and switches.</p>}
      <p class="status" role="status">
        {busy ? (progress === null ? "Working." : `${progress.what}: ${progress.done} of ${progress.of}`) : ""}
      </p>
      {failure !== null && <Wrong failure={failure} />}
      {answer !== null && (
        <>
          <pre tabIndex={0} role="region" aria-label="Sets of changes that reach the target">
            {answer.words}
          </pre>
          <Command command={answer.command} />
        </>
      )}
    </section>
  );
}
