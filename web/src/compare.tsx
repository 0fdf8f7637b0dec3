/** Compare: two worlds on the same futures. */
import { useState } from "preact/hooks";
import type { Comparison, RequirementAnswer, ScenarioDescription } from "./api";
import { Changes } from "./changes";
import { Controls, useRanking } from "./controls";
import { Futures } from "./futures";
import { useLatest } from "./latest";
import { Command } from "./picture";
import { go, useTitle } from "./route";
import { SectionOf, Wrong } from "./section";
import { bySize } from "./sorting";
import { readWorld, type World, writeWorld } from "./world";

type Side = "a" | "b";

export function Compare({ sheet, query }: { sheet: ScenarioDescription; query: string }) {
  const words = new URLSearchParams(query);
  const worlds = { a: readWorld(words.get("a") ?? ""), b: readWorld(words.get("b") ?? "") };
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
    const both = place === "a" ? { a: to, b: other } : { a: other, b: to };
    go("compare", new URLSearchParams({ a: writeWorld(both.a), b: writeWorld(both.b) }).toString(), moving);
  };
  return (
    <div class="split">
      <aside aria-label="The two worlds">
        <fieldset class="bare" disabled={failure?.status === 0}>
          <Changes name="World A" sheet={sheet} world={worlds.a} change={(to) => put("a", to)} />
          <Changes name="World B" sheet={sheet} world={worlds.b} change={(to) => put("b", to)} />
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
        {found !== null && <SectionOf section={bySize(found.section)} command={found.commands.join("\n")} />}
        {found !== null && <Futures found={found} />}
        <WouldHaveToBeTrue sheet={sheet} world={worlds.a} />
      </div>
    </div>
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
