/** "Choose from the archive": a dialog over the agency's pictures; what is chosen goes in as a figure with its words. */
import type { Editor } from "@tiptap/core";
import { h, uniqueId } from "./dom";
import { t } from "./labels";
import type { Media, Uploaded } from "./media";
import { insertBlock } from "./surface/blocks";
import { openDialog, type Dialog } from "./surface/dialog";
import { sayMoment } from "./moving/moments";

export interface ArchivePicture extends Uploaded {
  thumb: string;
  rights_note: string;
  name: string;
  added_at: string;
  duration_ms?: number;
  rights?: Rights;
}

/** What the archive says of the use of a file: the sentences, and whether this person may put it in all the same. */
export interface Rights {
  verdict: "allowed" | "warned" | "refused";
  reasons: string[];
  may_insert: boolean;
}

/** What the dialog says about the kind that is chosen in it. */
interface Words {
  title: string;
  take: string;
  list: string;
  count: string;
  newest: string;
  none: string;
  empty: string;
  more: string;
}

const PICTURES: Words = {
  title: "Chọn ảnh từ kho", take: "Chọn ảnh", list: "Ảnh trong kho", count: "{count} ảnh", newest: "{count} ảnh mới nhất",
  none: "Không có ảnh nào khớp. Thử ít từ hơn, không cần gõ dấu.", empty: "Kho chưa có ảnh.", more: "Xem thêm ảnh",
};
const VIDEOS: Words = {
  title: "Chọn video từ kho", take: "Chọn video", list: "Video trong kho", count: "{count} video", newest: "{count} video mới nhất",
  none: "Không có video nào khớp. Thử ít từ hơn, không cần gõ dấu.", empty: "Kho chưa có video.", more: "Xem thêm video",
};
const RECORDINGS: Words = {
  title: "Chọn bản ghi âm từ kho", take: "Chọn bản ghi âm", list: "Bản ghi âm trong kho", count: "{count} bản ghi âm",
  newest: "{count} bản ghi âm mới nhất", none: "Không có bản ghi âm nào khớp. Thử ít từ hơn, không cần gõ dấu.",
  empty: "Kho chưa có bản ghi âm.", more: "Xem thêm bản ghi âm",
};

interface Found {
  items: ArchivePicture[];
  /** Mark of the next page, empty on the last. */
  next: string;
}

const SEARCH_AFTER_PAUSE_MS = 250;

/** Put a picture of the archive at the caret, with the archive's caption, credit and description. */
export function insertArchivePicture(editor: Editor, media: Media, picture: ArchivePicture): void {
  media.know(picture.id, picture.url);
  const { figure } = editor.schema.nodes;
  const caption = picture.caption ? [editor.schema.text(picture.caption)] : [];
  const node = figure?.create({ asset: picture.id, alt: picture.alt || null, credit: picture.credit || null }, caption);
  if (node) insertBlock(editor, node);
}

/** Open the dialog. `url` answers `?q=…&tiep=…` with pictures, newest first. */
export function openArchive(editor: Editor, media: Media, url: string): void {
  new ArchiveDialog(url, { ...PICTURES, take: "Chèn ảnh" }, (picture) => insertArchivePicture(editor, media, picture), () => editor.view.focus());
}

/** Open the dialog for one picture that a block asks for. */
export function chooseFromArchive(media: Media, url: string, take: (picture: ArchivePicture) => void): void {
  const asking = document.activeElement as HTMLElement | null;
  const know = (picture: ArchivePicture): void => {
    media.know(picture.id, picture.url);
    take(picture);
  };
  new ArchiveDialog(url, PICTURES, know, () => asking?.focus());
}

/** Open the dialog for the video or recording of a block. */
export function chooseMovingFromArchive(
  media: Media,
  url: string,
  kind: "video" | "audio",
  take: (chosen: ArchivePicture) => void,
): void {
  const asking = document.activeElement as HTMLElement | null;
  const know = (chosen: ArchivePicture): void => {
    if (chosen.url) media.know(chosen.id, chosen.url);
    take(chosen);
  };
  new ArchiveDialog(`${url}?loai=${kind}`, kind === "video" ? VIDEOS : RECORDINGS, know, () => asking?.focus());
}

class ArchiveDialog {
  private readonly chosenName = uniqueId("archive");
  private readonly field = h("input", { type: "search", class: "form-control", id: uniqueId("archive-q"), maxlength: 200, autocomplete: "off" });
  private readonly list = h("div", { class: "se-archive-list", role: "radiogroup" });
  private readonly status = h("p", { class: "se-archive-status", role: "status" });
  private readonly more = h("button", { type: "button", class: "btn", hidden: true });
  private readonly retry = h("button", { type: "button", class: "btn", hidden: true }, t("Thử lại"));
  private readonly said = h("div", { class: "se-archive-said", hidden: true });
  private readonly insert = h("button", { type: "button", class: "btn btn-primary", disabled: true });
  private readonly dialog: Dialog;
  private chosen: ArchivePicture | null = null;
  private next = "";
  private asked = 0;
  private timer = 0;

