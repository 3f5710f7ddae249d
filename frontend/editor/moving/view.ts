/** A video or recording in the text: it plays, and beside it stand the part that is shown, its cover, its captions. */
import { h, uniqueId } from "../dom";
import { t } from "../labels";
import type { BlockHost, Desk, MovingKind, Preview } from "../views/host";
import { filePreview } from "../views/preview";
import { openCaptions } from "./captions";
import { readMoment, sayMoment } from "./moments";
import { stillOf } from "./still";

type Edge = "startMs" | "endMs";

class MovingView implements Preview {
  readonly element: HTMLElement;
  private readonly file: Preview;
  private readonly fields: Record<Edge, HTMLInputElement>;
  private readonly problem = h("span", { class: "se-field-problem", role: "status" });
  private readonly tools: HTMLElement;
  private readonly whole = h("button", { type: "button", class: "btn btn-sm" }, t("Dùng cả tệp"));
  private readonly captions = h("button", { type: "button", class: "btn btn-sm" }, t("Phụ đề"));
  private readonly still = h("button", { type: "button", class: "btn btn-sm" }, t("Lấy hình này làm ảnh bìa"));
  private until: number | null = null;

  constructor(
    private readonly host: BlockHost,
    private readonly desk: Desk,
    private readonly media: HTMLVideoElement | HTMLAudioElement,
  ) {
    this.file = filePreview(host, desk, media);
    this.fields = { startMs: this.field("startMs"), endMs: this.field("endMs") };
    const play = h("button", { type: "button", class: "btn btn-sm" }, t("Phát thử đoạn này"));
    play.addEventListener("click", () => this.playPart());
    this.whole.addEventListener("click", () => this.host.set({ startMs: null, endMs: null }));
    this.captions.addEventListener("click", () => openCaptions(desk, String(host.attrs().asset), () => this.captions.focus()));
    this.still.addEventListener("click", () => void this.takeStill());
    this.tools = h(
      "div",
      { class: "se-part", role: "group", "aria-label": t("Đoạn được phát trong bài") },
      this.edge("startMs", t("Phát từ"), t("Đặt điểm đầu (I)")),
      this.edge("endMs", t("Phát đến"), t("Đặt điểm cuối (O)")),
      h("div", { class: "se-part-tools" }, play, this.whole, media instanceof HTMLVideoElement ? this.still : null, this.captions),
      this.problem,
    );
    this.element = h("div", { class: "se-moving", contenteditable: "false" }, this.file.element, this.tools);
    this.element.addEventListener("keydown", (event) => this.onKey(event));
    media.addEventListener("timeupdate", () => {
      if (this.until === null || media.currentTime * 1000 < this.until) return;
      this.until = null;
      media.pause();
    });
    this.update();
  }

  update(): void {
    this.file.update();
    const { asset } = this.host.attrs();
    const editable = this.host.editable();
    this.tools.hidden = !asset;
    this.captions.hidden = !this.desk.captionsUrl;
    for (const edge of ["startMs", "endMs"] as const) {
      const field = this.fields[edge];
      const value = this.value(edge);
      if (document.activeElement !== field) field.value = value === null ? "" : sayMoment(value);
    }
    this.whole.hidden = this.value("startMs") === null && this.value("endMs") === null;
    this.tools.querySelectorAll<HTMLInputElement>("input, .se-part-set").forEach((one) => (one.disabled = !editable));
    this.whole.disabled = this.still.disabled = !editable;
  }

  destroy(): void {
    this.file.destroy?.();
  }

  private value(edge: Edge): number | null {
    const value = this.host.attrs()[edge];
    return typeof value === "number" ? value : null;
  }

  private field(edge: Edge): HTMLInputElement {
    const field = h("input", {
      type: "text", class: "form-control form-control-sm", id: uniqueId("moment"), inputmode: "text", autocomplete: "off",
      placeholder: edge === "startMs" ? t("đầu tệp") : t("cuối tệp"),
    });
    field.addEventListener("change", () => {
      const typed = readMoment(field.value);
      if (typed === undefined) this.say(t("Hãy ghi phút:giây, ví dụ 1:02.5"));
      else this.place(edge, typed);
    });
    return field;
  }

  private edge(edge: Edge, label: string, action: string): HTMLElement {
    const set = h("button", { type: "button", class: "btn btn-sm se-part-set" }, action);
    set.addEventListener("click", () => this.placeHere(edge));
    const field = this.fields[edge];
    return h("div", { class: "se-part-edge" }, h("label", { for: field.id, class: "se-field-label" }, label), field, set);
  }

  /** I and O as in every cutting room; in a field they are letters. */
  private onKey(event: KeyboardEvent): void {
    const inField = event.target instanceof HTMLInputElement;
    if (inField || event.ctrlKey || event.metaKey || event.altKey || this.tools.hidden || !this.host.editable()) return;
    const edge = { i: "startMs", o: "endMs" }[event.key.toLowerCase()] as Edge | undefined;
    if (!edge) return;
    event.preventDefault();
    event.stopPropagation();
    this.placeHere(edge);
  }

  private placeHere(edge: Edge): void {
    this.place(edge, Math.round(this.media.currentTime * 1000));
  }

  private place(edge: Edge, value: number | null): void {
    const start = edge === "startMs" ? value : this.value("startMs");
    const end = edge === "endMs" ? value : this.value("endMs");
    const length = Number.isFinite(this.media.duration) ? Math.round(this.media.duration * 1000) : Infinity;
    if ((value ?? 0) > length) return this.say(t("Tệp chỉ dài {length}.", { length: sayMoment(length) }));
    if (end !== null && (start ?? 0) >= end) return this.say(t("Điểm cuối phải sau điểm đầu."));
    this.say("");
    // The beginning of the file is no moment to remember.
    this.host.set({ [edge]: edge === "startMs" && value === 0 ? null : value });
    this.fields[edge].value = value ? sayMoment(value) : "";
  }

  private playPart(): void {
    this.media.currentTime = (this.value("startMs") ?? 0) / 1000;
    this.until = this.value("endMs");
    void this.media.play().catch(() => this.say(t("Tệp đã vào kho nhưng chưa xem được ở đây.")));
  }

  private async takeStill(): Promise<void> {
    if (!(this.media instanceof HTMLVideoElement)) return;
    this.still.disabled = true;
    this.say(t("Đang lấy hình…"));
    try {
      const uploaded = await this.desk.media.upload(await stillOf(this.media));
      this.host.set({ poster: uploaded.id });
      this.say(t("Đã đặt ảnh bìa ở {time}.", { time: sayMoment(Math.floor(this.media.currentTime * 1000)) }));
    } catch (error) {
      this.say((error as Error).message);
    }
    this.still.disabled = !this.host.editable();
  }

  private say(words: string): void {
    this.problem.textContent = words;
  }
}

/** Return the surface of a video or audio node. */
export function movingPreview(host: BlockHost, desk: Desk, kind: MovingKind): Preview {
  const player =
    kind === "video"
      ? h("video", { class: "se-picture", controls: true, hidden: true, preload: "metadata", crossorigin: "anonymous" })
      : h("audio", { class: "w-100", controls: true, hidden: true, preload: "metadata" });
  return new MovingView(host, desk, player);
}
