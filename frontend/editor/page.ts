/** What the page template tells the editor, by data-* attributes. */

export interface PageSettings {
  story: string;
  person: string;
  syncUrl: string;
  /** Where the story's websocket is; empty: plain requests only. */
  socketPath: string;
  uploadUrl: string;
  assetUrl: string;
  /** Where the archive's pictures are listed; empty for somebody who may not see them. */
  archiveUrl: string;
  /** Where texts are proofread and words allowed; empty for somebody who may not. */
  proofUrl: string;
  proofAllowUrl: string;
  signInUrl: string;
  mayWrite: boolean;
  csrf: string;
  csrfCookie: string;
  labels: Record<string, string>;
}

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
    uploadUrl: dataset.uploadUrl ?? "",
    assetUrl: dataset.assetUrl ?? "",
    archiveUrl: dataset.archiveUrl ?? "",
    proofUrl: dataset.proofUrl ?? "",
    proofAllowUrl: dataset.proofAllowUrl ?? "",
    signInUrl: dataset.signinUrl ?? "",
    mayWrite: dataset.mayWrite === "true" || dataset.mayWrite === "1",
    csrf: dataset.csrf ?? "",
    csrfCookie: dataset.csrfCookie ?? "csrftoken",
    labels: JSON.parse(dataset.labels || "{}") as Record<string, string>,
  };
}
