/** What the chair decides for a month. What is left open the engine decides. */
import { useState } from "preact/hooks";
import type { Decision, Options, PackageOption } from "./api";
import { Terms } from "./terms";

/** A decision holds for its month; a posture and a factor on aid stand in the form of the next one again. */
function carried(options: Options, { posture, aid }: Decision): Decision {
  return {
    ...(options.posture && posture !== undefined ? { posture } : {}),
    ...(options.aid && aid !== undefined ? { aid } : {}),
  };
}

export function DecisionForm({
  options,
  last,
  busy,
  decide,
}: {
  options: Options;
  last: Decision;
  busy: boolean;
  decide: (decision: Decision) => void;
}) {
  const [decision, setDecision] = useState<Decision>(() => carried(options, last));
  const set = (change: Decision) => setDecision({ ...decision, ...change });
  const play = (event: Event) => {
    event.preventDefault();
    decide(filled(decision));
  };
  const tabled = options.packages.find(({ name }) => name === decision.propose);
  const nothing = !(
    options.propose ||
    options.accept ||
    options.consent ||
    options.posture ||
    options.aid ||
    options.instruments.some((one) => one.open || one.close)
  );
  return (
    <form class="decision" onSubmit={play}>
      <h3>Month {options.month}</h3>
      {nothing && <p>There is nothing for you to decide this month.</p>}
      {options.posture && (
        <Choice
          name="posture"
          words="Posture for this month"
          usual="as it turns by itself"
          chosen={decision.posture}
          all={options.postures.map(({ name, title, now }) => ({ name, title: now ? `${title} (now)` : title }))}
          set={(posture) => setDecision(replaced(decision, "posture", posture))}
        />
      )}
      {options.propose && (
        <Choice
          name="propose"
          words="Draft you table"
          usual="as the engine would"
          chosen={decision.propose}
          all={options.packages}
          set={(propose) => setDecision(replaced(decision, "propose", propose))}
        />
      )}
      {tabled !== undefined && <Terms option={tabled} />}
      {options.accept && (
        <>
          <Packages
            name="accept"
            words="Drafts you accept"
            packages={options.packages}
            chosen={decision.accept}
            set={(accept) => setDecision(replaced(decision, "accept", accept))}
          />
          {decision.accept !== undefined && (
            <Choice
              name="no"
              words="How you say no to the others"
              usual="yes, but"
              chosen={decision.no}
              all={[
                { name: "evade", title: "yes, but" },
                { name: "refuse", title: "an open no" },
              ]}
              set={(no) => set({ no: no === "refuse" ? "refuse" : "evade" })}
            />
          )}
        </>
      )}
      {options.consent && (
        <Packages
          name="consent"
          words="Packages whose parts the coalition delivers"
          packages={options.packages}
          chosen={decision.consent}
          set={(consent) => setDecision(replaced(decision, "consent", consent))}
        />
      )}
      {options.aid && (
        <label>
          Aid this month, times what would be given anyway (0 to 2)
          <input
            type="number"
            name="aid"
            min={0}
            max={2}
            step={0.05}
            placeholder="as the engine would"
            value={decision.aid ?? ""}
            onChange={(event) => {
              const value = event.currentTarget.valueAsNumber;
              setDecision(replaced(decision, "aid", Number.isFinite(value) ? value : undefined));
            }}
          />
        </label>
      )}
      <Instruments options={options} decision={decision} set={set} />
      <div class="acts play">
        <button type="submit" disabled={busy}>
          Play month {options.month}
        </button>
        <button type="button" disabled={busy} onClick={() => decide({})}>
          Leave it to the engine
        </button>
      </div>
    </form>
  );
}

/** The decision with one part set or left open. */
function replaced<K extends keyof Decision>(decision: Decision, key: K, value: Decision[K] | undefined): Decision {
  const { [key]: _, ...others } = decision;
  return value === undefined ? others : { ...others, [key]: value };
}

/** Without empty lists that mean nothing. */
function filled(decision: Decision): Decision {
  const { open, close, ...others } = decision;
  return { ...others, ...(open?.length ? { open } : {}), ...(close?.length ? { close } : {}) };
}

function Choice({
  name,
  words,
  usual,
  chosen,
  all,
  set,
}: {
  name: string;
  words: string;
  usual: string;
  chosen: string | undefined;
  all: { name: string; title: string }[];
  set: (name: string | undefined) => void;
}) {
  return (
    <label>
      {words}
      <select
        name={name}
        value={chosen ?? ""}
        onChange={(event) => set(event.currentTarget.value === "" ? undefined : event.currentTarget.value)}
      >
        <option value="">{usual}</option>
        {all.map((one) => (
          <option value={one.name}>{one.title}</option>
        ))}
      </select>
    </label>
  );
}

function Packages({
  name,
  words,
  packages,
  chosen,
  set,
}: {
  name: string;
  words: string;
  packages: PackageOption[];
  chosen: string[] | undefined;
  set: (names: string[] | undefined) => void;
}) {
  const toggle = (one: string, on: boolean) =>
    set([...(chosen ?? []).filter((other) => other !== one), ...(on ? [one] : [])]);
  return (
    <fieldset>
      <legend>{words}</legend>
      <label>
        <input
          type="checkbox"
          checked={chosen === undefined}
          onChange={(event) => set(event.currentTarget.checked ? undefined : [])}
        />
        As the engine would
      </label>
      {chosen !== undefined && (
        <ul class="switches">
          {packages.map((one) => (
            <li>
              <label>
                <input
                  type="checkbox"
                  name={name}
                  value={one.name}
                  checked={chosen.includes(one.name)}
                  onChange={(event) => toggle(one.name, event.currentTarget.checked)}
                />
                {one.title}
                {one.on_table && " (on the table)"}
              </label>
              <details class="known" open={one.on_table}>
                <summary>
                  Terms<span class="unseen"> of {one.title}</span>
                </summary>
                <Terms option={one} />
              </details>
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  );
}

function Instruments({
  options,
  decision,
  set,
}: {
  options: Options;
  decision: Decision;
  set: (change: Decision) => void;
}) {
  const able = options.instruments.filter((one) => one.open || one.close);
  if (able.length === 0) return null;
  const toggle = (key: "open" | "close", name: string, on: boolean) =>
    set({ [key]: [...(decision[key] ?? []).filter((other) => other !== name), ...(on ? [name] : [])] });
  return (
    <fieldset>
      <legend>Instruments</legend>
      <p class="quiet">Your word stands for the coalition's vote.</p>
      <ul class="switches">
        {able.map((one) => {
          const key = one.open ? "open" : "close";
          return (
            <li>
              <label>
                <input
                  type="checkbox"
                  name={key}
                  value={one.name}
                  onChange={(event) => toggle(key, one.name, event.currentTarget.checked)}
                />
                {key === "open" ? "Open" : "Close for good"}: {one.title}
              </label>
              {one.requires !== null && <p class="known">needs {one.requires}</p>}
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}
