/** What the writer is told: saved or not, how long the story is. */
import { h, icon } from "../dom";
import { t } from "../labels";
import type { SaveState } from "../sync/link";
import { countSyllables, readingMinutes } from "./fold";

import iconCheck from "@tabler/icons/outline/cloud-check.svg?raw";
import iconOff from "@tabler/icons/outline/cloud-off.svg?raw";
import iconUp from "@tabler/icons/outline/cloud-up.svg?raw";
import iconWarn from "@tabler/icons/outline/alert-triangle.svg?raw";

const clock = new Intl.DateTimeFormat("vi-VN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" });

interface Shown {
  icon: string;
  tone: "calm" | "busy" | "warn";
  words: string;
  link?: { address: string; words: string };
}

/** Return what to show for a state. */
export function describe(state: SaveState, signInUrl: string): Shown {
  switch (state.kind) {
    case "opening":
      return { icon: iconUp, tone: "busy", words: t("Đang mở bài…") };
    case "unsaved":
    case "saving":
      return { icon: iconUp, tone: "busy", words: t("Đang lưu…") };
    case "saved":
      return { icon: iconCheck, tone: "calm", words: t("Đã lưu lúc {time}", { time: clock.format(state.at) }) };
    case "offline":
      return {
        icon: iconOff, tone: "warn",
        words: t("Mất kết nối: chữ đang được giữ trong trình duyệt này và sẽ tự gửi khi có mạng"),
      };
    case "signed_out":
      return {
        icon: iconWarn, tone: "warn",
        words: t("Phiên làm việc đã hết: chữ đang được giữ trong trình duyệt này."),
        link: { address: signInUrl, words: t("Đăng nhập lại ở thẻ mới") },
      };
    case "forbidden":
      return {
        icon: iconWarn, tone: "warn",
        words: `${state.sentence || t("Bạn không còn sửa được bài này; hãy tải lại trang hoặc hỏi người biên tập.")} ${t("Chữ chưa gửi vẫn được giữ trong trình duyệt này.")}`,
      };
    case "too_large":
      return {
        icon: iconWarn, tone: "warn",
        words: t("Đoạn vừa thêm quá lớn nên máy chủ không nhận. Hãy hoàn tác, rồi dán từng phần hoặc tải ảnh lên thay vì dán."),
      };
    case "failed":
      return {
        icon: iconWarn, tone: "warn",
        words: `${state.sentence || t("Máy chủ gặp lỗi ({status}).", { status: state.status })} ${t("Chữ đang được giữ trong trình duyệt này và sẽ được gửi lại.")}`,
      };
  }
}

export interface StatusBar {
  element: HTMLElement;
  state(state: SaveState): void;
  count(body: string, headline: string, standfirst: string): void;
}

/** Build the bar at the foot of the page. */
export function buildStatus(signInUrl: string): StatusBar {
  const state = h("span", { class: "se-state", "data-tone": "busy" });
  // A screen reader hears changes of kind only, not every minute's "saved".
  const spoken = h("span", { class: "visually-hidden", role: "status", "aria-live": "polite" });
  const counts = h("span", { class: "se-counts" });
  let lastKind = "";
  return {
    element: h("div", { class: "se-foot" }, counts, state, spoken),
    state(now) {
      const shown = describe(now, signInUrl);
      const link = shown.link?.address
        ? h("a", { href: shown.link.address, target: "_blank", rel: "noopener" }, shown.link.words)
        : null;
      state.replaceChildren(icon(shown.icon), h("span", {}, shown.words), ...(link ? [link] : []));
      state.dataset.tone = shown.tone;
      state.dataset.state = now.kind;
      const kind = now.kind === "unsaved" || now.kind === "saving" ? "" : now.kind;
      if (kind && kind !== lastKind) spoken.textContent = shown.words;
      if (kind) lastKind = kind;
    },
    count(body, headline, standfirst) {
      const syllables = countSyllables(body);
      const minutes = readingMinutes(syllables);
      const format = new Intl.NumberFormat("vi-VN");
      counts.replaceChildren(
        h("span", {}, t("{count} chữ", { count: format.format(syllables) })),
        h("span", {}, t("{minutes} phút đọc", { minutes })),
        h("span", { class: "se-count-more" }, t("tít {count} chữ", { count: countSyllables(headline) })),
        h("span", { class: "se-count-more" }, t("sapo {count} chữ", { count: countSyllables(standfirst) })),
      );
    },
  };
}
