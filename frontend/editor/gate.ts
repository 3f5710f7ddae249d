/** Buttons that act on the story (send, approve…) wait until its last words are on the server. */
import { h } from "./dom";
import { t } from "./labels";
import { openDialog } from "./surface/dialog";

interface HtmxConfirm {
  elt: HTMLElement;
  issueRequest(skipConfirmation?: boolean): void;
  question: string | null;
}

function explain(): void {
  openDialog(
    t("Chưa thực hiện được"),
    h("p", { class: "mb-0" }, t("Những chữ mới nhất chưa lên được máy chủ nên bài chưa được chuyển đi. Chữ vẫn được giữ; hãy thử lại khi có mạng.")),
  );
}

/** Make every form and htmx element with `data-flush-editor` save first. */
export function gateActions(flush: () => Promise<boolean>): void {
  const passed = new WeakSet<HTMLFormElement>();
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target as HTMLFormElement;
      const { submitter } = event;
      if (!form.matches("[data-flush-editor]") || form.matches("[hx-post], [data-hx-post]") || passed.delete(form)) return;
      event.preventDefault();
      event.stopPropagation();
      void flush().then((stored) => {
        if (!stored) return explain();
        passed.add(form);
        // Words that were saved already answer before this event is over, and a form ignores a second submit till then.
        window.setTimeout(() => form.requestSubmit(submitter));
      });
    },
    true,
  );
  document.addEventListener("htmx:confirm", (event) => {
    const detail = (event as CustomEvent<HtmxConfirm>).detail;
    if (!detail.elt.closest("[data-flush-editor]") || (detail.question && !window.confirm(detail.question))) return;
    event.preventDefault();
    void flush().then((stored) => (stored ? detail.issueRequest(true) : explain()));
  });
}
