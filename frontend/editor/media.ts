/** Pictures and recordings of a story: uploading with progress, keeping what failed, addresses to show them by. */

export interface Uploaded {
  id: string;
  url: string;
  width?: number;
  height?: number;
  alt?: string;
  credit?: string;
  caption?: string;
}

export type Progress =
  | { kind: "sending"; percent: number }
  | { kind: "failed"; sentence: string }
  | { kind: "elsewhere" };

export interface MediaOptions {
  uploadUrl: string;
  /** Address of an asset, with `{id}` where the id goes; empty when the page gives none. */
  assetUrl: string;
  token: () => string;
  sentences: { offline: string; refused: string; tooLarge: string; signedOut: string };
}

const DATABASE = "hoitu-pictures";
const FILES = "files";
const LOCAL = "local:";

function request<T>(asked: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

/** Files not yet on the server; memory answers first, IndexedDB after a reload. */
class HeldFiles {
  private readonly memory = new Map<string, File>();

  private async store(mode: IDBTransactionMode): Promise<IDBObjectStore> {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(FILES);
    return (await request(opening)).transaction(FILES, mode).objectStore(FILES);
  }

  put(id: string, file: File): void {
    this.memory.set(id, file);
    this.store("readwrite").then(
      (store) => store.put(file, id),
      () => undefined,
    );
  }

  async get(id: string): Promise<File | null> {
    const known = this.memory.get(id);
    if (known) return known;
    try {
      return ((await request((await this.store("readonly")).get(id))) as File | undefined) ?? null;
    } catch {
      return null;
    }
  }

  drop(id: string): void {
    this.memory.delete(id);
    this.store("readwrite").then(
      (store) => store.delete(id),
      () => undefined,
    );
  }
}

export class Media {
  private readonly held = new HeldFiles();
  private readonly addresses = new Map<string, string>();
  private readonly progress = new Map<string, Progress>();
  private readonly running = new Set<string>();
  private readonly watchers = new Set<(pending: string) => void>();

  constructor(
    private readonly options: MediaOptions,
    /** Called once for each upload that the server has taken. */
    private readonly onUploaded: (pending: string, uploaded: Uploaded) => void,
  ) {}

  /** Return the address to show an asset by, or null when the page knows none. */
  address(asset: string): string | null {
    const known = this.addresses.get(asset);
    if (known) return known;
    return this.options.assetUrl ? this.options.assetUrl.replace("{id}", asset) : null;
  }

  /** Remember where an asset that was chosen elsewhere can be seen. */
  know(asset: string, url: string): void {
    this.addresses.set(asset, url);
  }

  /** Take a file in and return the mark to put into a node's `pending` attribute. */
  hold(file: File): string {
    const bytes = crypto.getRandomValues(new Uint8Array(12));
    const id = LOCAL + Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    this.held.put(id, file);
    return id;
  }

  isLocal(pending: string): boolean {
    return pending.startsWith(LOCAL);
  }

  file(pending: string): Promise<File | null> {
    return this.held.get(pending);
  }

  state(pending: string): Progress | undefined {
    return this.progress.get(pending);
  }

  /** Be told whenever an upload moves on; returns the way out. */
  watch(watcher: (pending: string) => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /** Send a held file; a file this browser does not have is being sent by somebody else. */
  async start(pending: string): Promise<void> {
    if (this.running.has(pending)) return;
    this.running.add(pending);
    const file = await this.held.get(pending);
    if (!file) this.report(pending, { kind: "elsewhere" });
    else await this.sendHeld(pending, file);
    this.running.delete(pending);
  }

  /** Send one file at once (a form field asks for it) and return the asset. Throws an Error with a sentence. */
  async upload(file: File, onPercent: (percent: number) => void = () => undefined): Promise<Uploaded> {
    const uploaded = await this.send(file, onPercent);
    this.addresses.set(uploaded.id, uploaded.url);
    return uploaded;
  }

  private async sendHeld(pending: string, file: File): Promise<void> {
    this.report(pending, { kind: "sending", percent: 0 });
    try {
      const uploaded = await this.upload(file, (percent) => this.report(pending, { kind: "sending", percent }));
      this.progress.delete(pending);
      this.onUploaded(pending, uploaded);
      this.held.drop(pending);
    } catch (error) {
      this.report(pending, { kind: "failed", sentence: (error as Error).message });
    }
  }

  private report(pending: string, progress: Progress): void {
    this.progress.set(pending, progress);
    this.watchers.forEach((watcher) => watcher(pending));
  }

  private send(file: File, onPercent: (percent: number) => void): Promise<Uploaded> {
    const { sentences } = this.options;
    // XMLHttpRequest because fetch reports no upload progress.
    const sending = new XMLHttpRequest();
    const form = new FormData();
    form.append("file", file, file.name);
    return new Promise((resolve, reject) => {
      sending.upload.onprogress = (event) => onPercent(Math.round((100 * event.loaded) / event.total));
      sending.onerror = () => reject(new Error(sentences.offline));
      sending.onload = () => {
        const answer = parseAnswer(sending.responseText);
        if (sending.status < 300 && answer?.id) resolve(answer as Uploaded);
        else if (sending.status === 413) reject(new Error(sentences.tooLarge));
        else if (sending.status === 401 || (sending.status < 300 && !answer)) reject(new Error(sentences.signedOut));
        else reject(new Error(answer?.detail || answer?.sentence || sentences.refused));
      };
      sending.open("POST", this.options.uploadUrl);
      sending.setRequestHeader("X-CSRFToken", this.options.token());
      sending.setRequestHeader("Accept", "application/json");
      sending.send(form);
    });
  }
}

function parseAnswer(text: string): (Partial<Uploaded> & { detail?: string; sentence?: string }) | null {
  try {
    return JSON.parse(text) as Partial<Uploaded>;
  } catch {
    return null;
  }
}
