/** What a reader sees before scrolling: the number, the sentence, the fifty dots and the curve. */
import type { Change, Picture as Drawn, Hold, Section } from "./api";
import { bandOf, percentOf } from "./percent";
import { Picture } from "./picture";
import { changeAt } from "./scenario_answer";
import { BlockOf } from "./section";
import { ChangeOf } from "./status";

/** Pictures of the first screen, from left to right. */
const FIRST = ["breaks", "survival"];

const isFirst = (block: Section["blocks"][number]): boolean =>
  block.kind === "picture" && FIRST.includes(block.of.slug);

/** Blocks before the first picture that say the answer in a sentence; the others are read further down. */
const isLead = (section: Section, block: Section["blocks"][number]): boolean =>
  block === section.blocks.find(({ kind }) => kind === "headline");

/** The section without what the first screen shows. */
export function restOf(section: Section): Section {
  const blocks = section.blocks.filter((block) => !isFirst(block) && !isLead(section, block));
  return { ...section, slug: `${section.slug}-more`, heading: "The answer in full", blocks };
}

export function FirstScreen({
  section,
  near,
  change,
  command,
}: {
  section: Section;
  near: Hold | undefined;
  /** Against the scenario as it stands. */
  change: Change | null;
  command: string;
}) {
  const lead = section.blocks.filter((block) => isLead(section, block));
  const pictures = FIRST.flatMap((slug) => section.blocks.flatMap((block) => pictureOf(block, slug)));
  return (
    <section class="first-screen" id={section.slug} aria-labelledby={`${section.slug}-heading`}>
      <h2 class="unseen" id={`${section.slug}-heading`}>
        {section.heading}
      </h2>
      <div class="lead">
        {near !== undefined && <Number_ near={near} change={change} />}
        {lead.map((block) => (
          <BlockOf block={block} command={command} />
        ))}
      </div>
      <div class="first-pictures">
        <div class="two">
          {pictures.map((drawn) => (
            <Picture
              key={drawn.slug}
              drawn={drawn}
              command={command}
              ghost={drawn.slug === "survival" ? (change?.scenario ?? null) : null}
            />
          ))}
        </div>
      </div>
    </section>
  );
}

const pictureOf = (block: Section["blocks"][number], slug: string): Drawn[] =>
  block.kind === "picture" && block.of.slug === slug ? [block.of] : [];

function Number_({ near, change }: { near: Hold; change: Change | null }) {
  const own = changeAt(near.months, change);
  return (
    <p class="number">
      <strong>{percentOf(near.chance)}</strong>
      <span>
        chance that the line holds {near.months} months
        {near.band !== null && <span class="quiet"> (band {bandOf(near.band)})</span>}
        {own !== null && (
          <>
            {" "}
            <ChangeOf change={own} />
          </>
        )}
      </span>
    </p>
  );
}
