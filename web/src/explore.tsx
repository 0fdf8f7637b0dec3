/** Explore: push on the world and see the answer move. */
import { AnswerTabs } from "./answer_tabs";
import type { PartialAnswer, ScenarioDescription, WholeAnswer } from "./api";
import { Changes } from "./changes";
import { Controls, useRanking } from "./controls";
import { FirstScreen } from "./first_screen";
import { useLastWhole } from "./last_whole";
import { useLatest } from "./latest";
import { percentOf } from "./percent";
import { readPlace, withPlace } from "./place";
import { SourceOf, sourceOf } from "./reading";
import { go, link, useTitle } from "./route";
import { scenarioQuery, useChange } from "./scenario_answer";
import { Wrong } from "./section";
import { Downloads, MoreSections, useSections } from "./share";
import { isOld, Status, Strip } from "./status";
import { asItStands, isChanged, readWorld, type World, writeWorld } from "./world";

export function Explore({ sheet, query }: { sheet: ScenarioDescription; query: string }) {
  const world = readWorld(query);
  const place = readPlace(query);
  const received = useLatest<PartialAnswer, WholeAnswer>(`/forecast?${writeWorld(world)}`, null, true);
  const { glance, answer, failure, busy } = received;
  const swings = useRanking(sheet.name, answer?.swings ?? null);
  const moved = useChange(world, received);
  const change = (to: World, moving = false) =>
    go("explore", withPlace(writeWorld(to), { ...place, at: null }), moving);
  const more = useSections(writeWorld(world));
  const whole = more.found ?? answer;
  const first = glance?.section ?? whole?.document.sections[0];
  const sections = useLastWhole(whole, first);
  // What is seen under the tabs while only the first section of a new answer is there.
  const following = glance !== null && whole === null && sections.length > 1;
  const strip = glance?.strip ?? answer?.strip ?? [];
  const near = strip.find(({ months }) => months === Math.min(12, sheet.horizon_months)) ?? strip[0];
  const command = whole?.command ?? commandOf(sheet, world);
  useTitle(
    `${near === undefined ? "Explore" : `Holds ${near.months} months: ${percentOf(near.chance)}`} · ${sheet.title}`,
  );
  const plainly = scenarioQuery(world);
  const against = new URLSearchParams({ a: plainly, b: writeWorld(world) }).toString();
  return (
    <SourceOf.Provider value={sourceOf(sheet, answer, near)}>
      <div class="split explore">
        <aside aria-label="The world" id="controls">
          <div class="acts">
            {isChanged(world) && <a href={link("explore", writeWorld(asItStands(world)))}>Undo all</a>}
            <a href={link("compare", against)}>Compare with the scenario as it stands</a>
          </div>
          <fieldset class="bare" disabled={failure?.status === 0}>
            <Controls sheet={sheet} swings={swings} answered={answer !== null} world={world} change={change} />
          </fieldset>
        </aside>
        <div class="answer" aria-busy={busy} data-look={glance?.first_look ? "first" : undefined}>
          <Strip holds={strip} change={moved} changed={plainly !== writeWorld(world)} busy={busy} />
          <div class="first" data-old={isOld(received) ? "" : undefined}>
            <div class="state">
              <Changes name="This world" sheet={sheet} world={world} change={change} />
              <Status received={received} />
            </div>
            {failure !== null && <Wrong failure={failure} again={received.again} />}
            <button
              type="button"
              class="to-controls"
              onClick={() => document.getElementById("controls")?.scrollIntoView()}
            >
              To the sliders
            </button>
            {first !== undefined && (
              <FirstScreen section={first} near={near} change={moved} command={answer?.command ?? command} />
            )}
          </div>
          <div class="rest" data-old={isOld(received) || following ? "" : undefined}>
            <p class="quiet of-parts" role="status">
              {following && "All but the first part are those of the last whole answer; new ones follow."}
            </p>
            <AnswerTabs view="explore" query={query} first={first} sections={sections} command={command} />
            {answer !== null && (
              <MoreSections sections={more} possible={world.lever.length + world.without.length === 0} />
            )}
            {answer !== null && <Downloads query={writeWorld(world)} whole={more.answer !== null} />}
          </div>
        </div>
      </div>
    </SourceOf.Provider>
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
