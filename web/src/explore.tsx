/** Explore: push on the world and see the answer move. */
import type { PartialAnswer, ScenarioDescription, WholeAnswer } from "./api";
import { Changes } from "./changes";
import { Controls, useRanking } from "./controls";
import { useLatest } from "./latest";
import { go, link } from "./route";
import { SectionOf, Wrong } from "./section";
import { Downloads, MoreSections, useSections } from "./share";
import { Status, Strip } from "./status";
import { isChanged, plain, readWorld, type World, writeWorld } from "./world";

export function Explore({ sheet, query }: { sheet: ScenarioDescription; query: string }) {
  const world = readWorld(query);
  const { glance, answer, failure, progress, busy } = useLatest<PartialAnswer, WholeAnswer>(
    `/forecast?${writeWorld(world)}`,
  );
  const swings = useRanking(sheet.name, answer?.swings ?? null);
  const change = (to: World, moving = false) => go("explore", writeWorld(to), moving);
  const sections = useSections(writeWorld(world));
  const whole = sections.found ?? answer;
  const section = glance?.section ?? whole?.document.sections[0];
  const others = whole?.document.sections.slice(1) ?? [];
  const plainly = writeWorld({
    ...plain,
    scenario: world.scenario,
    runs: world.runs,
    draws: world.draws,
    seed: world.seed,
  });
  const against = new URLSearchParams({ a: plainly, b: writeWorld(world) }).toString();
  return (
    <div class="split">
      <aside aria-label="The world" id="controls">
        <div class="acts">
          {isChanged(world) && <a href={link("explore", plainly)}>Undo all</a>}
          <a href={link("compare", against)}>Compare with the scenario as it stands</a>
        </div>
        <Controls sheet={sheet} swings={swings} world={world} change={change} />
      </aside>
      <div class="answer" aria-busy={busy}>
        <button type="button" class="to-controls" onClick={() => document.getElementById("controls")?.scrollIntoView()}>
          To the sliders
        </button>
        <Strip holds={glance?.strip ?? answer?.strip ?? []} busy={busy} />
        <Changes name="This world" world={world} change={change} />
        <Status glance={glance} answer={answer} progress={progress} busy={busy} />
        {failure !== null && <Wrong failure={failure} />}
        {section !== undefined && <SectionOf section={section} command={answer?.command ?? commandOf(sheet, world)} />}
        {answer !== null && <Downloads query={writeWorld(world)} whole={sections.answer !== null} />}
        {answer !== null && (
          <MoreSections sections={sections} possible={world.lever.length + world.without.length === 0} />
        )}
        {others.map((one) => (
          <SectionOf key={one.slug} section={one} command={whole?.command ?? ""} />
        ))}
      </div>
    </div>
  );
}

/** Until the answer says its own command. */
function commandOf(sheet: ScenarioDescription, world: World): string {
  const quoted = (word: string) => (/^[\w.,:/=+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
  const words = ["standoff", "forecast", sheet.name];
  const add = (name: string, values: string[]) => words.push(...values.flatMap((value) => [name, quoted(value)]));
  add("--set", world.set);
  add("--lever", world.lever);
  add("--without", world.without);
  return words.join(" ");
}
