/** The week: what became known by a day, an event that may be added, and the forecast as it stood. */
import { useEffect, useMemo, useState } from "preact/hooks";
import { Along } from "./along";
import { AnswerTabs } from "./answer_tabs";
import type { PartialAnswer, RecordSpan, ReportedEvent, ScenarioDescription, WholeAnswer } from "./api";
import { failureOf, get, type PageFailure } from "./ask";
import { DayField } from "./day_field";
import { EventForm } from "./event_form";
import { FirstScreen } from "./first_screen";
import { useLastWhole } from "./last_whole";
import { useLatest } from "./latest";
import { readPlace, withPlace } from "./place";
import { SourceOf, sourceOf } from "./reading";
import { go, useTitle } from "./route";
import { NothingFound, wordsOf } from "./search";
import { Wrong } from "./section";
import { Downloads, MoreSections, useSections } from "./share";
import { isOld, Status, Strip } from "./status";
import { readWorld, type World, writeWorld } from "./world";

const DAY = 24 * 60 * 60 * 1000;
const WEEK = 7;
/** Draws and futures of a forecast from the record, where nothing is said: each draw goes through the record. */
const FEW = { runs: "2560", draws: "64" };
/** Events listed at once. */
const LISTED = 60;

export function Week({ sheet, query }: { sheet: ScenarioDescription; query: string }) {
  const asked = readWorld(query);
  const day = asked.asOf ?? sheet.record?.known ?? sheet.start;
  const world: World = {
    ...asked,
    asOf: day,
    lever: [],
    without: [],
    runs: asked.runs ?? FEW.runs,
    draws: asked.draws ?? FEW.draws,
  };
  const received = useLatest<PartialAnswer, WholeAnswer>(`/forecast?${writeWorld(world)}`, null, true);
  const { glance, answer, failure, busy } = received;
  const sections = useSections(writeWorld(world));
  const whole = sections.found ?? answer;
  const first = glance?.section ?? whole?.document.sections[0];
  const shown = useLastWhole(whole, first);
  const strip = glance?.strip ?? answer?.strip ?? [];
  const near = strip.find(({ months }) => months === Math.min(12, sheet.horizon_months)) ?? strip[0];
  const command = whole?.command ?? `standoff forecast ${sheet.name} --as-of ${day}`;
  useTitle(`The week to ${day} · ${sheet.title}`);
  const change = (to: World, moving = false) =>
    go("week", withPlace(writeWorld(to), { ...readPlace(query), at: null }), moving);
  return (
    <SourceOf.Provider value={sourceOf(sheet, answer, near)}>
      <div class="split">
        <aside aria-label="Evidence">
          {sheet.record !== null && (
            <Days record={sheet.record} day={day} choose={(asOf) => change({ ...asked, asOf })} />
          )}
          <Added world={asked} change={change} />
          <EventForm
            key={sheet.name}
            world={{ ...asked, asOf: day }}
            last={sheet.record?.last ?? sheet.start}
            accept={(event, asOf) => change({ ...asked, asOf, event: [...asked.event, event] })}
          />
          <Events scenario={asked.scenario} day={day} events={asked.event} />
        </aside>
        <div class="answer" aria-busy={busy} data-look={glance?.first_look ? "first" : undefined}>
          <Strip holds={strip} busy={busy} />
          <div class="first" data-old={isOld(received) ? "" : undefined}>
            <div class="state">
              <strong class="as-of">The forecast as it stood on {day}</strong>
              <Status received={received} />
            </div>
            {failure !== null && <Wrong failure={failure} again={received.again} />}
            {first !== undefined && <FirstScreen section={first} near={near} change={null} command={command} />}
          </div>
          <div class="rest" data-old={isOld(received) ? "" : undefined}>
            <AnswerTabs view="week" query={query} first={first} sections={shown} command={command} />
            {answer !== null && <MoreSections sections={sections} possible />}
            {sheet.record !== null && (
              <Along query={writeWorld(world)} drawn={shown.some(({ slug }) => slug === "history")} />
            )}
            {answer !== null && <Downloads query={writeWorld(world)} whole={sections.answer !== null} />}
          </div>
        </div>
      </div>
    </SourceOf.Provider>
  );
}

