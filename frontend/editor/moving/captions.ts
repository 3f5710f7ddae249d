/** The captions of a video or recording: seen, corrected, brought as a file, handed out. They belong to the archive. */
import { h, uniqueId } from "../dom";
import { t } from "../labels";
import { openDialog } from "../surface/dialog";
import type { Desk } from "../views/host";

interface Track {
  language: string;
  /** As WebVTT, the form that is edited, and as SRT to hand out. */
  text: string;
  srt: string;
  lines: number;
}

interface Answer {
  tracks: Track[];
  may_edit: boolean;
}

const LANGUAGES: [string, string][] = [
  ["vi", "Tiếng Việt"], ["en", "English"], ["zh", "中文"], ["fr", "Français"], ["ko", "한국어"], ["ja", "日本語"], ["km", "ខ្មែរ"], ["lo", "ລາວ"],
];
const BEGINNING = "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n";

export function openCaptions(desk: Desk, asset: string, leave: () => void): void {
  new CaptionsDialog(desk, desk.captionsUrl.replace("{id}", asset), leave);
}

class CaptionsDialog {
  private readonly language = h(
    "select",
    { class: "form-select", id: uniqueId("captions") },
    ...LANGUAGES.map(([code, name]) => h("option", { value: code }, name)),
  );
  private readonly text = h("textarea", { class: "form-control font-monospace se-captions-text", rows: 12, id: uniqueId("captions"), spellcheck: "false" });
  private readonly status = h("p", { class: "se-archive-status", role: "status" });
  private readonly file = h("input", { type: "file", accept: ".vtt,.srt,text/vtt", class: "visually-hidden", tabindex: -1, "aria-label": t("Tệp phụ đề") });
  private readonly bring = h("button", { type: "button", class: "btn" }, t("Đưa tệp .vtt, .srt vào"));
  private readonly save = h("button", { type: "button", class: "btn btn-primary" }, t("Lưu phụ đề"));
  private readonly handOut = h("span", { class: "se-captions-out" });
  private tracks: Track[] = [];

  constructor(
    private readonly desk: Desk,
    private readonly url: string,
    leave: () => void,
  ) {
    const body = h(
      "div",
      { class: "se-captions" },
      h("label", { for: this.language.id, class: "form-label" }, t("Ngôn ngữ")), this.language,
      h("label", { for: this.text.id, class: "form-label" }, t("Lời và mốc giờ")), this.text,
      this.status, h("div", { class: "se-captions-tools" }, this.bring, this.handOut, this.file),
    );
    this.language.addEventListener("change", () => this.show());
    this.bring.addEventListener("click", () => this.file.click());
    this.file.addEventListener("change", () => {
      const chosen = this.file.files?.[0];
      this.file.value = "";
      if (chosen) void this.send({ file: chosen });
    });
    this.save.addEventListener("click", () => void this.send({ text: this.text.value }));
    openDialog(t("Phụ đề"), body, [this.save], leave);
    this.allow(false);
    void this.ask(() => fetch(this.url, { headers: { Accept: "application/json" } }));
  }

  private allow(may: boolean): void {
    this.text.readOnly = !may;
    this.bring.hidden = this.save.hidden = !may;
  }

  /** What was typed stays when the newsroom says no. */
  private async send(given: { file?: File; text?: string }): Promise<void> {
    const form = new FormData();
    form.append("language", this.language.value);
    if (given.file) form.append("file", given.file, given.file.name);
    else form.append("text", given.text ?? "");
    const token = this.desk.token();
    const done = await this.ask(() => fetch(this.url, { method: "POST", body: form, headers: { Accept: "application/json", "X-CSRFToken": token } }));
    if (done) this.status.textContent = this.now() ? t("Đã lưu {count} dòng phụ đề.", { count: this.now()!.lines }) : t("Đã bỏ phụ đề.");
  }

  private async ask(fetching: () => Promise<Response>): Promise<boolean> {
    this.status.textContent = t("Đang mở…");
    const offline = t("Chưa nối được với tòa soạn. Hãy kiểm tra mạng rồi thử lại.");
    const answer = await fetching().catch(() => null);
    const said = (await answer?.json().catch(() => null)) as (Answer & { detail?: string; sentence?: string }) | null;
    if (!answer?.ok || !said?.tracks) {
      this.status.textContent = said?.detail || said?.sentence || offline;
      return false;
    }
    this.tracks = said.tracks;
    this.allow(said.may_edit);
    this.show();
    return true;
  }

  private now(): Track | undefined {
    return this.tracks.find((track) => track.language === this.language.value);
  }

  private show(): void {
    const track = this.now();
    this.text.value = track?.text ?? (this.text.readOnly ? "" : BEGINNING);
    this.status.textContent = track ? t("{count} dòng phụ đề.", { count: track.lines }) : t("Chưa có phụ đề bằng ngôn ngữ này.");
    const link = (form: string, text: string): HTMLElement => {
      const out = h("button", { type: "button", class: "btn" }, t("Tải tệp .{form}", { form }));
      out.addEventListener("click", () => handOut(`${this.language.value}.${form}`, text));
      return out;
    };
    this.handOut.replaceChildren(...(track ? [link("vtt", track.text), link("srt", track.srt)] : []));
  }
}

function handOut(name: string, text: string): void {
  const link = h("a", { href: URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" })), download: name });
  link.click();
  URL.revokeObjectURL(link.href);
}
