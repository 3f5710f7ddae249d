/** What the page template tells the editor, by data-* attributes. */
import type { Province } from "./maps/provinces";
import type { WritingMode } from "./sync/link";

export interface PageSettings {
  story: string;
  person: string;
  syncUrl: string;
  /** Where the story's websocket is; empty: plain requests only. */
  socketPath: string;
  /** Where words are handed in that the story did not take; empty for somebody who may not. */
  proposeUrl: string;
  uploadUrl: string;
  assetUrl: string;
  /** Where the archive's pictures are listed; empty for somebody who may not see them. */
  archiveUrl: string;
  /** Where its videos and recordings are listed; empty as above. */
  movingUrl: string;
  /** Where the captions of one are read and kept, with `{id}` where its id goes. */
  captionsUrl: string;
  /** Where a chart is drawn as readers will see it, and a spreadsheet is read; empty where there is neither. */
  chartUrl: string;
  sheetUrl: string;
  /** Where texts are proofread and words allowed; empty for somebody who may not. */
  proofUrl: string;
  proofAllowUrl: string;
  signInUrl: string;
  mayWrite: boolean;
  /** Missing on a page that knows no more than `mayWrite`. */
  mode: WritingMode | undefined;
  /** Names of the agency's people by id, for what is signed with an id. */
  people: Record<string, string>;
  /** The provinces with their tiles on a schematic map, for locators. */
  provinces: Province[];
  csrf: string;
  csrfCookie: string;
  labels: Record<string, string>;
}

const MODES: WritingMode[] = ["write", "suggest", "comment", "read"];

function needed(root: HTMLElement, name: string): string {
  const value = root.dataset[name];
  if (!value) throw new Error(`#story-editor needs data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);
  return value;
}

/** Read the settings. Raises an Error naming the attribute the template forgot. */
export function readPage(root: HTMLElement): PageSettings {
  const { dataset } = root;
  return {
    story: needed(root, "story"),
    person: dataset.person ?? "",
    syncUrl: needed(root, "syncUrl"),
    socketPath: dataset.socketPath ?? "",
    proposeUrl: dataset.proposeUrl ?? "",
    uploadUrl: dataset.uploadUrl ?? "",
    assetUrl: dataset.assetUrl ?? "",
    archiveUrl: dataset.archiveUrl ?? "",
    movingUrl: dataset.movingUrl ?? "",
    captionsUrl: dataset.captionsUrl ?? "",
    chartUrl: dataset.chartUrl ?? document.getElementById("story-chart")?.dataset.url ?? "",
    sheetUrl: dataset.sheetUrl ?? "",
    proofUrl: dataset.proofUrl ?? "",
    proofAllowUrl: dataset.proofAllowUrl ?? "",
    signInUrl: dataset.signinUrl ?? "",
    mayWrite: dataset.mayWrite === "true" || dataset.mayWrite === "1",
    mode: MODES.find((mode) => mode === dataset.mode),
    people: JSON.parse(dataset.people || "{}") as Record<string, string>,
    provinces: JSON.parse(dataset.provinces || "[]") as Province[],
    csrf: dataset.csrf ?? "",
    csrfCookie: dataset.csrfCookie ?? "csrftoken",
    labels: JSON.parse(dataset.labels || "{}") as Record<string, string>,
  };
}
