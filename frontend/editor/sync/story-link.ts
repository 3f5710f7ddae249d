/**
 * The document's way to the server. While the socket lives every letter goes at once; without it (a proxy that knows no
 * websockets, a line that comes and goes) plain requests carry batches. Everything is kept until the server has it.
 */
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate, removeAwarenessStates } from "y-protocols/awareness";
import * as Y from "yjs";
import type { First } from "./first";
import type { Heard, SaidStanding } from "./frames";
import { ExchangeFailed, type Answer, type SyncEndpoint } from "./http";
import type { DocumentLink, LinkListener, SaveState, StoryStanding } from "./link";
import type { LocalCopy, Unsent } from "./local-copy";
import { Socket } from "./socket";

const PUSH_AFTER_PAUSE_MS = 1_500;
const PUSH_AT_MOST_EVERY_MS = 3_000;
const PULL_MS = 4_000;
const PULL_HIDDEN_MS = 15_000;
const RETRY_FIRST_MS = 2_000;
const RETRY_MAX_MS = 30_000;
const HOLD_MAX_MS = 8_000;
const FLUSH_MAX_PARTS = 12;
const FLUSH_WAITS_MS = 5_000;
// More than this goes by requests, which can be cut into parts.
const SOCKET_MAX_BYTES = 2_000_000;
const NOTHING = new Uint8Array();

/** A change on its way; `number` once it went by the socket that is open now. */
interface Pending extends Unsent {
  number?: number;
}

export class StoryLink implements DocumentLink {
  readonly awareness: Awareness;
  private readonly socket: Socket | null;
  private pending: Pending[] = [];
  private number = 0;
  private heldBack: Uint8Array[] = [];
  private heldPresence: Uint8Array[] = [];
  private onSettled: (() => void)[] = [];
  private inFlight: Promise<boolean> | null = null;
  private timer = 0;
  private holdTimer = 0;
  private held = false;
  private maySend = true;
  private closed = false;
  private failures = 0;
  private firstUnsentAt = 0;
  private batchLimit = Infinity;
  private asked: Promise<Answer | null> | undefined;

  constructor(
    private readonly doc: Y.Doc,
    private readonly endpoint: SyncEndpoint,
    private readonly copy: LocalCopy,
    private readonly listener: LinkListener,
    socketUrl = "",
  ) {
    this.awareness = new Awareness(doc);
    this.socket = socketUrl
      ? new Socket(socketUrl, {
          vector: () => Y.encodeStateVector(doc),
          heard: (frame) => this.hear(frame),
          down: () => this.socketDown(),
        })
      : null;
    this.awareness.on("update", this.onPresence);
    doc.on("update", this.onUpdate);
    window.addEventListener("online", this.onOnline);
    window.addEventListener("offline", this.onOffline);
    document.addEventListener("visibilitychange", this.onVisibility);
    window.addEventListener("pagehide", this.onPageHide);
  }

  get unsent(): boolean {
    return this.pending.length > 0;
  }

  get pendingUpdate(): Uint8Array {
    return Y.mergeUpdates(this.pending.map((one) => one.update));
  }

  async discard(): Promise<void> {
    this.close();
    this.pending = [];
    await this.copy.forget();
  }

  async open(first?: First): Promise<boolean> {
    this.listener.onState({ kind: "opening" });
    const kept = await this.copy.restore(this.doc, this, first?.rows);
    this.asked = kept.found ? undefined : first?.answer;
    this.pending = [...kept.unsent, ...this.pending];
    const reached = this.exchange().finally(() => this.socket?.open());
    // Words from before can be read and written on at once; what others wrote since is merged when it comes.
    return kept.found || reached;
  }

  async flush(): Promise<boolean> {
    this.release();
    // An exchange already under way may not hold the newest words: wait, then send the rest.
    if (this.inFlight) await this.inFlight;
    if (this.socket?.live && this.maySend) {
      this.sendPending();
      await this.settled();
    }
    if (this.unsent && !this.maySend) await this.exchange();
    // A push that the server found too large goes out in several parts.
    for (let part = 0; this.unsent && this.maySend && part < FLUSH_MAX_PARTS; part += 1) {
      if (!(await this.exchange()) && this.failures > 0) return false;
    }
    return !this.unsent;
  }

  leave(): void {
    if (!this.unsent || !this.maySend) return;
    const batch = this.pending;
    const update = Y.mergeUpdates(batch.map((one) => one.update));
    // The page may already be gone when the answer comes; then the rows stay unsent and go out once more, harmlessly.
    this.endpoint.exchange(update, Y.encodeStateVector(this.doc), true).then(
      () => this.confirm(batch),
      () => undefined,
    );
  }

  hold(): void {
    this.held = true;
    window.clearTimeout(this.holdTimer);
    this.holdTimer = window.setTimeout(() => this.release(), HOLD_MAX_MS);
  }

