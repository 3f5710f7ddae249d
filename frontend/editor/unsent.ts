/** The words that the server did not take: the person sees them, copies them, hands them in as a version of their own. */
import type * as Y from "yjs";
import { h } from "./dom";
import { t } from "./labels";
import { openDialog } from "./surface/dialog";
import { toBase64 } from "./sync/http";
import type { DocumentLink, SaveState } from "./sync/link";
import { linesWith, type Run } from "./unsent-lines";

export class UnsentWords {
  readonly element = h("div", { class: "se-unsent", hidden: true });

  constructor(
    private readonly doc: Y.Doc,
    private readonly link: DocumentLink,
    private readonly proposeUrl: string,
    private readonly token: () => string,
  ) {
    const open = h("button", { type: "button", class: "btn btn-sm", onclick: () => this.open() }, t("Xem và lấy chữ của bạn"));
    this.element.append(h("strong", {}, t("Chữ chưa gửi được của bạn")), h("span", {}, t("Máy chủ không nhận những chữ này; chúng chỉ còn trong trình duyệt này.")), open);
  }

  /** Offer the words when the server has refused them, and only then: what is merely on its way needs no care. */
  follow(state: SaveState): void {
    if (state.kind === "forbidden") this.element.hidden = !this.link.unsent;
    else if (state.kind === "saved") this.element.hidden = true;
  }

  private open(): void {
    const update = this.link.pendingUpdate;
    const lines = linesWith(this.doc, update);
    const said = h("p", { class: "se-unsent-said", role: "status" });
    const drop = h("button", { type: "button", class: "btn", disabled: true }, t("Bỏ khỏi trình duyệt"));
    const done = (words: string): void => {
      said.textContent = words;
      drop.disabled = false;
    };
    const copy = h("button", { type: "button", class: "btn btn-primary" }, t("Chép"));
    copy.addEventListener("click", () => void this.copy(lines, done, said));
    const hand = h("button", { type: "button", class: "btn" }, t("Gửi thành một phiên bản"));
    hand.addEventListener("click", () => void this.propose(update, done, said));
    drop.addEventListener("click", () => void this.link.discard().then(() => window.location.reload()));
    const shown = lines.map((line) =>
      h("p", { class: "se-unsent-line" }, ...line.map((run) => (run.mine ? h("ins", {}, run.words) : run.words))),
    );
    const empty = h("p", {}, t("Thay đổi chưa gửi không thêm chữ nào (chỉ xóa hoặc đổi kiểu chữ)."));
    openDialog(
      t("Chữ chưa gửi được của bạn"),
      h("div", {}, h("p", {}, t("Chữ gạch chân là của bạn và chưa vào bài. Chép lại, hoặc gửi thành một phiên bản để người giữ bài so sánh và lấy vào; sau đó mới bỏ khỏi trình duyệt.")), ...(shown.length ? shown : [empty]), said),
      [copy, ...(this.proposeUrl ? [hand] : []), drop],
    );
  }

  private async copy(lines: Run[][], done: (words: string) => void, said: HTMLElement): Promise<void> {
    const text = lines.map((line) => line.map((run) => run.words).join("")).join("\n\n");
    try {
      await navigator.clipboard.writeText(text);
      done(t("Đã chép."));
    } catch {
      said.textContent = t("Trình duyệt không cho chép: hãy bôi đen chữ ở trên rồi chép.");
    }
  }

  private async propose(update: Uint8Array, done: (words: string) => void, said: HTMLElement): Promise<void> {
    try {
      const response = await fetch(this.proposeUrl, {
        method: "POST",
        credentials: "same-origin",
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": this.token() },
        body: JSON.stringify({ update: toBase64(update) }),
      });
      const answer = (await response.json()) as { number?: number; sentence?: string };
      if (response.ok) done(t("Đã gửi: phiên bản {number} của bài.", { number: answer.number ?? 0 }));
      else said.textContent = answer.sentence ?? t("Chưa gửi được. Hãy chép chữ lại.");
    } catch {
      said.textContent = t("Chưa gửi được. Hãy chép chữ lại.");
    }
  }
}
