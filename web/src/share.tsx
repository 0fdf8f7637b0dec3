/** Links and files of a state. */
import { useState } from "preact/hooks";
import type { WholeAnswer } from "./api";
import { useLatest } from "./latest";
import { LONGEST_LINK } from "./route";
import { Wrong } from "./section";

/** A button that copies the address of what is seen. */
export function CopyLink() {
  const [said, setSaid] = useState("");
  const copy = async () => {
    if (location.href.length > LONGEST_LINK) {
      setSaid(
        `This state is too long for a link (${location.href.length} of ${LONGEST_LINK} letters): save its files instead.`,
      );
      return;
    }
    const copied = await navigator.clipboard.writeText(location.href).then(
      () => true,
      () => false,
    );
    setSaid(copied ? "Link copied." : "The browser does not let the page copy: take the link from the address line.");
  };
  return (
    <span class="share">
      <button type="button" onClick={copy} onBlur={() => setSaid("")}>
        Copy link
      </button>
      <span role="status">{said}</span>
    </span>
  );
}

/** The sections of the brief that take games of their own, which are asked for and shown as they are made. */
export function useSections(query: string) {
  const [asked, setAsked] = useState<string | null>(null);
  const wanted = asked === query;
  const latest = useLatest<WholeAnswer, WholeAnswer>(wanted ? `/brief?${query}` : null);
  return {
    ...latest,
    wanted,
    found: wanted ? (latest.answer ?? latest.glance) : null,
    ask: () => setAsked(query),
    stop: () => setAsked(null),
  };
}

export function MoreSections({ sections, possible }: { sections: ReturnType<typeof useSections>; possible: boolean }) {
  const { wanted, busy, progress, failure, answer } = sections;
  if (answer !== null && wanted) return null;
  return (
    <div class="acts add-parts">
      <button type="button" disabled={!possible || busy} onClick={sections.ask}>
        Add who pays, terms against durability, delay, changes, history
      </button>
      {busy && (
        <button type="button" onClick={sections.stop}>
          Stop
        </button>
      )}
      <span class="quiet" role="status">
        {busy && (progress === null ? "Working." : `${progress.what}: ${progress.done} of ${progress.of}`)}
        {!busy &&
          (possible
            ? "They take games of their own, a few minutes."
            : "Not with levers or switches: these parts use their own.")}
      </span>
      {failure !== null && <Wrong failure={failure} />}
    </div>
  );
}

/** Files of a whole answer, made by the server. */
export function Downloads({ query, whole }: { query: string; whole: boolean }) {
  const file = (path: string) => `/api/v1/${path}?${query}`;
  const parts = whole ? "brief/" : "";
  return (
    <p class="downloads">
      Download: <a href={file(`${parts}bundle.zip`)}>bundle</a> <a href={file(`${parts}brief.html`)}>brief</a>{" "}
      <a href={file("findings")} download="findings.json">
        findings, JSON
      </a>
    </p>
  );
}
