/** One file of the upload list: its line on the screen and its way to the server. */
import { Upload, type DetailedError } from "tus-js-client";
import { Speed } from "./speed";
import { amount, duration, say } from "./words";

export interface Way {
  endpoint: string;
  csrf: () => string;
  most: number;
  /** What is said about every file that is sent now, such as its shoot. */
  said: () => Record<string, string>;
}

/** What the server says about a file that arrived. */
export interface Outcome {
  id: string;
  state: string;
  asset_state: string;
  is_duplicate: boolean;
  refused_because: string;
  /** Empty until the server has made a file of it. */
  asset: string;
  /** How many files of the archive look like it. */
  alike: number;
  url: string;
}

type State = "waiting" | "sending" | "paused" | "checking" | "done" | "failed";

const PIECE_BYTES = 16 * 1024 * 1024;
const PAUSES_MS = [0, 1000, 3000, 5000, 10_000, 20_000, 30_000];

export class Entry {
  readonly line: HTMLLIElement;
  state: State = "waiting";
  uploadId = "";
  /** The file of the archive that it became; empty for what was there before. */
  assetId = "";
  private readonly upload: Upload;
  private readonly speed = new Speed();
  sent = 0;

  constructor(
    readonly file: File,
    way: Way,
    template: HTMLTemplateElement,
    private readonly changed: () => void,
  ) {
    this.line = (template.content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLLIElement;
    this.part("name").textContent = file.webkitRelativePath || file.name;
    this.part("size").textContent = amount(file.size);
    this.button("pause").addEventListener("click", () => (this.state === "sending" ? this.pause() : this.wait()));
    this.button("drop").addEventListener("click", () => this.drop());
    this.upload = new Upload(file, {
      endpoint: way.endpoint,
      chunkSize: PIECE_BYTES,
      retryDelays: PAUSES_MS,
      uploadDataDuringCreation: true,
      removeFingerprintOnSuccess: true,
      metadata: { filename: file.name, filetype: file.type, ...way.said() },
      onBeforeRequest: (request) => request.setHeader("X-CSRFToken", way.csrf()),
      onShouldRetry: (error) => {
        const status = error.originalResponse?.getStatus() ?? 0;
        return status === 0 || status === 409 || status === 423 || status === 429 || status >= 500;
      },
      onProgress: (bytes) => this.progressed(bytes),
      onSuccess: () => this.arrived(),
      onError: (error) => this.broke(error),
    });
    if (file.size === 0) this.end("failed", say("failed", { why: say("empty") }));
    else if (file.size > way.most) this.end("failed", say("failed", { why: say("tooLarge", { most: amount(way.most) }) }));
    else this.show(say("waiting"));
  }

  /** Begin or go on from where the server has it, also after a reload. */
  async start(): Promise<void> {
    this.state = "sending";
    this.speed.reset();
    this.show(say("sending", { percent: this.percent(), speed: "…", left: "…" }));
    if (!this.upload.url) {
      const before = (await this.upload.findPreviousUploads()).at(-1);
      if (before) this.upload.resumeFromPreviousUpload(before);
    }
    if (this.state === "sending") this.upload.start();
  }

  /** Let it stand in the queue again. */
  wait(): void {
    this.state = "waiting";
    this.show(say("waiting"));
    this.changed();
  }

  /** Go on with what a lost network stopped. */
  backOnline(): void {
    if (this.state === "failed" && this.line.dataset["offline"]) this.wait();
  }

  /** Show what became of the file. */
  settle(outcome: Outcome): void {
    this.assetId = outcome.is_duplicate ? "" : outcome.asset;
    if (outcome.url) {
      const link = this.part("open") as HTMLAnchorElement;
      link.href = outcome.url;
      link.hidden = false;
    }
    if (outcome.refused_because) this.end("failed", say("refused", { why: outcome.refused_because }));
    else if (outcome.is_duplicate) this.end("done", say("duplicate"));
    else if (outcome.asset_state === "ready") {
      this.end("done", outcome.alike ? say("readyAlike", { n: outcome.alike }) : say("ready"));
    }
  }

  private pause(): void {
    this.state = "paused";
    void this.upload.abort();
    this.show(say("paused", { percent: this.percent() }));
    this.changed();
  }

  /** Say whether its bytes count for the time that is left. */
  get isUnderWay(): boolean {
    return this.state === "waiting" || this.state === "sending";
  }

  private drop(): void {
    if (this.state === "sending" || this.state === "waiting" || this.state === "paused") {
      // The server lets go of the bytes, too.
      void this.upload.abort(Boolean(this.upload.url)).catch(() => undefined);
    }
    this.state = "done";
    this.line.remove();
    this.changed();
  }

  private progressed(bytes: number): void {
    if (this.state !== "sending") return;
    this.sent = bytes;
    this.speed.note(bytes, performance.now());
    const left = this.speed.secondsFor(this.file.size - bytes);
    this.show(
      say("sending", {
        percent: this.percent(),
        speed: this.speed.perSecond() ? amount(this.speed.perSecond()) : "…",
        left: left === null ? "…" : duration(left),
      }),
    );
  }

  private arrived(): void {
    this.uploadId = this.upload.url?.replace(/\/+$/, "").split("/").at(-1) ?? "";
    this.sent = this.file.size;
    this.state = "checking";
    this.show(say("checking"));
    this.changed();
  }

  private broke(error: Error | DetailedError): void {
    const answer = "originalResponse" in error ? error.originalResponse : null;
    if (!answer) {
      this.line.dataset["offline"] = "1";
      this.end("failed", say("offline"));
      return;
    }
    let why = say("unknown");
    try {
      why = (JSON.parse(answer.getBody()) as { sentence?: string }).sentence ?? why;
    } catch {
      // An answer of something between: the general sentence says enough.
    }
    this.end("failed", say("failed", { why }));
  }

  private end(state: "done" | "failed", words: string): void {
    this.state = state;
    this.show(words);
    this.changed();
  }

  private show(words: string): void {
    this.line.dataset["state"] = this.state;
    if (this.state !== "failed") delete this.line.dataset["offline"];
    this.part("words").textContent = words;
    (this.part("bar") as HTMLProgressElement).value = this.percent();
    const pausing = this.button("pause");
    const mayGoOn = this.state === "paused" || (this.state === "failed" && !this.uploadId && this.file.size > 0);
    pausing.hidden = !mayGoOn && this.state !== "sending";
    pausing.textContent = say(mayGoOn ? "go" : "pause");
  }

  private percent(): number {
    return this.file.size ? Math.floor((100 * this.sent) / this.file.size) : 0;
  }

  private part(name: string): HTMLElement {
    return this.line.querySelector<HTMLElement>(`[data-part="${name}"]`)!;
  }

  private button(name: string): HTMLButtonElement {
    return this.part(name) as HTMLButtonElement;
  }
}