  constructor(
    private readonly url: string,
    private readonly words: Words,
    private readonly take: (picture: ArchivePicture) => void,
    leave: () => void,
  ) {
    this.insert.textContent = t(words.take);
    this.more.textContent = t(words.more);
    this.list.setAttribute("aria-label", t(words.list));
    const search = h(
      "form",
      { class: "se-archive-search", role: "search" },
      h("label", { class: "form-label", for: this.field.id }, t("Tìm trong chú thích, nguồn, tên tệp")),
      this.field,
    );
    const body = h("div", { class: "se-archive" }, search, this.status, this.list, h("div", { class: "se-archive-more" }, this.retry, this.more), this.said);
    search.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.search();
    });
    this.field.addEventListener("input", () => {
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.search(), SEARCH_AFTER_PAUSE_MS);
    });
    this.more.addEventListener("click", () => void this.load(this.next));
    this.retry.addEventListener("click", () => void this.load(this.next));
    this.insert.addEventListener("click", () => this.finish());
    this.list.addEventListener("keydown", (event) => event.key === "Enter" && this.finish());
    this.list.addEventListener("dblclick", () => this.finish());
    this.dialog = openDialog(t(words.title), body, [this.insert], () => {
      window.clearTimeout(this.timer);
      this.asked += 1; // an answer on its way is no longer wanted
      leave();
    });
    this.field.focus();
    void this.search();
  }

  private finish(): void {
    if (!this.chosen || this.chosen.rights?.may_insert === false) return;
    const picture = this.chosen;
    this.dialog.close();
    this.take(picture);
  }

  private search(): Promise<void> {
    this.choose(null);
    return this.load("");
  }

  /** Show one page of what the field asks for; a later question makes an earlier answer worthless. */
  private async load(from: string): Promise<void> {
    window.clearTimeout(this.timer);
    this.asked += 1;
    const mine = this.asked;
    const words = this.field.value.trim().normalize("NFC");
    this.next = from;
    this.retry.hidden = this.more.hidden = true;
    this.status.textContent = t("Đang tìm…");
    try {
      const found = await this.ask(words, from);
      if (mine === this.asked) this.show(found, words, from);
    } catch (error) {
      if (mine !== this.asked) return;
      this.status.textContent = (error as Error).message;
      this.retry.hidden = false;
    }
  }

  private async ask(words: string, from: string): Promise<Found> {
    const offline = t("Chưa mở được kho. Hãy kiểm tra mạng rồi thử lại.");
    const asked = new URLSearchParams({ q: words, tiep: from });
    const answer = await fetch(`${this.url}${this.url.includes("?") ? "&" : "?"}${asked}`, { headers: { Accept: "application/json" } }).catch(() => {
      throw new Error(offline);
    });
    if (answer.redirected || answer.status === 401) throw new Error(t("Phiên làm việc đã hết. Hãy đăng nhập lại ở thẻ mới rồi thử lại."));
    if (answer.status === 403) throw new Error(t("Bạn chưa được xem kho tư liệu."));
    if (!answer.ok) throw new Error(offline);
    return (await answer.json()) as Found;
  }

  private show(found: Found, words: string, from: string): void {
    if (!from) this.list.replaceChildren();
    const rows = found.items.map((picture) => this.row(picture));
    this.list.append(...rows);
    this.next = found.next;
    this.more.hidden = !found.next;
    const count = this.list.childElementCount;
    if (count) this.status.textContent = t(found.next ? this.words.newest : this.words.count, { count });
    else this.status.textContent = t(words ? this.words.none : this.words.empty);
    if (from) rows[0]?.querySelector("input")?.focus();
  }

  private row(picture: ArchivePicture): HTMLElement {
    const radio = h("input", { type: "radio", name: this.chosenName, class: "visually-hidden" });
    radio.addEventListener("change", () => this.choose(picture));
    const words = picture.caption || picture.alt || picture.name;
    return h(
      "label",
      { class: "se-archive-item", title: words },
      radio,
      picture.thumb
        ? h("img", { src: picture.thumb, alt: "", loading: "lazy", width: picture.width, height: picture.height })
        : h("span", { class: "se-archive-blank", "aria-hidden": "true" }, picture.width ? "▶" : "♪"),
      h("span", { class: "se-archive-words" }, words || t("(chưa có chú thích)")),
      picture.duration_ms ? h("span", { class: "se-archive-length" }, sayMoment(picture.duration_ms)) : null,
      rightsMark(picture.rights),
    );
  }

  private choose(picture: ArchivePicture | null): void {
    this.chosen = picture;
    this.insert.disabled = !picture || picture.rights?.may_insert === false;
    this.said.hidden = !picture;
    if (!picture) return;
    const day = new Intl.DateTimeFormat(document.documentElement.lang || "vi", { dateStyle: "short", timeZone: "Asia/Ho_Chi_Minh" });
    const rows: [string, string][] = [
      [t("Chú thích"), picture.caption || t("Chưa có")],
      [t("Nguồn ảnh"), picture.credit || t("Chưa có")],
      [t("Bản quyền"), picture.rights_note || t("Chưa ghi bản quyền: hãy hỏi người đưa ảnh vào kho trước khi dùng.")],
      [t("Vào kho"), day.format(new Date(picture.added_at))],
    ];
    const { rights } = picture;
    if (rights?.reasons.length) {
      const sentences = rights.may_insert || rights.verdict !== "refused" ? rights.reasons : [...rights.reasons, t("Hãy chọn tệp khác, hoặc nhờ lãnh đạo, thư ký tòa soạn.")];
      rows.unshift([t("Quyền dùng"), sentences.join(" ")]);
    }
    this.said.classList.toggle("se-archive-refused", rights?.verdict === "refused");
    this.said.replaceChildren(h("dl", {}, ...rows.map(([name, words]) => h("div", {}, h("dt", {}, name), h("dd", {}, words)))));
  }
}

/** The small mark on a file that may not be used, or not before somebody looked. */
function rightsMark(rights: Rights | undefined): HTMLElement | null {
  if (!rights || rights.verdict === "allowed") return null;
  const refused = rights.verdict === "refused";
  return h(
    "span",
    { class: `se-archive-mark se-archive-mark-${rights.verdict}`, title: rights.reasons.join(" ") },
    h("span", { "aria-hidden": "true" }, refused ? "⊘ " : "⚠ "),
    refused ? t("Không được dùng") : t("Xem quyền trước"),
  );
}
