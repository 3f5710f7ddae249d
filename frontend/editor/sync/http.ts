/** One exchange with the sync endpoint: base64 Yjs bytes in JSON. */
import type { WritingMode } from "./link";

export interface Answer {
  update: Uint8Array;
  savedAt: Date;
  seq: number;
  stage: string;
  mayWrite: boolean;
  mode?: WritingMode;
  lock?: string;
}

export type Failure = "offline" | "signed_out" | "forbidden" | "too_large" | "failed";

export class ExchangeFailed extends Error {
  constructor(
    readonly failure: Failure,
    readonly status = 0,
    /** What the server itself says is wrong, if it says so. */
    readonly sentence = "",
  ) {
    super(failure);
  }
}

const TIMEOUT_MS = 20_000;
// Browsers refuse keep-alive bodies above 64 KiB in all.
const KEEPALIVE_MAX_BYTES = 60_000;

export function toBase64(bytes: Uint8Array): string {
  let text = "";
  // In pieces: a spread of a whole document would overflow the stack.
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
}

export function fromBase64(text: string): Uint8Array {
  const letters = atob(text);
  // A plain loop: `Uint8Array.from` with a function takes ten times as long for a whole story.
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i += 1) bytes[i] = letters.charCodeAt(i);
  return bytes;
}

/** Return the CSRF token; read each time, because signing in again in another tab changes it. */
export function csrfToken(cookieName = "csrftoken", fallback = ""): string {
  const prefix = `${cookieName}=`;
  const cookie = document.cookie.split("; ").find((part) => part.startsWith(prefix));
  if (cookie) return decodeURIComponent(cookie.slice(prefix.length));
  const field = document.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]");
  return fallback || field?.value || "";
}

function failureOf(response: Response): Failure {
  // A redirect is the way to the sign-in page; HTML instead of JSON is that page itself.
  if (response.type === "opaqueredirect" || response.status === 401) return "signed_out";
  if (response.status === 403 || response.status === 404 || response.status === 409) return "forbidden";
  if (response.status === 413) return "too_large";
  if (response.status === 502 || response.status === 503 || response.status === 504) return "offline";
  return "failed";
}

async function sentenceOf(response: Response): Promise<string> {
  try {
    return ((await response.json()) as { sentence?: string }).sentence ?? "";
  } catch {
    return "";
  }
}

export class SyncEndpoint {
  constructor(
    private readonly url: string,
    private readonly token: () => string,
  ) {}

  /** Send an update (empty = only fetch) and return what this document lacks. Raises ExchangeFailed. */
  async exchange(update: Uint8Array, stateVector: Uint8Array, leaving = false): Promise<Answer> {
    const body = JSON.stringify({ update: toBase64(update), state_vector: toBase64(stateVector) });
    let response: Response;
    try {
      response = await fetch(this.url, {
        method: "POST",
        body,
        credentials: "same-origin",
        redirect: "manual",
        keepalive: leaving && body.length < KEEPALIVE_MAX_BYTES,
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": this.token() },
        signal: leaving ? null : AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch {
      throw new ExchangeFailed("offline");
    }
    if (!response.ok) throw new ExchangeFailed(failureOf(response), response.status, await sentenceOf(response));
    return this.read(response);
  }

  private async read(response: Response): Promise<Answer> {
    try {
      const data = await response.json();
      return {
        update: fromBase64(data.update),
        savedAt: new Date(data.saved_at),
        seq: data.seq,
        stage: data.stage,
        mayWrite: data.may_write,
        mode: data.mode,
        lock: data.lock,
      };
    } catch {
      throw new ExchangeFailed("failed", response.status);
    }
  }
}
