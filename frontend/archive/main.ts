// The archive's page: files are dropped, chosen or taken by the camera and go up by the tus protocol; choosing many.
import { defaultOptions } from "tus-js-client";
import { Entry, type Outcome, type Way } from "./entry";
import { bindGrid } from "./grid";
import { bindCopying, bindOrder } from "./order";
import { bindPictureEdit } from "./picture-edit";
import { Speed } from "./speed";
import { duration, say } from "./words";

const AT_ONCE = 3;
const ASK_EVERY_MS = 1500;
const ASKED_AT_ONCE = 50;
const MOST_DESCRIBED = 500; // what the server changes at once
const TOTAL_EVERY_MS = 1000;

/** Bind the upload panel of the page, if there is one. */
export function bindUploads(root: Document): void {
  const panel = root.querySelector<HTMLElement>("[data-uploads]");
  if (panel) new Uploads(panel);
}

class Uploads {
  private readonly entries: Entry[] = [];
  private readonly list: HTMLUListElement;
  private readonly template: HTMLTemplateElement;
  private readonly way: Way;
  private readonly speed = new Speed();
  private asking = 0;

  constructor(private readonly panel: HTMLElement) {
    this.list = this.find("[data-upload-list]");
    this.template = this.find("template");
    const cookie = panel.dataset["csrfCookie"] ?? "";
    this.way = {
      endpoint: panel.dataset["uploads"] ?? "",
      csrf: () => document.cookie.match(`(?:^|; )${cookie}=([^;]*)`)?.[1] ?? panel.dataset["csrf"] ?? "",
      most: Number(panel.dataset["most"]),
      said: () => this.said(),
    };
    for (const input of panel.querySelectorAll<HTMLInputElement>("input[type=file]")) {
      input.addEventListener("change", () => {
        this.add([...(input.files ?? [])]);
        input.value = "";
      });
    }
    for (const button of panel.querySelectorAll<HTMLButtonElement>("[data-picks]")) {
      button.addEventListener("click", () => document.getElementById(button.dataset["picks"] ?? "")?.click());
    }
    this.bindDrops();
    this.bindDescribing();
    window.setInterval(() => this.entries.some((entry) => entry.state === "sending") && this.showTotal(), TOTAL_EVERY_MS);
    window.addEventListener("online", () => this.entries.forEach((entry) => entry.backOnline()));
    window.addEventListener("beforeunload", (event) => {
      if (this.entries.some((entry) => entry.state === "sending")) event.preventDefault();
    });
    void this.remind();
  }

  private add(files: File[]): void {
    for (const file of files) {
      const entry = new Entry(file, this.way, this.template, () => this.next());
      this.entries.push(entry);
      this.list.append(entry.line);
      this.list.querySelector(`[data-reminder="${CSS.escape(reminderOf(file.name, file.size))}"]`)?.remove();
    }
    this.next();
  }

  /** Start what may start, ask about what arrived, count. */
  private next(): void {
    const sending = this.entries.filter((entry) => entry.state === "sending").length;
    for (const entry of this.entries.filter(({ state }) => state === "waiting").slice(0, Math.max(0, AT_ONCE - sending))) {
      void entry.start();
    }
    this.showTotal();
    if (!this.asking && this.entries.some(({ state }) => state === "checking")) {
      this.asking = window.setTimeout(() => void this.ask(), ASK_EVERY_MS);
    }
  }

  /** Say how far all files are, and offer to describe what arrived. */
  private showTotal(): void {
    const files = this.entries.filter(({ line }) => line.isConnected);
    const done = files.filter(({ state }) => state === "done").length;
    const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
    const sent = files.reduce((sum, one) => sum + one.sent, 0);
    const left = files.filter((one) => one.isUnderWay).reduce((sum, one) => sum + one.file.size - one.sent, 0);
    if (left) this.speed.note(sent, performance.now());
    else this.speed.reset();
    const seconds = left ? this.speed.secondsFor(left) : null;
    const words = say("total", { done, all: files.length });
    this.find<HTMLElement>("[data-upload-all]").hidden = files.length === 0;
    this.find("[data-upload-total]").textContent =
      seconds === null ? words : `${words} · ${say("left", { left: duration(seconds) })}`;
    const bar = this.find<HTMLProgressElement>("[data-upload-bar]");
    bar.value = bytes ? Math.floor((100 * sent) / bytes) : 0;
    bar.hidden = left === 0;
    const arrived = files.filter(({ state, assetId }) => state === "done" && assetId);
    const describe = this.find<HTMLFormElement>("[data-upload-describe]");
    describe.hidden = arrived.length < 2 || arrived.length > MOST_DESCRIBED;
    this.find("[data-upload-describe-words]").textContent = say("describe", { n: arrived.length });
  }

  private bindDescribing(): void {
    const form = this.find<HTMLFormElement>("[data-upload-describe]");
    form.addEventListener("submit", () => {
      for (const { state, assetId } of this.entries) {
        if (state !== "done" || !assetId) continue;
        const id = Object.assign(document.createElement("input"), { type: "hidden", name: "asset", value: assetId });
        form.append(id);
      }
    });
  }

