/** Teach: a story of five links, each with a question to answer before the link is followed, and one to ask afterwards. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Game, ScenarioDescription } from "./api";
import { failureOf, get, type PageFailure } from "./ask";
import { linkOf } from "./game";
import { nearMonths } from "./months";
import { link, useTitle } from "./route";
import { Wrong } from "./section";
import { plain, type World, writeWorld } from "./world";

/** Months of the game that is looked back at. */
const PLAYED = 12;

/** A size that answers while a class waits. */
const SMALL = { runs: "512", draws: "32" };

export function Teach({ sheet }: { sheet: ScenarioDescription }) {
  const world: World = { ...plain, scenario: sheet.name, ...SMALL };
  const { words, changed } = oneChange(sheet, world);
  const [game, failure] = useGame(sheet);
  const near = nearMonths(sheet.horizon_months);
  useTitle(`Teach · ${sheet.title}`);
  return (
    <section class="teach" aria-labelledby="teach-heading">
      <h2 id="teach-heading">A lesson in five links</h2>
      <p>
        Answer each question on paper before you follow its link. The answers come from a small run of {SMALL.runs}{" "}
        futures, so that nobody waits long; numbers are printed no finer than their error.
      </p>
      <ol>
        <Step title="Look" to={link("explore", writeWorld(world))} name="Open the answer">
          Out of 50 possible futures, in how many does the line still hold after {near}? Write your number down, then
          count the dots.
        </Step>
        <Step title="Change one thing" to={link("explore", writeWorld(changed))} name={words}>
          Which way does the answer move, and by more than its error? Say first which mechanism you think carries the
          change.
        </Step>
        <Step
          title="Compare"
          to={link("compare", new URLSearchParams({ a: writeWorld(world), b: writeWorld(changed) }).toString())}
          name="Compare both worlds on the same futures"
        >
          Name one thing that differs clearly and one that does not. Why do two worlds on the same chance tell a
          difference that two separate runs would hide?
        </Step>
        <Step title="Play" to={link("chair", writeWorld({ ...plain, scenario: sheet.name }))} name="Take a chair">
          Decide for six months. Which of your decisions did the others answer, and which did they expect?
        </Step>
        <Step
          title="Look back"
          to={game === null ? null : link("chair", linkOf(game, true))}
          name={`Debrief a game of ${PLAYED} months that nobody touched`}
        >
          The debrief takes each month again with another decision. How many of hundreds of comparisons would look clear
          by chance alone, and how does the debrief guard against that?
        </Step>
      </ol>
      {failure !== null && <Wrong failure={failure} />}
    </section>
  );
}

function Step({
  title,
  to,
  name,
  children,
}: {
  title: string;
  to: string | null;
  name: string;
  children: ComponentChildren;
}) {
  return (
    <li>
      <h3>{title}</h3>
      <p>{children}</p>
      {to === null ? <span class="quiet">{name}: being made.</span> : <a href={to}>{name}</a>}
    </li>
  );
}

/** The first lever of the scenario, or, where it has none, a mechanism switched off. */
function oneChange({ levers, mechanisms }: ScenarioDescription, world: World): { words: string; changed: World } {
  const [lever, mechanism] = [levers[0], mechanisms[0]];
  if (lever !== undefined) return { words: `Pull a lever: ${lever.title}`, changed: { ...world, lever: [lever.name] } };
  if (mechanism === undefined) return { words: "The same world", changed: world };
  return { words: `Switch off: ${mechanism.title}`, changed: { ...world, without: [mechanism.name] } };
}

/** A game in which every month was left to the engine. */
function useGame(sheet: ScenarioDescription): [Game | null, PageFailure | null] {
  const [game, setGame] = useState<Game | null>(null);
  const [failure, setFailure] = useState<PageFailure | null>(null);
  const chair = sheet.chairs[0]?.name;
  useEffect(() => {
    if (chair === undefined) return;
    const words = new URLSearchParams({ scenario: sheet.name, chair, seed: "1" });
    get<Game>(`/game?${words.toString()}`).then(
      (begun) =>
        setGame({ ...begun, months: Array.from({ length: Math.min(PLAYED, sheet.horizon_months) }, () => ({})) }),
      (error: unknown) => setFailure(failureOf(error)),
    );
  }, [sheet, chair]);
  return [game, failure];
}
