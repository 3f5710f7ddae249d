/** What a picture, video or recording looks like in the text, from upload to library asset. */
import { h } from "../dom";
import { t } from "../labels";
import type { Media } from "../media";
import type { BlockHost } from "./block";
import type { Preview } from "./looks";

type Shown = HTMLImageElement | HTMLVideoElement | HTMLAudioElement;

function assetPreview(host: BlockHost, media: Media, shown: Shown, accept: string, invitation: string): Preview {
  const bar = h("div", { class: "progress-bar" });
  const progress = h("div", { class: "progress progress-sm se-progress", hidden: true }, bar);
  const sentence = h("span", { role: "status" });
  const retry = h("button", { type: "button", class: "btn btn-sm" }, t("Thử lại"));
  const file = h("input", { type: "file", accept, class: "visually-hidden", tabindex: -1, "aria-hidden": "true" });
  const choose = h("button", { type: "button", class: "btn btn-sm se-choose" });
  const tools = h("div", { class: "se-media-tools" }, sentence, retry, choose, file);
  const element = h("div", { class: "se-media", contenteditable: "false" }, shown, progress, tools);
  let local = "";

  const pending = (): string => (host.attrs().pending as string | null) ?? "";

  const showLocal = async (mark: string): Promise<void> => {
    if (local === mark) return;
    local = mark;
    const held = await media.file(mark);
    if (!held || pending() !== mark) return;
    shown.src = URL.createObjectURL(held);
    shown.hidden = false;
  };

  const showUpload = (mark: string): void => {
    const state = media.state(mark);
    progress.hidden = state?.kind !== "sending";
    retry.hidden = state?.kind !== "failed";
    choose.hidden = state?.kind === "sending";
    if (state?.kind === "sending") {
      bar.style.width = `${state.percent}%`;
      sentence.textContent = t("Đang tải lên {percent}%", { percent: state.percent });
    } else if (state?.kind === "failed") {
      sentence.textContent = `${state.sentence} ${t("Tệp vẫn được giữ trong trình duyệt này.")}`;
    } else if (state?.kind === "elsewhere") {
      sentence.textContent = t("Đang chờ máy khác tải tệp lên.");
    }
  };

  const showForeign = (address: string): void => {
    sentence.textContent = address.startsWith("http")
      ? t("Ảnh ở trang {host} chưa vào kho. Hãy chọn tệp ảnh và kiểm tra quyền sử dụng.", {
          host: new URL(address).hostname,
        })
      : t("Ảnh trong văn bản gốc không dán theo được. Hãy chọn tệp ảnh.");
  };

  const update = (): void => {
    const { asset } = host.attrs();
    const mark = pending();
    retry.hidden = progress.hidden = true;
    choose.hidden = !host.editable();
    choose.textContent = asset ? t("Thay tệp") : invitation;
    sentence.textContent = "";
    element.classList.toggle("se-media-empty", !asset && !media.isLocal(mark));
    if (typeof asset === "string" && asset) {
      const address = media.address(asset);
      if (address && shown.getAttribute("src") !== address) shown.src = address;
      shown.hidden = !address;
      if (!address) sentence.textContent = t("Đã có tệp");
    } else if (media.isLocal(mark)) {
      void showLocal(mark);
      if (!media.state(mark)) void media.start(mark);
      showUpload(mark);
    } else {
      shown.hidden = true;
      if (mark) showForeign(mark);
    }
    if (shown instanceof HTMLImageElement) shown.alt = String(host.attrs().alt ?? "");
  };

  const replaceBy = (chosen: File): void => {
    if ("pending" in host.attrs()) host.set({ asset: null, pending: media.hold(chosen) });
    else
      media.upload(chosen, (percent) => (sentence.textContent = t("Đang tải lên {percent}%", { percent }))).then(
        (uploaded) => host.set({ asset: uploaded.id }),
        (error: Error) => (sentence.textContent = error.message),
      );
  };

  choose.addEventListener("click", () => file.click());
  retry.addEventListener("click", () => void media.start(pending()));
  file.addEventListener("change", () => {
    const chosen = file.files?.[0];
    file.value = "";
    if (chosen) replaceBy(chosen);
  });
  shown.addEventListener("error", () => {
    shown.hidden = true;
    if (host.attrs().asset) sentence.textContent = t("Tệp đã vào kho nhưng chưa xem được ở đây.");
  });
  const stop = media.watch((mark) => mark === pending() && showUpload(mark));
  update();
  return { element, update, destroy: stop };
}

/** Preview of an image node. */
export function picturePreview(host: BlockHost, media: Media): Preview {
  return assetPreview(host, media, h("img", { class: "se-picture", hidden: true, alt: "" }), "image/*", t("Chọn ảnh"));
}

/** Preview of a video node. */
export function videoPreview(host: BlockHost, media: Media): Preview {
  const video = h("video", { class: "se-picture", controls: true, hidden: true, preload: "metadata" });
  return assetPreview(host, media, video, "video/*", t("Chọn video"));
}

/** Preview of an audio node. */
export function audioPreview(host: BlockHost, media: Media): Preview {
  const audio = h("audio", { class: "w-100", controls: true, hidden: true, preload: "metadata" });
  return assetPreview(host, media, audio, "audio/*", t("Chọn bản ghi âm"));
}
