/** Readers' pages with a 360° picture: the flat picture becomes one to look around in, when the reader asks for it. */
import "pannellum";
import "pannellum/build/pannellum.css";
import { frameOf } from "./frame";

interface Viewer {
  on(event: "load" | "error", run: () => void): void;
  destroy(): void;
}

declare global {
  interface Window {
    pannellum: { viewer(place: HTMLElement, options: Record<string, unknown>): Viewer };
  }
}

/** Put the viewer in the picture's place. Where it cannot be shown the flat picture comes back, with a sentence. */
function open(button: HTMLButtonElement): void {
  const flat = button.closest<HTMLElement>(".pan")!;
  const picture = flat.querySelector("img")!;
  const { src, name, failed, yaw, pitch } = button.dataset as Record<string, string>;
  const place = document.createElement("div");
  place.className = "pan-viewer";
  flat.hidden = true;
  flat.after(place);
  const giveUp = (): void => {
    place.remove();
    flat.hidden = false;
    button.replaceWith(Object.assign(document.createElement("p"), { className: "missing", textContent: failed }));
  };
  try {
    const size = { width: Number(picture.getAttribute("width")), height: Number(picture.getAttribute("height")) };
    const viewer = window.pannellum.viewer(place, {
      type: "equirectangular", panorama: src, autoLoad: true, yaw: Number(yaw), pitch: Number(pitch),
      // A wheel over the picture scrolls the page; buttons and keys bring nearer.
      mouseZoom: false, compass: false, ...frameOf(size),
      strings: { loadingLabel: "", genericWebGLError: failed, textureSizeError: failed, unknownError: failed },
    });
    viewer.on("error", giveUp);
  } catch {
    giveUp();
    return;
  }
  place.setAttribute("role", "application");
  place.setAttribute("aria-label", name ?? "");
  place.querySelectorAll(".pnlm-zoom-in, .pnlm-zoom-out, .pnlm-fullscreen-toggle-button").forEach((one) => one.setAttribute("aria-hidden", "true"));
  place.focus();
}

document.addEventListener("click", (event) => {
  const button = (event.target as Element).closest<HTMLButtonElement>("button[data-panorama]");
  if (button) open(button);
});
