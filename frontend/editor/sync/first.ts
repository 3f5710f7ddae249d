/**
 * What the editor begins with: the browser's own words of the story, and where it has none the server's, asked for
 * while the editor itself is still being read. Knows no document.
 */
import type { PageSettings } from "../page";
import { csrfToken, SyncEndpoint, type Answer } from "./http";
import { keyOf, openDatabase, rowsOf, seqOf, type Row } from "./local-store";

export interface First {
  /** Null where the browser keeps nothing (some private windows). */
  database: Promise<IDBDatabase | null>;
  rows: Promise<Row[]>;
  /** The server's answer to "I have nothing"; null where the browser has words of its own. */
  answer: Promise<Answer | null>;
}

const NOTHING = new Uint8Array();
const NOTHING_KNOWN = new Uint8Array([0]); // the state vector of an empty document

/** Begin to open a story. The answer may reject with ExchangeFailed: whoever waits for it says so to the person. */
export function askFirst({ person, story, syncUrl, csrfCookie, csrf }: PageSettings): First {
  const endpoint = new SyncEndpoint(syncUrl, () => csrfToken(csrfCookie, csrf));
  const ask = (): Promise<Answer> => endpoint.exchange(NOTHING, NOTHING_KNOWN);
  const key = keyOf(person, story);
  // A browser that never heard of the story has no words of it: its database need not be open to know that.
  const asked = seqOf(key) ? null : ask();
  const database = openDatabase().catch(() => null);
  const rows = database.then((open) => (open ? rowsOf(open, key) : []));
  const answer = rows.then((kept) => (kept.length ? null : (asked ?? ask())));
  asked?.catch(() => undefined);
  answer.catch(() => undefined); // told by who waits
  return { database, rows, answer };
}
