/** What an approver sees goes along with the approval: the server freezes exactly that or says what changed since. */
import * as Y from "yjs";
import { toBase64 } from "./sync/http";

const SHOW_AFTER_MS = 400;
const SHOWN_DIGITS = 4;

/** Return sixteen hex digits of the text; the server computes the same (hoitu/stories/document/seen.py). */
export function fingerprint(doc: Y.Doc): string {
  const lines = [doc.getText("headline").toString(), doc.getText("standfirst").toString()];
  const said = [...lines, doc.getXmlFragment("body").toArray().map(child).join("")].join("\n");
  return crc32(new TextEncoder().encode(said)) + crc32(utf16(said));
}

type XmlChild = Y.XmlElement | Y.XmlText | Y.XmlHook;

function child(node: XmlChild): string {
  if (node instanceof Y.XmlText) {
    const runs: { marks: string; words: string }[] = [];
    for (const { insert, attributes } of node.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[]) {
      if (typeof insert !== "string") continue;
      const marks = attrs(attributes ?? {});
      const last = runs.at(-1);
      if (last?.marks === marks) last.words += insert;
      else runs.push({ marks, words: insert });
    }
    return runs.map(({ marks, words }) => `[${marks}|${words}]`).join("");
  }
  if (!(node instanceof Y.XmlElement)) return "";
  const inner = (node.toArray() as XmlChild[]).map(child).join("");
  return `<${node.nodeName}${attrs(node.getAttributes())}>${inner}</>`;
}

function attrs(given: Record<string, unknown>): string {
  const names = Object.keys(given).filter(
    (name) => given[name] !== null && given[name] !== undefined && name !== "ychange" && name.split("--")[0] !== "comment",
  );
  return names.sort().map((name) => ` ${name}=${value(given[name])}`).join("");
}

function value(given: unknown): string {
  if (Array.isArray(given)) return `[${given.map(value).join(",")}]`;
  if (given && typeof given === "object") {
    const entries = given as Record<string, unknown>;
    return `{${Object.keys(entries).sort().map((name) => `${name}:${value(entries[name])}`).join(",")}}`;
  }
  return String(given ?? null);
}

function utf16(text: string): Uint8Array {
  const units = new Uint8Array(text.length * 2);
  for (let place = 0; place < text.length; place += 1) {
    units[2 * place] = text.charCodeAt(place) & 0xff;
    units[2 * place + 1] = text.charCodeAt(place) >> 8;
  }
  return units;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

function crc32(bytes: Uint8Array): string {
  let value = 0xffffffff;
  for (const byte of bytes) value = TABLE[(value ^ byte) & 0xff]! ^ (value >>> 8);
  return ((value ^ 0xffffffff) >>> 0).toString(16).padStart(8, "0");
}

/** Fill the forms that say what they were sent from, at the last moment, and keep the shown name of the text right. */
export function tellWhatIsSeen(doc: Y.Doc): void {
  const now = (): Record<string, string> => ({ seen: fingerprint(doc), seen_vector: toBase64(Y.encodeStateVector(doc)) });
  let timer = 0;
  const show = (): void => {
    const labels = document.querySelectorAll("[data-seen-name]");
    if (!labels.length) return;
    const name = fingerprint(doc).slice(0, SHOWN_DIGITS);
    for (const label of labels) label.textContent = name;
  };
  const soon = (): void => {
    window.clearTimeout(timer);
    timer = window.setTimeout(show, SHOW_AFTER_MS);
  };
  doc.on("update", soon);
  document.addEventListener("htmx:afterSettle", soon);
  document.addEventListener("htmx:configRequest", (event) => {
    const { elt, parameters } = (event as CustomEvent<{ elt: Element; parameters: Record<string, string> }>).detail;
    if (elt.closest("form")?.querySelector("[name=seen]")) Object.assign(parameters, now());
  });
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target as Element;
      if (!form.querySelector("[name=seen]")) return;
      for (const [name, text] of Object.entries(now())) {
        const field = form.querySelector<HTMLInputElement>(`[name=${name}]`);
        if (field) field.value = text;
      }
    },
    true,
  );
  soon();
}
