/** Requests to the server, and its answers. */
import type { Failure } from "./api";

const API = "/api/v1";

/** A failure as the page shows it. The status is 0 where the server did not answer; a stream has none. */
export type PageFailure = Failure & { status?: number };

/** A message of a stream. */
export interface Message {
  name: string;
  data: unknown;
}

/** The server's refusal, with what is wrong. */
export class Refused extends Error {
  constructor(readonly failure: PageFailure) {
    super(failure.message);
  }
}

async function requireOk(response: Response): Promise<Response> {
  if (response.ok) return response;
  const text = await response.text();
  try {
    throw new Refused({ ...(JSON.parse(text) as Failure), status: response.status });
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused({ status: response.status, message: text || response.statusText, faults: [] });
  }
}

/** The answer to a request that is answered at once. */
export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await requireOk(await fetch(API + path, signal ? { signal } : {}));
  return (await response.json()) as T;
}

/** The same for a request with a body. */
export async function post<T>(path: string, body: string, signal?: AbortSignal): Promise<T> {
  return (await (await sendBody(path, body, signal)).json()) as T;
}

async function sendBody(path: string, body: string, signal?: AbortSignal): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return requireOk(await fetch(API + path, { method: "POST", headers, body, ...(signal ? { signal } : {}) }));
}

/** The messages of an answer that is streamed. */
export async function* streamMessages(path: string, body: string | null, signal: AbortSignal): AsyncGenerator<Message> {
  const response =
    body === null ? await requireOk(await fetch(API + path, { signal })) : await sendBody(path, body, signal);
  if (response.body === null) return;
  let rest = "";
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const message = parseMessage(block);
      if (message !== null) yield message;
    }
  }
}

/** A message; none where the block only keeps the connection open. */
function parseMessage(block: string): Message | null {
  let name = "";
  let data = "";
  for (const line of block.split("\n")) {
    if (line.startsWith("event: ")) name = line.slice(7);
    if (line.startsWith("data: ")) data += line.slice(6);
  }
  return name === "" ? null : { name, data: JSON.parse(data) };
}

/** Any error as a failure that the page can show. */
export function failureOf(error: unknown): PageFailure {
  if (error instanceof Refused) return error.failure;
  if (error instanceof SyntaxError)
    return { status: 0, message: `The answer could not be read: ${error.message}`, faults: [] };
  return {
    status: 0,
    message: "The studio does not answer. Is it still running? Start it again: standoff studio",
    faults: [],
  };
}