/** The day up to which evidence is used: week by week over the record, or any day. */
function Days({ record, day, choose }: { record: RecordSpan; day: string; choose: (day: string) => void }) {
  const [shown, setShown] = useState(day);
  useEffect(() => setShown(day), [day]);
  const [first, last] = [Date.parse(record.first), Date.parse(record.known)];
  const weeks = Math.ceil((last - first) / (WEEK * DAY));
  // The last step is the last day of the record itself.
  const at = (week: number) => new Date(Math.max(last - (weeks - week) * WEEK * DAY, first)).toISOString().slice(0, 10);
  const week = Math.round(weeks - (last - Date.parse(shown)) / (WEEK * DAY));
  return (
    <fieldset class="days">
      <legend>The day of the forecast</legend>
      <label>
        Week by week
        <input
          type="range"
          min={0}
          max={weeks}
          step={1}
          value={week}
          aria-valuetext={shown}
          onInput={(event) => setShown(at(Number(event.currentTarget.value)))}
          onChange={(event) => choose(at(Number(event.currentTarget.value)))}
        />
      </label>
      <label for="day-of-forecast">
        Day
        <DayField id="day-of-forecast" day={shown} first={record.first} last={record.last} choose={choose} />
      </label>
      <p class="quiet">
        {record.events} events from {record.first} to {record.known}. Only what was known by the day is used.
      </p>
    </fieldset>
  );
}

/** Events that were added by hand. */
function Added({ world, change }: { world: World; change: (world: World) => void }) {
  if (world.event.length === 0) return null;
  const { scenario, event } = world;
  const file = new URLSearchParams();
  if (scenario !== null) file.append("scenario", scenario);
  for (const row of event) file.append("event", row);
  return (
    <section aria-labelledby="added-heading">
      <h2 id="added-heading">Added by you</h2>
      <ul class="events">
        {event.map((row, place) => (
          <li>
            <code>{row}</code>
            <button type="button" onClick={() => change({ ...world, event: event.filter((_, at) => at !== place) })}>
              Remove<span class="unseen"> {row.split(",")[0]}</span>
            </button>
          </li>
        ))}
      </ul>
      <a href={`/api/v1/events.csv?${file.toString()}`}>Save as a file for --evidence</a>
    </section>
  );
}

/** What an event is searched by. */
const textOf = ({ kind, date, words, source }: ReportedEvent): string =>
  `${kind} ${date} ${words} ${source}`.toLowerCase();

/** What was known by the day, the latest first. */
function Events({ scenario, day, events }: { scenario: string | null; day: string; events: string[] }) {
  const [known, setKnown] = useState<ReportedEvent[]>([]);
  const [failure, setFailure] = useState<PageFailure | null>(null);
  const [search, setSearch] = useState("");
  const query = new URLSearchParams({ ...(scenario === null ? {} : { scenario }), "as-of": day });
  for (const event of events) query.append("event", event);
  const path = `/events?${query.toString()}`;
  useEffect(() => {
    const controller = new AbortController();
    get<ReportedEvent[]>(path, controller.signal).then(
      (found) => {
        setKnown(found);
        setFailure(null);
      },
      (error: unknown) => controller.signal.aborted || setFailure(failureOf(error)),
    );
    return () => controller.abort();
  }, [path]);
  const found = useMemo(() => {
    const words = wordsOf(search);
    return known.filter((event) => words.every((word) => textOf(event).includes(word))).reverse();
  }, [known, search]);
  return (
    <details>
      <summary>
        Known by {day}: {known.length} events
      </summary>
      {failure !== null && <Wrong failure={failure} />}
      <label class="search">
        Search
        <input type="search" value={search} onInput={(event) => setSearch(event.currentTarget.value)} />
      </label>
      <ul class="events">
        {found.slice(0, LISTED).map((event) => (
          <li key={event.id}>
            <strong>{event.date}</strong> {event.kind}: {event.words}{" "}
            <span class="quiet">
              ({event.source}
              {event.known !== event.date && `, known ${event.known}`})
            </span>
          </li>
        ))}
      </ul>
      {found.length === 0 && search.trim() !== "" && (
        <p class="quiet">
          <NothingFound
            search={search}
            examples="talks, area or a name"
            count={(words) => known.filter((event) => textOf(event).includes(words)).length}
          />
        </p>
      )}
      {found.length > LISTED && <p class="quiet">{found.length - LISTED} more: search to find them.</p>}
    </details>
  );
}
