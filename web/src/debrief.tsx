/** After a game: what it came to, and what else could have been decided. */
import { useMemo } from "preact/hooks";
import type { DebriefAnswer, Game } from "./api";
import { fileName } from "./game";
import { useLatest } from "./latest";
import { SectionOf, Wrong } from "./section";

export function DebriefOf({ game }: { game: Game }) {
  const body = useMemo(() => JSON.stringify(game), [game]);
  const { answer, progress, failure, busy } = useLatest<never, DebriefAnswer>("/debrief", body);
  return (
    <>
      <p class="status" role="status" data-state={answer === null ? "none" : "whole"}>
        {busy ? (progress === null ? "Working." : `${progress.what}: ${progress.done} of ${progress.of}`) : ""}
      </p>
      {failure !== null && <Wrong failure={failure} />}
      {answer !== null && (
        <SectionOf section={answer.section} command={answer.command.replace("game.json", fileName(game))} />
      )}
    </>
  );
}
