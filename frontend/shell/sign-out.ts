// Signing out takes the story words that the server has off this machine; words it does not have hold it up.
import { DATABASE, done, openDatabase, ROWS, stands, type Row } from "../editor/sync/local-store";

const ASK_AGAIN_AFTER_MS = 400;
const WAIT_FOR_EDITOR_MS = 2400;

/** Forget what a person's stories have here, all but stories with words the server lacks; return those stories. */
export async function clearConfirmed(person: string): Promise<string[]> {
  const database = await openDatabase();
  try {
    const clearing = database.transaction(ROWS, "readwrite");
    const store = clearing.objectStore(ROWS);
    const cleared = stands(clearing);
    const own = ((await done(store.getAll())) as Row[]).filter((row) => row.key.startsWith(`${person}/`));
    const unsent = new Set(own.filter((row) => !row.sent).map((row) => row.key));
    for (const row of own) {
      // A story's own confirmed words stay with its unsent ones: these can only be read on top of them.
      if (unsent.has(row.key) || row.id === undefined) continue;
      store.delete(row.id);
      localStorage.removeItem(`${DATABASE}/${row.key}`);
    }
    await cleared;
    return [...unsent].map((key) => key.slice(person.length + 1));
  } finally {
    database.close();
  }
}

/** Make forms with `data-sign-out` clear first; `data-person` says whose words. */
export function bindSignOut(root: Document): void {
  const passed = new WeakSet<HTMLFormElement>();
  root.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches("[data-sign-out]") || passed.delete(form)) return;
    event.preventDefault();
    const leave = (): void => {
      passed.add(form);
      window.setTimeout(() => form.requestSubmit());
    };
    // Without IndexedDB nothing was kept here; whatever else fails must not keep anybody signed in.
    waitForEditor(form.dataset["person"] ?? "").then((stories) => (stories.length ? warn(root, stories, leave) : leave()), leave);
  });
}

/** An open editor sends its last words within seconds; only what stays is worth a question. */
async function waitForEditor(person: string): Promise<string[]> {
  const limit = Date.now() + WAIT_FOR_EDITOR_MS;
  let stories = await clearConfirmed(person);
  while (stories.length && navigator.onLine && Date.now() < limit) {
    await new Promise((resolve) => window.setTimeout(resolve, ASK_AGAIN_AFTER_MS));
    stories = await clearConfirmed(person);
  }
  return stories;
}

function warn(root: Document, stories: string[], leave: () => void): void {
  const dialog = root.getElementById("unsent-words");
  if (!(dialog instanceof HTMLDialogElement)) return leave();
  const list = dialog.querySelector("[data-unsent-list]")!;
  const { storyUrl = "", storyWords = "" } = dialog.dataset;
  list.replaceChildren(
    ...stories.map((story, index) => {
      const link = Object.assign(root.createElement("a"), {
        href: storyUrl.replace("00000000-0000-0000-0000-000000000000", story),
        textContent: `${storyWords} ${index + 1}`,
      });
      const item = root.createElement("li");
      item.append(link);
      return item;
    }),
  );
  dialog.querySelector<HTMLElement>("[data-sign-out-anyway]")!.onclick = leave;
  if (!dialog.open) dialog.showModal();
}