  release(): void {
    if (!this.held) return;
    this.held = false;
    window.clearTimeout(this.holdTimer);
    this.heldBack.splice(0).forEach((update) => this.apply(update));
    this.heldPresence.splice(0).forEach((update) => applyAwarenessUpdate(this.awareness, update, this));
    if (this.socket?.live) this.sendPending();
    this.schedule();
  }

  close(): void {
    this.closed = true;
    this.socket?.close();
    this.awareness.destroy();
    this.copy.close();
    window.clearTimeout(this.timer);
    window.clearTimeout(this.holdTimer);
    this.doc.off("update", this.onUpdate);
    window.removeEventListener("online", this.onOnline);
    window.removeEventListener("offline", this.onOffline);
    document.removeEventListener("visibilitychange", this.onVisibility);
    window.removeEventListener("pagehide", this.onPageHide);
  }

  private onUpdate = (update: Uint8Array, origin: unknown): void => {
    if (origin === this) return;
    if (!this.unsent) this.firstUnsentAt = Date.now();
    this.pending.push({ update, row: this.copy.keep(update, false) });
    if (this.failures === 0) this.listener.onState({ kind: "unsaved" });
    if (this.socket?.live) this.sendPending();
    this.schedule();
  };

  private onOnline = (): void => {
    this.failures = 0;
    this.socket?.probe();
    void this.exchange();
  };

  private onPresence = ({ added, updated, removed }: Record<"added" | "updated" | "removed", number[]>, origin: unknown): void => {
    if (origin === this || origin === "timeout") return;
    const own = [...added, ...updated, ...removed].filter((client) => client === this.awareness.clientID);
    if (own.length) this.socket?.presence(encodeAwarenessUpdate(this.awareness, own));
  };

  private onOffline = (): void => {
    this.listener.onState({ kind: "offline" });
  };

  private onVisibility = (): void => {
    if (document.visibilityState === "hidden") return this.leave();
    this.socket?.probe();
    if (!this.socket?.live) void this.exchange();
  };

  private onPageHide = (): void => this.leave();

  private delay(): number {
    if (this.failures > 0) return Math.min(RETRY_FIRST_MS * 2 ** (this.failures - 1), RETRY_MAX_MS);
    if (this.unsent && this.maySend) {
      const limit = this.firstUnsentAt + PUSH_AT_MOST_EVERY_MS - Date.now();
      return Math.max(0, Math.min(PUSH_AFTER_PAUSE_MS, limit));
    }
    return document.visibilityState === "hidden" ? PULL_HIDDEN_MS : PULL_MS;
  }

  private schedule(): void {
    window.clearTimeout(this.timer);
    if (this.closed || this.inFlight || this.socket?.live) return;
    this.timer = window.setTimeout(() => void this.exchange(), this.delay());
  }

  /** One exchange at a time; the next is scheduled whatever comes of it. */
  private exchange(): Promise<boolean> {
    if (this.closed) return Promise.resolve(false);
    this.inFlight ??= this.attempt().finally(() => {
      this.inFlight = null;
      this.sendPending();
      this.schedule();
    });
    return this.inFlight;
  }

  private async attempt(): Promise<boolean> {
    window.clearTimeout(this.timer);
    if (this.held) return false;
    const batch = this.maySend ? this.pending.slice(0, this.batchLimit) : [];
    const update = batch.length ? Y.mergeUpdates(batch.map((one) => one.update)) : NOTHING;
    if (batch.length) this.listener.onState({ kind: "saving" });
    try {
      const asked = batch.length ? null : await this.takeAsked();
      const answer = asked ?? (await this.endpoint.exchange(update, Y.encodeStateVector(this.doc)));
      this.failures = 0;
      this.batchLimit = Infinity;
      this.receive(answer, batch);
      return true;
    } catch (error) {
      if (!(error instanceof ExchangeFailed)) throw error;
      this.failures += 1;
      // A refused push must not keep others' words away: only fetch, until the server lets this person write again.
      if (error.failure === "forbidden") this.maySend = false;
      if (error.failure === "too_large" && batch.length > 1) {
        this.batchLimit = Math.ceil(batch.length / 2);
        this.failures = 0;
        return false;
      }
      this.listener.onState(stateOf(error));
      return false;
    }
  }

  /** The answer that was asked for before the editor was there; once. */
  private takeAsked(): Promise<Answer | null> {
    const { asked } = this;
    this.asked = undefined;
    return asked ?? Promise.resolve(null);
  }

  private receive(answer: Answer, batch: Unsent[]): void {
    this.maySend = maySend(answer);
    this.confirm(batch);
    this.noticeRestoredServer(answer.seq);
    // While a syllable is being composed nothing may move under it: left here, the next pull brings it again.
    if (!this.held && answer.update.length > 2) {
      this.apply(answer.update);
    }
    this.listener.onStanding({ stage: answer.stage, mayWrite: answer.mayWrite, mode: answer.mode, lock: answer.lock, seq: answer.seq });
    if (!this.unsent) this.listener.onState({ kind: "saved", at: answer.savedAt });
    else this.listener.onState({ kind: this.maySend ? "unsaved" : "forbidden" });
  }

