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
  /** Path of the request that the first look or the answer is of: a page may show them while it asks for something else. */
  of: string | null;
  /** Sends the same request again. */
  again: () => void;
}

/** What has been received, without the way to ask again. */
type State<G, A> = Omit<Received<G, A>, "again">;

const BROKEN_OFF: PageFailure = { status: 0, message: "The answer broke off. Ask again.", faults: [] };
const NOTHING = { glance: null, answer: null, progress: null, failure: null, busy: false, of: null };

type Update<G, A> = (change: (before: State<G, A>) => State<G, A>) => void;

class Latest<G, A> {
  private controller: AbortController | null = null;
  private waitsForFirst = false;
  private next: [string, string | null] | null = null;

  constructor(
    private readonly update: Update<G, A>,
    private readonly keeps: boolean,
  ) {}

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
    this.update((before) => ({ ...before, progress: null, failure: null, busy: true }));
    let ended = false;
    try {
      for await (const { name, data } of streamMessages(path, body, controller.signal)) {
        if (this.controller !== controller) return;
        if (name === "failed") this.fail(data as PageFailure);
        else this.update((before) => received(before, name, data, path));
        ended = ended || name === "answer" || name === "failed";
        if (this.sendNext(controller)) return;
      }
      if (this.controller !== controller) return;
      if (!ended) this.fail(BROKEN_OFF);
      this.sendNext(controller);
    } catch (error) {
      if (controller.signal.aborted) return;
      this.fail(failureOf(error));
      this.sendNext(controller);
    }
  }

  /** What was received before stays to be read where the page says that it is old. */
  private fail(failure: PageFailure): void {
    this.update((before) =>
      this.keeps ? { ...before, progress: null, busy: false, failure } : { ...NOTHING, failure },
    );
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

function received<G, A>(before: State<G, A>, name: string, data: unknown, of: string): State<G, A> {
  switch (name) {
    case "glance":
      return { ...NOTHING, glance: data as G, busy: true, of };
    case "answer":
      return { ...NOTHING, answer: data as A, of };
    default:
      return { ...before, progress: data as Progress, busy: true };
  }
}

/**
 * Sends a request whenever the path or the body changes, and receives its results; without a path there is no request.
 * A page that `keeps` shows what it had when a request fails, and says that it is old.
 */
export function useLatest<G, A>(path: string | null, body: string | null = null, keeps = false): Received<G, A> {
  const [state, setState] = useState<State<G, A>>(NOTHING);
  const [times, setTimes] = useState(0);
  const latest = useRef<Latest<G, A> | null>(null);
  latest.current ??= new Latest<G, A>(setState, keeps);
  useEffect(() => {
    if (path === null) {
      latest.current?.stop();
      setState(NOTHING);
    } else {
      latest.current?.ask(path, body);
    }
  }, [path, body, times]);
  useEffect(() => () => latest.current?.stop(), []);
  return { ...state, again: () => setTimes((before) => before + 1) };
}
