/** The document's way to the server by plain requests: batched pushes, regular pulls, everything kept until confirmed. */
import * as Y from "yjs";
import { ExchangeFailed, type Answer, type SyncEndpoint } from "./http";
import type { DocumentLink, LinkListener, SaveState } from "./link";
import type { LocalCopy, Unsent } from "./local-copy";

const PUSH_AFTER_PAUSE_MS = 1_500;
const PUSH_AT_MOST_EVERY_MS = 3_000;
const PULL_MS = 4_000;
const PULL_HIDDEN_MS = 15_000;
const RETRY_FIRST_MS = 2_000;
const RETRY_MAX_MS = 30_000;
const HOLD_MAX_MS = 8_000;
const FLUSH_MAX_PARTS = 12;
const NOTHING = new Uint8Array();

export class HttpLink implements DocumentLink {
  private pending: Unsent[] = [];
  private inFlight: Promise<boolean> | null = null;
  private timer = 0;
  private holdTimer = 0;
  private held = false;
  private mayWrite = true;
  private closed = false;
  private failures = 0;
  private firstUnsentAt = 0;
  private batchLimit = Infinity;

  constructor(
    private readonly doc: Y.Doc,
    private readonly endpoint: SyncEndpoint,
    private readonly copy: LocalCopy,
    private readonly listener: LinkListener,
  ) {
    doc.on("update", this.onUpdate);
    window.addEventListener("online", this.onOnline);
    window.addEventListener("offline", this.onOffline);
    document.addEventListener("visibilitychange", this.onVisibility);
    window.addEventListener("pagehide", this.onPageHide);
  }

  get unsent(): boolean {
    return this.pending.length > 0;
  }

  async open(): Promise<boolean> {
    this.listener.onState({ kind: "opening" });
    const kept = await this.copy.restore(this.doc, this);
    this.pending = [...kept.unsent, ...this.pending];
    return (await this.exchange()) || kept.found;
  }

  async flush(): Promise<boolean> {
    this.release();
    // An exchange already under way may not hold the newest words: wait, then send the rest.
    if (this.inFlight) await this.inFlight;
    if (this.unsent && !this.mayWrite) await this.exchange();
    // A push that the server found too large goes out in several parts.
    for (let part = 0; this.unsent && this.mayWrite && part < FLUSH_MAX_PARTS; part += 1) {
      if (!(await this.exchange()) && this.failures > 0) return false;
    }
    return !this.unsent;
  }

  leave(): void {
    if (!this.unsent || !this.mayWrite) return;
    const batch = this.pending;
    const update = Y.mergeUpdates(batch.map((one) => one.update));
    // The page may already be gone when the answer comes; then the rows stay unsent and go out once more, harmlessly.
    this.endpoint.exchange(update, Y.encodeStateVector(this.doc), true).then(
      (answer) => this.confirm(batch, answer),
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
    this.schedule();
  }

  close(): void {
    this.closed = true;
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
    this.schedule();
  };

  private onOnline = (): void => {
    this.failures = 0;
    void this.exchange();
  };

  private onOffline = (): void => {
    this.listener.onState({ kind: "offline" });
  };

  private onVisibility = (): void => {
    if (document.visibilityState === "hidden") this.leave();
    else void this.exchange();
  };

  private onPageHide = (): void => this.leave();

  private delay(): number {
    if (this.failures > 0) return Math.min(RETRY_FIRST_MS * 2 ** (this.failures - 1), RETRY_MAX_MS);
    if (this.unsent && this.mayWrite) {
      const limit = this.firstUnsentAt + PUSH_AT_MOST_EVERY_MS - Date.now();
      return Math.max(0, Math.min(PUSH_AFTER_PAUSE_MS, limit));
    }
    return document.visibilityState === "hidden" ? PULL_HIDDEN_MS : PULL_MS;
  }

  private schedule(): void {
    window.clearTimeout(this.timer);
    if (this.closed || this.inFlight) return;
    this.timer = window.setTimeout(() => void this.exchange(), this.delay());
  }

  /** One exchange at a time; the next is scheduled whatever comes of it. */
  private exchange(): Promise<boolean> {
    if (this.closed) return Promise.resolve(false);
    this.inFlight ??= this.attempt().finally(() => {
      this.inFlight = null;
      this.schedule();
    });
    return this.inFlight;
  }

  private async attempt(): Promise<boolean> {
    window.clearTimeout(this.timer);
    if (this.held) return false;
    const batch = this.mayWrite ? this.pending.slice(0, this.batchLimit) : [];
    const update = batch.length ? Y.mergeUpdates(batch.map((one) => one.update)) : NOTHING;
    if (batch.length) this.listener.onState({ kind: "saving" });
    try {
      const answer = await this.endpoint.exchange(update, Y.encodeStateVector(this.doc));
      this.failures = 0;
      this.batchLimit = Infinity;
      this.receive(answer, batch);
      return true;
    } catch (error) {
      if (!(error instanceof ExchangeFailed)) throw error;
      this.failures += 1;
      // A refused push must not keep others' words away: only fetch, until the server lets this person write again.
      if (error.failure === "forbidden") this.mayWrite = false;
      if (error.failure === "too_large" && batch.length > 1) {
        this.batchLimit = Math.ceil(batch.length / 2);
        this.failures = 0;
        return false;
      }
      this.listener.onState(stateOf(error));
      return false;
    }
  }

  private receive(answer: Answer, batch: Unsent[]): void {
    this.mayWrite = answer.mayWrite;
    this.confirm(batch, answer);
    this.noticeRestoredServer(answer.seq);
    // While a syllable is being composed nothing may move under it: left here, the next pull brings it again.
    if (!this.held && answer.update.length > 2) {
      Y.applyUpdate(this.doc, answer.update, this);
      void this.copy.keep(answer.update, true);
    }
    this.listener.onStanding({ stage: answer.stage, mayWrite: answer.mayWrite, seq: answer.seq });
    if (!this.unsent) this.listener.onState({ kind: "saved", at: answer.savedAt });
    else this.listener.onState({ kind: answer.mayWrite ? "unsaved" : "forbidden" });
  }

  /** A server that counts lower than before came back from a backup: give it all this browser has. */
  private noticeRestoredServer(seq: number): void {
    if (seq < this.copy.lastSeq) {
      const update = Y.encodeStateAsUpdate(this.doc);
      this.pending.push({ update, row: this.copy.keep(update, false) });
    }
    this.copy.lastSeq = seq;
  }

  private confirm(batch: Unsent[], answer: Answer): void {
    // A server that says "you may not write" has not taken the words: they stay here.
    if (!batch.length || !answer.mayWrite) return;
    const sent = new Set(batch);
    this.pending = this.pending.filter((one) => !sent.has(one));
    this.firstUnsentAt = Date.now();
    void this.copy.confirm(batch);
  }
}

function stateOf({ failure, status, sentence }: ExchangeFailed): SaveState {
  if (failure === "failed") return { kind: failure, status, sentence };
  return failure === "forbidden" ? { kind: failure, sentence } : { kind: failure };
}
