import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import type { PageSettings } from "../page";
import { askFirst, type First } from "./first";
import { ExchangeFailed, toBase64, type Answer, type SyncEndpoint } from "./http";
import type { SaveState } from "./link";
import { DATABASE, keyOf } from "./local-store";
import { LocalCopy } from "./local-copy";
import { StoryLink } from "./story-link";

const settings = { person: "lan", story: "bai", syncUrl: "/van-ban", csrf: "thu", csrfCookie: "csrftoken" } as PageSettings;

function wordsOf(text: string): Uint8Array {
  const doc = new Y.Doc();
  doc.getText("headline").insert(0, text);
  return Y.encodeStateAsUpdate(doc);
}

const answerOf = (text: string): Answer => ({
  update: wordsOf(text), savedAt: new Date(), seq: 7, stage: "writing", mayWrite: true,
});

const given = (answer: Promise<Answer | null>): First => ({ database: Promise.resolve(null), rows: Promise.resolve([]), answer });

beforeEach(() => localStorage.clear());
afterEach(() => vi.unstubAllGlobals());

test("a browser that never heard of the story asks at once, with nothing of its own", async () => {
  const asked: RequestInit[] = [];
  const body = { update: toBase64(wordsOf("Cầu Yên Lộc")), seq: 1, stage: "writing", may_write: true, saved_at: "2026-11-23T00:00:00Z" };
  vi.stubGlobal("fetch", (_url: string, request: RequestInit) => {
    asked.push(request);
    return Promise.resolve(new Response(JSON.stringify(body)));
  });
  const first = askFirst(settings);
  expect(asked).toHaveLength(1); // before anything was waited for
  const answer = await first.answer;
  const doc = new Y.Doc();
  Y.applyUpdate(doc, answer!.update);
  expect(doc.getText("headline").toString()).toBe("Cầu Yên Lộc");
  const sent = JSON.parse(asked[0]!.body as string) as { update: string; state_vector: string };
  expect(sent).toEqual({ update: "", state_vector: toBase64(Y.encodeStateVector(new Y.Doc())) });
});

test("a browser that knows the story looks at its own words first", async () => {
  localStorage.setItem(`${DATABASE}/${keyOf("lan", "bai")}`, "3");
  const asked = vi.fn(() => Promise.reject(new TypeError("offline")));
  vi.stubGlobal("fetch", asked);
  const first = askFirst(settings);
  expect(asked).not.toHaveBeenCalled();
  await expect(first.answer).rejects.toBeInstanceOf(ExchangeFailed);
  expect(asked).toHaveBeenCalledOnce(); // it had none after all
});

test("what was asked before is taken once, and not asked for again", async () => {
  const doc = new Y.Doc();
  const exchange = vi.fn(() => new Promise<Answer>(() => undefined));
  const states: SaveState["kind"][] = [];
  const heard = { onState: (state: SaveState) => void states.push(state.kind), onStanding: () => undefined };
  const link = new StoryLink(doc, { exchange } as unknown as SyncEndpoint, await LocalCopy.open("lan", "bai"), heard);
  expect(await link.open(given(Promise.resolve(answerOf("Tin mới"))))).toBe(true);
  expect(doc.getText("headline").toString()).toBe("Tin mới");
  expect(exchange).not.toHaveBeenCalled();
  expect(states.at(-1)).toBe("saved");
  link.close();
});

test("an early question that fails is said, and asked again", async () => {
  vi.useFakeTimers();
  const doc = new Y.Doc();
  const exchange = vi.fn(() => Promise.resolve(answerOf("Tin đến sau")));
  const states: SaveState["kind"][] = [];
  const heard = { onState: (state: SaveState) => void states.push(state.kind), onStanding: () => undefined };
  const link = new StoryLink(doc, { exchange } as unknown as SyncEndpoint, await LocalCopy.open("lan", "bai"), heard);
  const failed = Promise.reject(new ExchangeFailed("offline"));
  failed.catch(() => undefined);
  expect(await link.open(given(failed))).toBe(false);
  expect(states.at(-1)).toBe("offline");
  await vi.advanceTimersByTimeAsync(2_500);
  expect(doc.getText("headline").toString()).toBe("Tin đến sau");
  link.close();
  vi.useRealTimers();
});
