/** What a world changes in its scenario, in the words of the command line; each change can be taken back. */
import { useId } from "preact/hooks";
import type { Change } from "./parameter";
import { toggled, type World } from "./world";

interface One {
  words: string;
  without: World;
}

function changesOf(world: World): One[] {
  const set = world.set.map((setting) => ({
    words: setting.replace("=", " = "),
    without: { ...world, set: world.set.filter((one) => one !== setting) },
  }));
  const lever = world.lever.map((name) => ({
    words: `lever ${name}`,
    without: { ...world, lever: toggled(world.lever, name, false) },
  }));
  const off = world.without.map((name) => ({
    words: `without ${name}`,
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

export function Changes({ name, world, change }: { name: string; world: World; change: Change }) {
  const all = changesOf(world);
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