  private hear(frame: Heard): void {
    switch (frame.kind) {
      case "welcome":
        this.failures = 0;
        this.maySend = maySend({ mayWrite: frame.standing.may_write, mode: frame.standing.mode });
        this.noticeRestoredServer(frame.seq);
        this.take(frame.update);
        this.stand(frame.standing, frame.seq);
        // Set anew, it has a higher number: others pass over one that they have heard, and a first one without words.
        this.awareness.setLocalState({ ...this.awareness.getLocalState() });
        window.clearTimeout(this.timer);
        if (!this.unsent) this.listener.onState({ kind: "saved", at: frame.at });
        return this.sendPending();
      case "update":
        return this.take(frame.update);
      case "presence":
        if (this.held) this.heldPresence.push(frame.update);
        else applyAwarenessUpdate(this.awareness, frame.update, this);
        return;
      case "stored":
        return this.stored(frame.upto, frame.at, frame.seq);
      case "standing":
        this.maySend = maySend({ mayWrite: frame.standing.may_write, mode: frame.standing.mode });
        this.stand(frame.standing, this.copy.lastSeq);
        return this.sendPending();
      case "refused":
        this.pending.forEach((one) => delete one.number);
        this.maySend = false;
        return this.listener.onState({ kind: "forbidden", sentence: frame.sentence });
      case "pong":
    }
  }

  private stand({ stage, may_write, mode, lock }: SaidStanding, seq: number): void {
    this.listener.onStanding({ stage, mayWrite: may_write, mode, lock, seq });
    if (!this.maySend && this.unsent) this.listener.onState({ kind: "forbidden" });
  }

  /** While a syllable is being composed nothing may move under it. */
  private take(update: Uint8Array): void {
    if (this.held) this.heldBack.push(update);
    else this.apply(update);
  }

  private apply(update: Uint8Array): void {
    if (update.length <= 2) return;
    Y.applyUpdate(this.doc, update, this);
    this.copy.heard(update);
  }

  /** Send what has not gone by this socket yet, as one update. */
  private sendPending(): void {
    if (!this.socket?.live || this.held || !this.maySend || this.inFlight) return;
    const fresh = this.pending.filter((one) => one.number === undefined);
    if (!fresh.length) return;
    const update = fresh.length === 1 ? fresh[0]!.update : Y.mergeUpdates(fresh.map((one) => one.update));
    if (update.length > SOCKET_MAX_BYTES) return void this.exchange();
    this.number += 1;
    for (const one of fresh) one.number = this.number;
    this.listener.onState({ kind: "saving" });
    this.socket.update(this.number, update);
  }

  private stored(upto: number, at: Date, seq: number): void {
    const isStored = (one: Pending): boolean => one.number !== undefined && one.number <= upto;
    this.copy.confirmSoon(this.pending.filter(isStored));
    this.pending = this.pending.filter((one) => !isStored(one));
    this.copy.lastSeq = Math.max(this.copy.lastSeq, seq);
    if (this.unsent) return;
    this.listener.onState({ kind: "saved", at });
    this.onSettled.splice(0).forEach((done) => done());
  }

  /** Resolve when the server has confirmed everything, or when it takes too long. */
  private settled(): Promise<void> {
    if (!this.unsent) return Promise.resolve();
    return new Promise((resolve) => {
      this.onSettled.push(resolve);
      window.setTimeout(resolve, FLUSH_WAITS_MS);
    });
  }

  private socketDown(): void {
    for (const one of this.pending) delete one.number;
    this.number = 0;
    this.onSettled.splice(0).forEach((done) => done());
    const others = [...this.awareness.getStates().keys()].filter((client) => client !== this.awareness.clientID);
    removeAwarenessStates(this.awareness, others, this);
    this.schedule();
  }

  /** A server that counts lower than before came back from a backup: give it all this browser has. */
  private noticeRestoredServer(seq: number): void {
    if (seq < this.copy.lastSeq) {
      const update = Y.encodeStateAsUpdate(this.doc);
      this.pending.push({ update, row: this.copy.keep(update, false) });
    }
    this.copy.lastSeq = seq;
  }

  private confirm(batch: Unsent[]): void {
    // Whoever is refused gets no answer: an answer means stored, even when from now on this person may only read.
    if (!batch.length) return;
    const sent = new Set(batch);
    this.pending = this.pending.filter((one) => !sent.has(one));
    this.firstUnsentAt = Date.now();
    void this.copy.confirm(batch);
  }
}

/** Suggestions and comments are changes of the document too; the server looks at each whether it is no more. */
function maySend({ mayWrite, mode }: Pick<StoryStanding, "mayWrite" | "mode">): boolean {
  return mayWrite || mode === "suggest" || mode === "comment";
}

function stateOf({ failure, status, sentence }: ExchangeFailed): SaveState {
  if (failure === "failed") return { kind: failure, status, sentence };
  return failure === "forbidden" ? { kind: failure, sentence } : { kind: failure };
}
