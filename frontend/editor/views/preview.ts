/** What a picture, video or recording looks like in the text, from upload to library asset. */
import { h } from "../dom";
import { t } from "../labels";
import type { ArchivePicture } from "../archive";
import type { Media } from "../media";
import type { BlockHost, Desk, Preview } from "./host";

type Shown = HTMLImageElement | HTMLVideoElement | HTMLAudioElement;

class AssetPreview implements Preview {
  readonly element: HTMLElement;
  private readonly bar = h("div", { class: "progress-bar" });
  private readonly progress = h("div", { class: "progress progress-sm se-progress", hidden: true }, this.bar);
  private readonly sentence = h("span", { role: "status" });
  private readonly retry = h("button", { type: "button", class: "btn btn-sm" }, t("Thử lại"));
  private readonly choose = h("button", { type: "button", class: "btn btn-sm se-choose" });
  private readonly archive = h("button", { type: "button", class: "btn btn-sm se-choose" }, t("Chọn từ kho"));
  private readonly stopWatching: () => void;
  private readonly media: Media;
  /** The upload whose file is being shown from this browser. */
  private local = "";

  constructor(
    private readonly host: BlockHost,
    private readonly desk: Desk,
    private readonly shown: Shown,
    accept: string,
    private readonly invitation: string,
  ) {
    this.media = desk.media;
    const { media } = desk;
    const file = h("input", { type: "file", accept, class: "visually-hidden", tabindex: -1, "aria-hidden": "true" });
    const tools = h("div", { class: "se-media-tools" }, this.sentence, this.retry, this.choose, this.archive, file);
    this.element = h("div", { class: "se-media", contenteditable: "false" }, shown, this.progress, tools);
    this.choose.addEventListener("click", () => file.click());
    this.archive.addEventListener("click", () => this.askArchive()?.((picture) => this.takeFromArchive(picture)));
    this.retry.addEventListener("click", () => void media.start(this.pending));
    file.addEventListener("change", () => {
      const chosen = file.files?.[0];
      file.value = "";
      if (chosen) this.replaceBy(chosen);
    });
    shown.addEventListener("error", () => {
      shown.hidden = true;
      if (host.attrs().asset) this.say(t("Tệp đã vào kho nhưng chưa xem được ở đây."));
    });
    this.stopWatching = media.watch((mark) => mark === this.pending && this.showUpload(mark));
    this.update();
  }

  update(): void {
    const { asset, alt } = this.host.attrs();
    const mark = this.pending;
    this.retry.hidden = this.progress.hidden = true;
    this.choose.hidden = !this.host.editable();
    this.archive.hidden = this.choose.hidden || !this.askArchive();
    this.choose.textContent = asset ? t("Thay tệp") : this.invitation;
    this.say("");
    this.element.classList.toggle("se-media-empty", !asset && !this.media.isLocal(mark));
    if (typeof asset === "string" && asset) this.showAsset(asset);
    else if (this.media.isLocal(mark)) this.showLocal(mark);
    else {
      this.shown.hidden = true;
      if (mark) this.showForeign(mark);
    }
    if (this.shown instanceof HTMLImageElement) this.shown.alt = String(alt ?? "");
  }

  destroy(): void {
    this.stopWatching();
  }

  /** Return how somebody chooses in the archive what this block shows; nothing where they may not. */
  private askArchive(): Desk["choosePicture"] {
    const { choosePicture, chooseMoving } = this.desk;
    if (this.shown instanceof HTMLImageElement) return choosePicture;
    const kind = this.shown instanceof HTMLVideoElement ? "video" : "audio";
    return chooseMoving && ((take) => chooseMoving(kind, take));
  }

  private get pending(): string {
    return (this.host.attrs().pending as string | null) ?? "";
  }

  private say(words: string): void {
    this.sentence.textContent = words;
  }

  private showAsset(asset: string): void {
    const address = this.media.address(asset);
    if (address && this.shown.getAttribute("src") !== address) {
      if (this.local) URL.revokeObjectURL(this.shown.src);
      this.local = "";
      this.shown.src = address;
    }
    this.shown.hidden = !address;
    if (!address) this.say(t("Đã có tệp"));
  }

  private showLocal(mark: string): void {
    void this.showHeldFile(mark);
    if (!this.media.state(mark)) void this.media.start(mark);
    this.showUpload(mark);
  }

  private async showHeldFile(mark: string): Promise<void> {
    if (this.local === mark) return;
    this.local = mark;
    const held = await this.media.file(mark);
    if (!held || this.pending !== mark) return;
    this.shown.src = URL.createObjectURL(held);
    this.shown.hidden = false;
  }

  private showUpload(mark: string): void {
    const state = this.media.state(mark);
    this.progress.hidden = state?.kind !== "sending";
    this.retry.hidden = state?.kind !== "failed";
    this.choose.hidden = state?.kind === "sending" || !this.host.editable();
    if (state?.kind === "sending") {
      this.bar.style.width = `${state.percent}%`;
      this.say(t("Đang tải lên {percent}%", { percent: state.percent }));
    } else if (state?.kind === "failed") this.say(`${state.sentence} ${t("Tệp vẫn được giữ trong trình duyệt này.")}`);
    else if (state?.kind === "elsewhere") this.say(t("Đang chờ máy khác tải tệp lên."));
  }

  private showForeign(address: string): void {
    if (!URL.canParse(address) || !address.startsWith("http")) {
      this.say(t("Ảnh trong văn bản gốc không dán theo được. Hãy chọn tệp ảnh."));
      return;
    }
    const host = new URL(address).hostname;
    this.say(t("Ảnh ở trang {host} chưa vào kho. Hãy chọn tệp ảnh và kiểm tra quyền sử dụng.", { host }));
  }

  /** The archive knows who made the picture and what it shows; words that stand here already stay. */
  private takeFromArchive({ id, alt, credit }: ArchivePicture): void {
    const now = this.host.attrs();
    const words = { ...("alt" in now && !now.alt && alt ? { alt } : {}), ...(!now.credit && credit ? { credit } : {}) };
    const whole = "startMs" in now ? { startMs: null, endMs: null } : {};
    this.host.set({ asset: id, ...("pending" in now ? { pending: null } : {}), ...whole, ...words });
  }

  private replaceBy(chosen: File): void {
    if ("pending" in this.host.attrs()) {
      this.host.set({ asset: null, pending: this.media.hold(chosen) });
      return;
    }
    this.media.upload(chosen, (percent) => this.say(t("Đang tải lên {percent}%", { percent }))).then(
      (uploaded) => this.host.set({ asset: uploaded.id }),
      (error: Error) => this.say(error.message),
    );
  }
}

/** Preview of an image node. */
export function picturePreview(host: BlockHost, desk: Desk): Preview {
  return new AssetPreview(host, desk, h("img", { class: "se-picture", hidden: true, alt: "" }), "image/*", t("Chọn ảnh"));
}

/** Preview of a video or audio node: the player and how its file comes. `shown` is the player. */
export function filePreview(host: BlockHost, desk: Desk, shown: HTMLVideoElement | HTMLAudioElement): Preview {
  const isVideo = shown instanceof HTMLVideoElement;
  return new AssetPreview(host, desk, shown, isVideo ? "video/*" : "audio/*", t(isVideo ? "Chọn video" : "Chọn bản ghi âm"));
}
