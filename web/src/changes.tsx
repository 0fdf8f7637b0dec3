/** What a world changes in its scenario; each change can be taken back. */
import { useId } from "preact/hooks";
import type { Named, ScenarioDescription } from "./api";
import type { Change } from "./parameter";
import { toggled, type World } from "./world";

interface One {
  words: string;
  without: World;
}

/** The title of something that has a name; an unknown name is refused by the server, which says so. */
const titleOf = (named: Named[], name: string): string => named.find((one) => one.name === name)?.title ?? name;

function changesOf(sheet: ScenarioDescription, world: World): One[] {
  const set = world.set.map((setting) => ({
    words: setting.replace("=", " = "),
    without: { ...world, set: world.set.filter((one) => one !== setting) },
  }));
  const lever = world.lever.map((name) => ({
    words: `Lever: ${titleOf(sheet.levers, name)}`,
    without: { ...world, lever: toggled(world.lever, name, false) },
  }));
  const off = world.without.map((name) => ({
    words: `Off: ${titleOf(sheet.mechanisms, name)}`,
    without: { ...world, without: toggled(world.without, name, false) },
  }));
  const event = world.event.map((row) => ({
    words: `event ${row.split(",")[0] ?? ""}`,
    without: { ...world, event: world.event.filter((one) => one !== row) },
  }));
  const record = world.noRecord ? [{ words: "without the record", without: { ...world, noRecord: false } }] : [];
  const day = world.asOf === null ? [] : [{ words: `as of ${world.asOf}`, without: { ...world, asOf: null } }];
  return [...set, ...lever, ...off, ...record, ...day, ...event];
}

/** A world in a few words, by which two can be told apart. */
export function describe(sheet: ScenarioDescription, world: World): string {
  const [first, ...others] = changesOf(sheet, world).map(({ words }) => words.replace(/^Lever: /, ""));
  if (first === undefined) return "the scenario as it stands";
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}

export function Changes({
  name,
  sheet,
  world,
  change,
}: {
  name: string;
  sheet: ScenarioDescription;
  world: World;
  change: Change;
}) {
  const all = changesOf(sheet, world);
  const id = useId();
  return (
    <div class="changes">
      <span id={id}>{name}:</span>
      {all.length === 0 ? (
        <span class="quiet">the scenario as it stands</span>
      ) : (
        <ul aria-labelledby={id}>
          {all.map(({ words, without }) => (
            <li key={words}>
              {words}
              <button
                type="button"
                aria-label={`Take back: ${words}`}
                title="Take back"
                onClick={() => change(without)}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
