/** The sections of an answer under tabs, each with an address of its own. */
import type { Section } from "./api";
import { restOf } from "./first_screen";
import { readPlace, withPlace } from "./place";
import { go, link, type View } from "./route";
import { SectionOf } from "./section";
import { byTab, Tabs, tabOf, useScrollTo } from "./tabs";

export function AnswerTabs({
  view,
  query,
  first,
  sections,
  command,
}: {
  view: View;
  query: string;
  /** The section whose lead the first screen shows. */
  first: Section | undefined;
  /** All sections that are known, the first among them. */
  sections: Section[];
  command: string;
}) {
  const place = readPlace(query);
  const tabs = byTab(sections);
  const tab = place.tab ?? (place.at === null ? null : tabOf(place.at, tabs)) ?? "answer";
  useScrollTo(place.at, sections.length > 1);
  const placeOf = (name: string, at: string) => link(view, withPlace(query, { tab: name, at }));
  return (
    <Tabs chosen={tab} choose={(name) => go(view, withPlace(query, { tab: name, at: null }), true)}>
      {({ name, title }) => {
        const own = (tabs.get(name) ?? []).filter(({ slug }) => slug !== first?.slug);
        return (
          <>
            {name === "answer" && first !== undefined && (
              <SectionOf section={restOf(first)} command={command} place={placeOf(name, `${first.slug}-more`)} />
            )}
            {own.map((one) => (
              <SectionOf key={one.slug} section={one} command={command} place={placeOf(name, one.slug)} />
            ))}
            {name !== "answer" && own.length === 0 && (
              <p class="quiet">
                {sections.length > 1
                  ? `This answer has nothing under ${title.toLowerCase()}.`
                  : "This part follows with the whole answer."}
              </p>
            )}
          </>
        );
      }}
    </Tabs>
  );
}
