import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { ExchangeFailed, type SyncEndpoint } from "./http";
import type { SaveState } from "./link";
import { LocalCopy } from "./local-copy";
import { StoryLink } from "./story-link";

/** A server at the other end of the socket. It stores what it gets only when `stores` is true. */
class Server {
  readonly doc = new Y.Doc();
  readonly sockets: FakeSocket[] = [];
  got: { number: number; update: Uint8Array }[] = [];
  stores = true;
  reachable = true;

  get socket(): FakeSocket {
    return this.sockets[this.sockets.length - 1]!;
  }

  hear(socket: FakeSocket, bytes: Uint8Array): void {
    const decoder = decoding.createDecoder(bytes);
    const kind = decoding.readVarUint(decoder);
    if (kind === 0) this.welcome(socket, decoding.readTailAsUint8Array(decoder));
    if (kind === 1) {
      const number = decoding.readVarUint(decoder);
      const update = decoding.readTailAsUint8Array(decoder);
      this.got.push({ number, update });
      if (this.stores) this.store(socket, number, update);
    }
    if (kind === 6 && this.reachable) socket.say((e) => encoding.writeVarUint(e, 6));
  }

  store(socket: FakeSocket, number: number, update: Uint8Array): void {
    Y.applyUpdate(this.doc, update);
    socket.say((e) => [3, number, Date.now(), 7].forEach((value) => encoding.writeVarUint(e, value)));
  }

  welcome(socket: FakeSocket, vector: Uint8Array): void {
    socket.say((e) => {
      encoding.writeVarUint(e, 0);
      encoding.writeVarUint8Array(e, new TextEncoder().encode('{"stage": "Đang viết", "may_write": true}'));
      encoding.writeVarUint(e, 6);
      encoding.writeVarUint(e, Date.now());
      encoding.writeUint8Array(e, Y.encodeStateAsUpdate(this.doc, vector));
    });
  }

  type(words: string): void {
    const before = Y.encodeStateVector(this.doc);
    this.doc.getText("headline").insert(this.doc.getText("headline").length, words);
    const update = Y.encodeStateAsUpdate(this.doc, before);
    this.socket.say((e) => {
      encoding.writeVarUint(e, 1);
      encoding.writeUint8Array(e, update);
    });
  }

  get words(): string {
    return this.doc.getText("headline").toString();
  }
}

let server: Server;

class FakeSocket {
  binaryType = "";
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;

  constructor() {
    server.sockets.push(this);
    setTimeout(() => (server.reachable ? this.onopen?.() : this.onclose?.({ code: 1006 })));
  }

  send(bytes: Uint8Array): void {
    server.hear(this, bytes);
  }

  say(write: (encoder: encoding.Encoder) => unknown): void {
    const encoder = encoding.createEncoder();
    write(encoder);
    this.onmessage?.({ data: encoding.toUint8Array(encoder).slice().buffer });
  }

  close(): void {}
}

let doc: Y.Doc;
let link: StoryLink;
let states: SaveState["kind"][];

const headline = (): string => doc.getText("headline").toString();
const type = (words: string): void => doc.getText("headline").insert(headline().length, words);

beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", FakeSocket);
  localStorage.clear();
  server = new Server();
  doc = new Y.Doc();
  states = [];
  // Plain requests never get through here: what arrives came by the socket.
  const endpoint = { exchange: () => Promise.reject(new ExchangeFailed("offline")) };
  link = new StoryLink(
    doc, endpoint as unknown as SyncEndpoint, await LocalCopy.open("lan", "bai"),
    { onState: (state) => states.push(state.kind), onStanding: () => undefined }, "ws://toasoan.example/cung-viet",
  );
  await link.open();
  await vi.advanceTimersByTimeAsync(10);
});

afterEach(() => {
  link.close();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("a letter goes at once and counts as saved when the server has stored it", () => {
  server.stores = false;
  type("a");
  expect(server.got).toHaveLength(1);
  expect(link.unsent).toBe(true);
  server.store(server.socket, 1, server.got[0]!.update);
  expect(link.unsent).toBe(false);
  expect(states[states.length - 1]).toBe("saved");
  expect(server.words).toBe("a");
});

test("others' letters come by themselves", () => {
  server.type("Minh");
  expect(headline()).toBe("Minh");
});

test("what was sent and not confirmed goes again by the next socket", async () => {
  server.stores = false;
  type("mất mạng");
  server.stores = true;
  server.socket.onclose?.({ code: 1006 });
  type(" rồi gõ tiếp");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(server.words).toBe("mất mạng rồi gõ tiếp");
  expect(link.unsent).toBe(false);
});

test("a line that is cut without a word is noticed within seconds", async () => {
  server.reachable = false;
  await vi.advanceTimersByTimeAsync(17_000);
  expect(server.sockets.length).toBeGreaterThan(1);
  server.reachable = true;
  await vi.advanceTimersByTimeAsync(40_000);
  type("lại có mạng");
  expect(server.words).toBe("lại có mạng");
});

test("while a syllable is being composed nothing comes or goes", () => {
  link.hold();
  type("vi");
  server.type("Minh");
  expect(headline()).toBe("vi");
  expect(server.got).toHaveLength(0);
  link.release();
  expect(headline()).toHaveLength("viMinh".length);
  expect(server.got).toHaveLength(1);
  expect(server.words).toBe(headline());
});

test("a turn that is over keeps the words here, and sends them when it comes back", () => {
  const stand = (mayWrite: boolean): void =>
    server.socket.say((e) => {
      encoding.writeVarUint(e, 4);
      encoding.writeUint8Array(e, new TextEncoder().encode(`{"stage": "Ban", "may_write": ${mayWrite}}`));
    });
  stand(false);
  type("chờ");
  expect(server.words).toBe("");
  stand(true);
  expect(server.words).toBe("chờ");
});

test("asking to save waits for the confirmation", async () => {
  server.stores = false;
  type("gửi đi");
  const saved = link.flush();
  server.store(server.socket, 1, server.got[0]!.update);
  expect(await saved).toBe(true);
});
