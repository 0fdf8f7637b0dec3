/** Sections of a document, as the brief has them. */
import type { Block, Table as Figures, Section, Sentence } from "./api";
import type { PageFailure } from "./ask";
import { Explained, firstUses } from "./glossary";
import { unbroken } from "./percent";
import { Command, Picture } from "./picture";
import { Scrolling } from "./scrolling";

export function SectionOf({
  section,
  command,
  place,
}: {
  section: Section;
  command: string;
  /** Address of this section, where it has one. */
  place?: string;
}) {
  const blocks = section.blocks.map(withoutMissing).filter((block) => block !== null);
  if (blocks.length === 0) return null;
  const explained = firstUses(blocks);
  return (
    <section id={section.slug} aria-labelledby={`${section.slug}-heading`}>
      <h2 id={`${section.slug}-heading`}>
        {section.heading}
        {place !== undefined && (
          <a class="to-section" href={place} aria-label={`Link to this part: ${section.heading}`}>
            #
          </a>
        )}
      </h2>
      {blocks.map((block) => (
        <BlockOf
          key={block.kind === "picture" ? block.of.slug : undefined}
          block={block}
          command={command}
          explained={explained}
        />
      ))}
    </section>
  );
}

/** Sentences that send the reader of a file to the command line; on the page a button adds the part. */
const isMissing = ({ words }: Sentence): boolean =>
  /^This brief was made without\b/.test(words) || /`standoff [^`]*`/.test(words);

/** A block without sentences on parts that were not made; none where nothing else is in it. */
function withoutMissing(block: Block): Block | null {
  if (block.kind !== "text" && block.kind !== "list") return block;
  const of = block.of.filter((sentence) => !isMissing(sentence));
  return of.length === 0 ? null : { ...block, of };
}

/** Terms that are explained where they are first used, by sentence. */
type Explanations = ReturnType<typeof firstUses>;

export function BlockOf({ block, command, explained }: { block: Block; command: string; explained?: Explanations }) {
  switch (block.kind) {
    case "headline":
      return (
        <p class="headline">
          <Words sentence={block.of} terms={explained?.get(block.of)} />
        </p>
      );
    case "text":
      return (
        <p>
          {block.of.map((sentence) => (
            <Words sentence={sentence} terms={explained?.get(sentence)} />
          ))}
        </p>
      );
    case "list":
      return (
        <ul>
          {block.of.map((sentence) => (
            <li>
              <Words sentence={sentence} terms={explained?.get(sentence)} />
            </li>
          ))}
        </ul>
      );
    case "table":
      return <Table figures={block.of} />;
    case "picture":
      return <Picture drawn={block.of} command={command} />;
    case "command":
      return <Command command={block.of} />;
  }
}

/** A sentence; the key of the findings that its numbers come from is kept for whoever looks for it. */
function Words({ sentence, terms }: { sentence: Sentence; terms: string[] | undefined }) {
  return (
    <span data-from={sentence.from ?? undefined}>
      {sentence.words
        .split(/(`[^`]+`)/)
        .map((part, place) =>
          place % 2 === 1 ? <code>{part.slice(1, -1)}</code> : <Explained words={unbroken(part)} terms={terms ?? []} />,
        )}{" "}
    </span>
  );
}

/** Letters beyond which a cell is read as a sentence. */
const LONG_CELL = 60;

function Table({ figures }: { figures: Figures }) {
  const classOf = (at: number) => {
    if (figures.heads[at]?.[1]) return "figure";
    const long = at > 0 && figures.rows.some((row) => (row[at]?.length ?? 0) > LONG_CELL);
    return long ? "sentences" : undefined;
  };
  return (
    <Scrolling name={figures.caption}>
      <table data-from={figures.from}>
        <caption>
          <span>{figures.caption}</span>
        </caption>
        <thead>
          <tr>
            {figures.heads.map(([head], at) => (
              <th scope="col" class={classOf(at)}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figures.rows.map((row) => (
            <tr>
              {row.map((text, at) =>
                at === 0 ? (
                  <th scope="row" class={classOf(at)}>
                    {unbroken(text)}
                  </th>
                ) : (
                  <td class={classOf(at)}>{unbroken(text)}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

/** What is wrong: what was found, what is allowed, one hint. */
export function Wrong({ failure, again }: { failure: PageFailure; again?: () => void }) {
  return (
    <div class="wrong" role="alert">
      {failure.faults.length === 0 && <p>{failure.message}</p>}
      {failure.status === 0 && (
        <button type="button" onClick={again ?? (() => location.reload())}>
          Ask again
        </button>
      )}
      {failure.faults.map((fault) => (
        <p>
          <strong>{fault.message}</strong> ({fault.place})
          {fault.allowed !== null && <span> Allowed: {fault.allowed}.</span>}
          {fault.hint !== null && <span> {fault.hint}.</span>}
        </p>
      ))}
    </div>
  );
}
