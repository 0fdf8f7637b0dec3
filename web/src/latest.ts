/** The latest question: older ones are given up, and while somebody drags a slider each still gets its first answer. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Failure, Step } from "./answers";
import { failureOf, told } from "./ask";

/** What was heard so far. What was heard of the question before stays until there is something newer. */
export interface Heard<Glance, Answer> {
  glance: Glance | null;
  answer: Answer | null;
  progress: Step | null;
  failure: Failure | null;
  /** Whether more is to come. */
  busy: boolean;
}

const BROKEN_OFF: Failure = { status: 0, message: "The answer broke off. Ask again.", faults: [] };
const NOTHING = { glance: null, answer: null, progress: null, failure: null, busy: false };

type Hears<G, A> = (change: (before: Heard<G, A>) => Heard<G, A>) => void;

class Latest<G, A> {
  private controller: AbortController | null = null;
  private waitsForFirst = false;
  private next: [string, string | null] | null = null;

  constructor(private readonly hears: Hears<G, A>) {}

  /** Asks; a question that has not had its first answer yet is heard out first. */
  ask(path: string, body: string | null): void {
    if (this.waitsForFirst) {
      this.next = [path, body];
    } else {
      void this.start(path, body);
    }
  }

  stop(): void {
    this.next = null;
    this.waitsForFirst = false;
    this.controller?.abort();
    this.controller = null;
  }

  private async start(path: string, body: string | null): Promise<void> {
    this.controller?.abort();
    const controller = new AbortController();
    this.controller = controller;
    this.waitsForFirst = true;
    this.hears((before) => ({ ...before, progress: null, busy: true }));
    try {
      for await (const { name, data } of told(path, body, controller.signal)) {
        if (this.controller !== controller) return;
        this.hears((before) => heard(before, name, data));
        if (this.goOn(controller)) return;
      }
      if (this.controller !== controller) return;
      this.hears((before) =>
        before.answer !== null || before.failure !== null
          ? { ...before, busy: false }
          : { ...NOTHING, failure: BROKEN_OFF },
      );
      this.goOn(controller);
    } catch (error) {
      if (controller.signal.aborted) return;
      this.hears(() => ({ ...NOTHING, failure: failureOf(error) }));
      this.goOn(controller);
    }
  }

  /** After the first answer, or a failure, the question that waits is asked. */
  private goOn(controller: AbortController): boolean {
    if (this.controller !== controller) return true;
    this.waitsForFirst = false;
    const next = this.next;
    this.next = null;
    if (next !== null) void this.start(...next);
    return next !== null;
  }
}

function heard<G, A>(before: Heard<G, A>, name: string, data: unknown): Heard<G, A> {
  switch (name) {
    case "glance":
      return { ...NOTHING, glance: data as G, busy: true };
    case "answer":
      return { ...NOTHING, answer: data as A };
    case "failed":
      return { ...NOTHING, failure: data as Failure };
    default:
      return { ...before, progress: data as Step, busy: true };
  }
}

/** Asks whenever the question changes, and hears; no path is no question. */
export function useLatest<G, A>(path: string | null, body: string | null = null): Heard<G, A> {
  const [state, setState] = useState<Heard<G, A>>(NOTHING);
  const latest = useRef<Latest<G, A> | null>(null);
  latest.current ??= new Latest<G, A>(setState);
  useEffect(() => {
    if (path === null) {
      latest.current?.stop();
      setState(NOTHING);
    } else {
      latest.current?.ask(path, body);
    }
  }, [path, body]);
  useEffect(() => () => latest.current?.stop(), []);
  return state;
}
