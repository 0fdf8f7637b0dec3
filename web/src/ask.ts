/** Questions to the server, and answers as they come. */
import type { Failure } from "./answers";

const API = "/api/v1";

/** What a message of a stream says. */
export interface Message {
  name: string;
  data: unknown;
}

/** An answer that says what is wrong. */
export class Refused extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}

async function checked(response: Response): Promise<Response> {
  if (response.ok) return response;
  const text = await response.text();
  try {
    throw new Refused(JSON.parse(text) as Failure);
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused({ status: response.status, message: text || response.statusText, faults: [] });
  }
}

/** An answer that comes at once. */
export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await checked(await fetch(API + path, signal ? { signal } : {}));
  return (await response.json()) as T;
}

/** The same for a question with a body. */
export async function post<T>(path: string, body: string, signal?: AbortSignal): Promise<T> {
  return (await (await posted(path, body, signal)).json()) as T;
}

async function posted(path: string, body: string, signal?: AbortSignal): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return checked(await fetch(API + path, { method: "POST", headers, body, ...(signal ? { signal } : {}) }));
}

/** An answer that is told as it is found. */
export async function* told(path: string, body: string | null, signal: AbortSignal): AsyncGenerator<Message> {
  const response =
    body === null ? await checked(await fetch(API + path, { signal })) : await posted(path, body, signal);
  if (response.body === null) return;
  let rest = "";
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const message = read(block);
      if (message !== null) yield message;
    }
  }
}

/** One message; none where it only keeps the connection open. */
function read(block: string): Message | null {
  let name = "";
  let data = "";
  for (const line of block.split("\n")) {
    if (line.startsWith("event: ")) name = line.slice(7);
    if (line.startsWith("data: ")) data += line.slice(6);
  }
  return name === "" ? null : { name, data: JSON.parse(data) };
}

/** What went wrong, as a failure, whatever it was. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Refused) return error.failure;
  if (error instanceof SyntaxError)
    return { status: 0, message: `The answer could not be read: ${error.message}`, faults: [] };
  return {
    status: 0,
    message: "The studio does not answer. Is it still running? Start it again: standoff studio",
    faults: [],
  };
}
