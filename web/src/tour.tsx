/** A tour of three steps. Whether it was dismissed is remembered in memory only: a new tab offers it again. */
import { useState } from "preact/hooks";

/** Each step names a part of the page, which is outlined while it is read. */
const STEPS = [
  {
    part: ".first",
    title: "Read the answer",
    words:
      "The large number is the chance that the line holds. The dots are fifty futures; the curve shows the same by month, with bands for what nobody knows.",
  },
  {
    part: "aside",
    title: "Push on the world",
    words:
      "Move a slider or pull a lever. A first look comes in about a second and is refined after that; the strip says how far it moved, where that is clear of error.",
  },
  {
    part: ".rest",
    title: "Ask why",
    words:
      "The tabs hold talks, money, the order, costs, what to watch and the method. Every picture gives its data, its files and the command that makes it again.",
  },
];

/** `guided`: whether the view has the parts that the tour shows. */
export function Tour({ guided }: { guided: boolean }) {
  const [step, setStep] = useState<number | null>(null);
  const [dismissed, setDismissed] = useState(false);
  const close = () => {
    setDismissed(true);
    setStep(null);
  };
  if (!guided || (dismissed && step === null)) return null;
  const shown = step === null ? undefined : STEPS[step];
  if (step === null || shown === undefined)
    return (
      <span class="offer">
        New here?{" "}
        <button type="button" onClick={() => setStep(0)}>
          Tour, three steps
        </button>{" "}
        <button type="button" class="plain" aria-label="Dismiss the tour" onClick={close}>
          ×
        </button>
      </span>
    );
  return (
    <section
      class="tour"
      aria-label={`Tour, step ${step + 1} of ${STEPS.length}`}
      data-part={shown.part}
      onKeyDown={(event) => event.key === "Escape" && close()}
    >
      <p role="status">
        <strong>
          {step + 1} of {STEPS.length}: {shown.title}.
        </strong>{" "}
        {shown.words}
      </p>
      <div class="acts">
        {step + 1 < STEPS.length ? (
          <button type="button" onClick={() => goTo(step + 1, setStep)}>
            Next
          </button>
        ) : (
          <button type="button" onClick={close}>
            Done
          </button>
        )}
        <button type="button" onClick={close}>
          Leave the tour
        </button>
      </div>
    </section>
  );
}

/** Brings the part of a step into sight. */
function goTo(step: number, setStep: (step: number) => void): void {
  setStep(step);
  document.querySelector(STEPS[step]?.part ?? "main")?.scrollIntoView({ block: "nearest" });
}
