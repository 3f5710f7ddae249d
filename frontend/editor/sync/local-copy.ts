/**
 * The browser's own copy of a story: every change is a row in IndexedDB until the server has it, so a closed laptop or
 * a lost line costs no word. Rows are kept per person, because unsent words must leave under their writer's name.
 */
import * as Y from "yjs";
import { DATABASE, done, keyOf, openDatabase, ROWS, rowsOf, seqOf, stands, type Row } from "./local-store";

export interface Unsent {
  update: Uint8Array;
  row: Promise<number | null>;
}

export interface Kept {
  found: boolean;
  unsent: Unsent[];
}

const COMPACT_ABOVE_ROWS = 80;
const WRITE_AFTER_MS = 1_000;
const FORGET_SENT_AFTER_MS = 14 * 24 * 3600 * 1000;

export class LocalCopy {
  private later: { heard: Uint8Array[]; confirmed: Unsent[] } = { heard: [], confirmed: [] };
  private timer = 0;

  private constructor(
    private readonly database: IDBDatabase | null,
    private readonly key: string,
  ) {}

  /** Open the copy; without IndexedDB (some private windows) it keeps nothing and says so by `works`. */
  static async open(person: string, story: string): Promise<LocalCopy> {
    return LocalCopy.in(await openDatabase().catch(() => null), person, story);
  }

  /** The copy in a database that is open already; null keeps nothing. */
  static in(database: IDBDatabase | null, person: string, story: string): LocalCopy {
    return new LocalCopy(database, keyOf(person, story));
  }

  get works(): boolean {
    return this.database !== null;
  }

  /** How far the server had counted when this browser last heard of it. */
  get lastSeq(): number {
    return seqOf(this.key);
  }

  set lastSeq(seq: number) {
    try {
      localStorage.setItem(`${DATABASE}/${this.key}`, String(seq));
    } catch {
      // Without storage only this one safeguard is missing.
    }
  }

  private rows(mode: IDBTransactionMode): IDBObjectStore | null {
    return this.database?.transaction(ROWS, mode).objectStore(ROWS) ?? null;
  }

  /** Put the kept changes (`read` already, or now) into the document; return those the server has not confirmed. */
  async restore(doc: Y.Doc, origin: unknown, read?: Promise<Row[]>): Promise<Kept> {
    if (!this.database) return { found: false, unsent: [] };
    const rows = await (read ?? rowsOf(this.database, this.key));
    Y.transact(doc, () => rows.forEach((row) => Y.applyUpdate(doc, row.update, origin)), origin);
    void this.forgetOldStories();
    const unsent = rows
      .filter((row) => !row.sent)
      .map((row) => ({ update: row.update, row: Promise.resolve(row.id ?? null) }));
    return { found: rows.length > 0, unsent };
  }

  /** Keep one change; resolves to its row, or null when the browser refuses (disk full, private window). */
  async keep(update: Uint8Array, sent: boolean): Promise<number | null> {
    try {
      const store = this.rows("readwrite");
      return store ? ((await done(store.add({ key: this.key, update, sent, at: Date.now() }))) as number) : null;
    } catch {
      return null;
    }
  }

  /** Mark changes as stored by the server. */
  async confirm(batch: Unsent[]): Promise<void> {
    const ids = await Promise.all(batch.map((one) => one.row));
    const store = this.rows("readwrite");
    if (!store) return;
    for (const id of ids) {
      if (id === null) continue;
      const row = (await done(store.get(id))) as Row | undefined;
      if (row) store.put({ ...row, sent: true, at: Date.now() });
    }
    const count = await done(store.index("key").count(this.key));
    if (count > COMPACT_ABOVE_ROWS) await this.compact(store);
  }

  /** Keep what others typed; a second's letters are written at once. What is lost with the page, the server has. */
  heard(update: Uint8Array): void {
    this.later.heard.push(update);
    this.soon();
  }

  /** Mark changes as stored by the server, with the next second's letters. */
  confirmSoon(batch: Unsent[]): void {
    this.later.confirmed.push(...batch);
    this.soon();
  }

  close(): void {
    window.clearTimeout(this.timer);
  }

  private soon(): void {
    if (!this.timer) this.timer = window.setTimeout(() => void this.write(), WRITE_AFTER_MS);
  }

  private async write(): Promise<void> {
    this.timer = 0;
    const { heard, confirmed } = this.later;
    this.later = { heard: [], confirmed: [] };
    if (heard.length) await this.keep(Y.mergeUpdates(heard), true);
    await this.confirm(confirmed);
  }

  /** Forget this story: the server's words come anew. */
  async forget(): Promise<void> {
    const store = this.rows("readwrite");
    if (!store) return;
    for (const id of await done(store.index("key").getAllKeys(this.key))) store.delete(id);
    await stands(store.transaction);
  }

  private async compact(store: IDBObjectStore): Promise<void> {
    const sent = ((await done(store.index("key").getAll(this.key))) as Row[]).filter((row) => row.sent);
    // Through a document, not mergeUpdates: merging thousands of small updates is quadratic.
    const merged = new Y.Doc();
    merged.transact(() => sent.forEach((row) => Y.applyUpdate(merged, row.update)));
    store.add({ key: this.key, update: Y.encodeStateAsUpdate(merged), sent: true, at: Date.now() });
    for (const row of sent) if (row.id !== undefined) store.delete(row.id);
  }

  /** Remove confirmed words of stories nobody opened for two weeks: newsroom machines are shared. */
  private async forgetOldStories(): Promise<void> {
    const store = this.rows("readwrite");
    if (!store) return;
    const rows = (await done(store.getAll())) as Row[];
    const limit = Date.now() - FORGET_SENT_AFTER_MS;
    const busy = new Set(rows.filter((row) => !row.sent || row.at > limit).map((row) => row.key));
    for (const row of rows) if (!busy.has(row.key) && row.id !== undefined) store.delete(row.id);
  }
}
