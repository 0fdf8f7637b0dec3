/**
 * The latest request. It cancels the previous one but still shows its first result, so that a dragged slider updates continuously.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Progress } from "./api";
import { failureOf, type PageFailure, streamMessages } from "./ask";

/** What has been received so far. Results of the previous request stay until there are newer ones. */
export interface Received<Glance, Answer> {
  glance: Glance | null;
  answer: Answer | null;
  progress: Progress | null;
  failure: PageFailure | null;
  /** Whether more is to come. */
  busy: boolean;
}

const BROKEN_OFF: PageFailure = { status: 0, message: "The answer broke off. Ask again.", faults: [] };
const NOTHING = { glance: null, answer: null, progress: null, failure: null, busy: false };

type Update<G, A> = (change: (before: Received<G, A>) => Received<G, A>) => void;

class Latest<G, A> {
  private controller: AbortController | null = null;
  private waitsForFirst = false;
  private next: [string, string | null] | null = null;

  constructor(private readonly update: Update<G, A>) {}

  /** Sends a request, once the previous one has had its first result. */
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
    this.update((before) => ({ ...before, progress: null, busy: true }));
    try {
      for await (const { name, data } of streamMessages(path, body, controller.signal)) {
        if (this.controller !== controller) return;
        this.update((before) => received(before, name, data));
        if (this.sendNext(controller)) return;
      }
      if (this.controller !== controller) return;
      this.update((before) =>
        before.answer !== null || before.failure !== null
          ? { ...before, busy: false }
          : { ...NOTHING, failure: BROKEN_OFF },
      );
      this.sendNext(controller);
    } catch (error) {
      if (controller.signal.aborted) return;
      this.update(() => ({ ...NOTHING, failure: failureOf(error) }));
      this.sendNext(controller);
    }
  }

  /** Sends the request that waits, after the first result or a failure of the one before. */
  private sendNext(controller: AbortController): boolean {
    if (this.controller !== controller) return true;
    this.waitsForFirst = false;
    const next = this.next;
    this.next = null;
    if (next !== null) void this.start(...next);
    return next !== null;
  }
}

function received<G, A>(before: Received<G, A>, name: string, data: unknown): Received<G, A> {
  switch (name) {
    case "glance":
      return { ...NOTHING, glance: data as G, busy: true };
    case "answer":
      return { ...NOTHING, answer: data as A };
    case "failed":
      return { ...NOTHING, failure: data as PageFailure };
    default:
      return { ...before, progress: data as Progress, busy: true };
  }
}

/** Sends a request whenever the path or the body changes, and receives its results; without a path there is no request. */
export function useLatest<G, A>(path: string | null, body: string | null = null): Received<G, A> {
  const [state, setState] = useState<Received<G, A>>(NOTHING);
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