  private async ask(): Promise<void> {
    const checking = this.entries.filter(({ state }) => state === "checking").slice(0, ASKED_AT_ONCE);
    const query = checking.map((entry) => `id=${entry.uploadId}`).join("&");
    try {
      const answer = await fetch(`${this.panel.dataset["outcomes"]}?${query}`, { headers: { "X-Hoitu-Background": "1" } });
      if (answer.ok) {
        const { items } = (await answer.json()) as { items: Outcome[] };
        for (const item of items) checking.find((entry) => entry.uploadId === item.id)?.settle(item);
      }
    } catch {
      // No network now; asked again.
    }
    this.asking = 0;
    this.next();
  }

  /** Name the files that were under way when the page was left: chosen again, they go on from there. */
  private async remind(): Promise<void> {
    for (const found of (await defaultOptions.urlStorage?.findAllUploads()) ?? []) {
      const name = found.metadata["filename"] ?? "";
      if (!found.uploadUrl || !name) continue;
      const percent = await this.percentOf(found.uploadUrl, found.size ?? 0);
      if (percent === null) {
        await defaultOptions.urlStorage?.removeUpload(found.urlStorageKey);
        continue;
      }
      const line = (this.template.content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement;
      line.dataset["reminder"] = reminderOf(name, found.size ?? 0);
      line.dataset["state"] = "paused";
      line.querySelector('[data-part="name"]')!.textContent = name;
      line.querySelector('[data-part="words"]')!.textContent = say("again", { percent });
      line.querySelector<HTMLProgressElement>('[data-part="bar"]')!.value = percent;
      line.querySelector<HTMLElement>('[data-part="drop"]')!.addEventListener("click", () => {
        void defaultOptions.urlStorage?.removeUpload(found.urlStorageKey);
        line.remove();
      });
      this.list.append(line);
    }
  }

  private async percentOf(url: string, size: number): Promise<number | null> {
    try {
      const answer = await fetch(url, { method: "HEAD", headers: { "Tus-Resumable": "1.0.0" } });
      const offset = Number(answer.headers.get("Upload-Offset"));
      if (!answer.ok || !size || offset >= size) return null;
      return Math.floor((100 * offset) / size);
    } catch {
      return 0;
    }
  }

  /** Return what the panel says about every file that is sent now. */
  private said(): Record<string, string> {
    const chosen = [...this.panel.querySelectorAll<HTMLSelectElement>("[data-upload-said]")];
    return Object.fromEntries(chosen.filter(({ value }) => value).map((one) => [one.dataset["uploadSaid"] ?? "", one.value]));
  }

  private bindDrops(): void {
    let depth = 0;
    const over = (is: boolean) => this.panel.classList.toggle("is-over", is);
    this.panel.addEventListener("dragenter", () => over(++depth > 0));
    this.panel.addEventListener("dragleave", () => over(--depth > 0));
    this.panel.addEventListener("dragover", (event) => event.preventDefault());
    this.panel.addEventListener("drop", (event) => {
      event.preventDefault();
      depth = 0;
      over(false);
      void filesOf(event.dataTransfer).then((files) => this.add(files));
    });
  }

  private find<T extends Element>(selector: string): T {
    return this.panel.querySelector<T>(selector)!;
  }
}

function reminderOf(name: string, size: number): string {
  return `${name}|${size}`;
}

/** Return the files of a drop, those inside of folders too. */
async function filesOf(drop: DataTransfer | null): Promise<File[]> {
  if (!drop) return [];
  const roots = [...drop.items].map((item) => item.webkitGetAsEntry?.()).filter((entry) => entry != null);
  if (!roots.length) return [...drop.files];
  return (await Promise.all(roots.map(filesIn))).flat();
}

async function filesIn(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) {
    return [await new Promise<File>((take, refuse) => (entry as FileSystemFileEntry).file(take, refuse))];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: FileSystemEntry[] = [];
  for (;;) {
    // A reader gives a hundred at a time.
    const some = await new Promise<FileSystemEntry[]>((take, refuse) => reader.readEntries(take, refuse));
    if (!some.length) break;
    found.push(...some);
  }
  return (await Promise.all(found.map(filesIn))).flat();
}

/** Let one box mark or clear all files of the page, and say how many are marked. */
export function bindChoosing(root: Document): void {
  const count = () => {
    const marked = root.querySelectorAll('[data-choosing] input[name="asset"]:checked').length;
    for (const place of root.querySelectorAll<HTMLElement>("[data-chosen-count]")) place.textContent = String(marked);
    for (const bar of root.querySelectorAll<HTMLElement>("[data-chosen-bar]")) bar.hidden = marked === 0;
  };
  root.addEventListener("change", (event) => {
    const box = event.target as HTMLInputElement;
    if (box.matches("[data-choose-all]")) {
      for (const one of root.querySelectorAll<HTMLInputElement>('[data-choosing] input[name="asset"]')) one.checked = box.checked;
    }
    count();
  });
  root.addEventListener("htmx:afterSettle", count);
  count();
}

/** Whoever writes into a field of a batch wants it changed: "keep" becomes "replace" by itself. */
export function bindBatch(root: Document): void {
  root.addEventListener("input", ({ target }) => {
    const how = (target as HTMLElement).closest(".batch-row")?.querySelector<HTMLSelectElement>('select[name^="how-"]');
    if (!how || how === target || how.value || !(target as HTMLInputElement).value) return;
    how.value = [...how.options].find(({ value }) => value === "set" || value === "add")?.value ?? "";
  });
}

bindUploads(document);
bindBatch(document);
bindChoosing(document);
bindGrid(document);
bindOrder(document);
bindCopying(document);
bindPictureEdit(document);
