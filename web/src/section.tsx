/** Sections of a document, as the brief has them. */
import type { Block, Table as Figures, Section, Sentence } from "./api";
import type { PageFailure } from "./ask";
import { Command, Picture } from "./picture";

export function SectionOf({ section, command }: { section: Section; command: string }) {
  return (
    <section id={section.slug} aria-labelledby={`${section.slug}-heading`}>
      <h2 id={`${section.slug}-heading`}>{section.heading}</h2>
      {section.blocks.map((block) => (
        <BlockOf key={block.kind === "picture" ? block.of.slug : undefined} block={block} command={command} />
      ))}
    </section>
  );
}

function BlockOf({ block, command }: { block: Block; command: string }) {
  switch (block.kind) {
    case "headline":
      return (
        <p class="headline">
          <Words sentence={block.of} />
        </p>
      );
    case "text":
      return (
        <p>
          {block.of.map((sentence) => (
            <Words sentence={sentence} />
          ))}
        </p>
      );
    case "list":
      return (
        <ul>
          {block.of.map((sentence) => (
            <li>
              <Words sentence={sentence} />
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

/** A sentence; the key of the findings that its numbers come from is in its hint. */
function Words({ sentence }: { sentence: Sentence }) {
  return <span {...(sentence.from === null ? {} : { title: `from ${sentence.from}` })}>{sentence.words} </span>;
}

function Table({ figures }: { figures: Figures }) {
  const right = (at: number) => (figures.heads[at]?.[1] ? "figure" : undefined);
  return (
    <div class="table" tabIndex={0} role="region" aria-label={figures.caption}>
      <table>
        <caption title={`from ${figures.from}`}>
          <span>{figures.caption}</span>
        </caption>
        <thead>
          <tr>
            {figures.heads.map(([head], at) => (
              <th scope="col" class={right(at)}>
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
                  <th scope="row" class={right(at)}>
                    {text}
                  </th>
                ) : (
                  <td class={right(at)}>{text}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What is wrong: what was found, what is allowed, one hint. */
export function Wrong({ failure }: { failure: PageFailure }) {
  return (
    <div class="wrong" role="alert">
      {failure.faults.length === 0 && <p>{failure.message}</p>}
      {failure.status === 0 && (
        <button type="button" onClick={() => location.reload()}>
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
