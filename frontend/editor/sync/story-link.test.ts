import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { ExchangeFailed, type Answer, type Failure, type SyncEndpoint } from "./http";
import { StoryLink } from "./story-link";
import type { SaveState } from "./link";
import { LocalCopy } from "./local-copy";

/** A server that merges what it gets; `refuse` answers the next exchanges with a failure. */
class Server {
  readonly doc = new Y.Doc();
  readonly pushes: number[] = [];
  refuse: ((update: Uint8Array) => Failure | null) | null = null;
  mayWrite = true;
  seq = 0;

  exchange = (update: Uint8Array, vector: Uint8Array): Promise<Answer> => {
    const failure = this.refuse?.(update) ?? null;
    if (failure) return Promise.reject(new ExchangeFailed(failure, 500));
    if (update.length) {
      Y.applyUpdate(this.doc, update);
      this.pushes.push(Date.now());
      this.seq += 1;
    }
    return Promise.resolve({
      update: Y.encodeStateAsUpdate(this.doc, vector), savedAt: new Date(), seq: this.seq, stage: "writing", mayWrite: this.mayWrite,
    });
  };

  get words(): string {
    return this.doc.getText("headline").toString();
  }
}

let server: Server;
let doc: Y.Doc;
let link: StoryLink;
let states: SaveState["kind"][];

const type = (words: string): void => doc.getText("headline").insert(doc.getText("headline").length, words);

beforeEach(async () => {
  vi.useFakeTimers();
  localStorage.clear();
  server = new Server();
  doc = new Y.Doc();
  states = [];
  link = new StoryLink(doc, server as unknown as SyncEndpoint, await LocalCopy.open("lan", "bai"), {
    onState: (state) => states.push(state.kind),
    onStanding: () => undefined,
  });
  await link.open();
});

afterEach(() => {
  link.close();
  vi.useRealTimers();
});

test("words go out within 1.5 seconds after the last letter", async () => {
  const at = Date.now();
  type("a");
  await vi.advanceTimersByTimeAsync(1_499);
  expect(server.words).toBe("");
  await vi.advanceTimersByTimeAsync(2);
  expect(server.words).toBe("a");
  expect(server.pushes[0]! - at).toBeLessThanOrEqual(1_501);
});

test("while somebody types on and on, words go out every three seconds", async () => {
  for (let letter = 0; letter < 100; letter += 1) {
    type("x");
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(server.pushes.length).toBeGreaterThanOrEqual(3);
  expect(server.pushes.length).toBeLessThanOrEqual(5);
});

test("others' words come within four seconds", async () => {
  server.doc.getText("headline").insert(0, "Minh");
  await vi.advanceTimersByTimeAsync(4_100);
  expect(doc.getText("headline").toString()).toBe("Minh");
});

test("while a syllable is composed nothing comes in and nothing goes out", async () => {
  link.hold();
  type("vi");
  server.doc.getText("headline").insert(0, "Minh ");
  await vi.advanceTimersByTimeAsync(5_000);
  expect(server.pushes).toEqual([]);
  expect(doc.getText("headline").toString()).toBe("vi");
  type("ệt");
  link.release();
  await vi.advanceTimersByTimeAsync(3_100);
  expect(server.words).toContain("việt");
  expect(doc.getText("headline").toString()).toBe(server.words);
});

test("a composition that never ends holds for eight seconds at most", async () => {
  link.hold();
  type("v");
  await vi.advanceTimersByTimeAsync(12_000);
  expect(server.words).toBe("v");
});

test("what is too large in one piece goes in several", async () => {
  server.refuse = (update) => (update.length > 60 ? "too_large" : null);
  for (let part = 0; part < 8; part += 1) type(`phần ${part} `);
  expect(await link.flush()).toBe(true);
  expect(server.words).toBe(doc.getText("headline").toString());
});

test("a failing server is asked again, ever more slowly, and loses nothing", async () => {
  let asked = 0;
  server.refuse = () => {
    asked += 1;
    return "failed";
  };
  type("a");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(states.at(-1)).toBe("failed");
  expect(asked).toBeLessThan(10);
  server.refuse = null;
  await vi.advanceTimersByTimeAsync(31_000);
  expect(server.words).toBe("a");
  expect(states.at(-1)).toBe("saved");
});

test("a server that says no keeps the words here and still brings others' words", async () => {
  server.refuse = (update) => (update.length ? "forbidden" : null);
  server.mayWrite = false;
  type("của Lan");
  await vi.advanceTimersByTimeAsync(2_000);
  server.doc.getText("standfirst").insert(0, "của Minh");
  await vi.advanceTimersByTimeAsync(8_000);
  expect(doc.getText("standfirst").toString()).toBe("của Minh");
  expect(link.unsent).toBe(true);
  expect(states.at(-1)).toBe("forbidden");
  server.refuse = null;
  server.mayWrite = true;
  expect(await link.flush()).toBe(true);
  expect(server.words).toBe("của Lan");
});

test("words that the server took in this person's last moment to write are not shown as unsent", async () => {
  type("của Lan");
  server.mayWrite = false; // the story passes on as soon as they are stored: the same answer says both
  await vi.advanceTimersByTimeAsync(2_000);
  expect(server.words).toBe("của Lan");
  expect(link.unsent).toBe(false);
  expect(states.at(-1)).toBe("saved");
});

test("a server restored from an older backup gets everything back", async () => {
  type("cũ ");
  await link.flush();
  await vi.advanceTimersByTimeAsync(5_000);
  const empty = new Server();
  server.exchange = empty.exchange;
  type("mới");
  await vi.advanceTimersByTimeAsync(2_000);
  empty.seq = 0;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(empty.words).toBe("cũ mới");
});

test("a story kept from before is there before the server answers", async () => {
  const before = new Y.Doc();
  before.getText("headline").insert(0, "Kẻ Gỗ");
  const restore = (into: Y.Doc, origin: unknown): Promise<object> => {
    Y.applyUpdate(into, Y.encodeStateAsUpdate(before), origin);
    return Promise.resolve({ found: true, unsent: [] });
  };
  const kept = { restore, close: () => undefined } as unknown as LocalCopy;
  const silent = { exchange: () => new Promise(() => undefined) } as unknown as SyncEndpoint;
  const page = new Y.Doc();
  const again = new StoryLink(page, silent, kept, { onState: () => undefined, onStanding: () => undefined });
  expect(await again.open()).toBe(true);
  expect(page.getText("headline").toString()).toBe("Kẻ Gỗ");
  again.close();
});
