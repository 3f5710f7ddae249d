/** The editor in its page: opens the session and gives the page `window.storyEditor`. */
import type { Editor } from "@tiptap/core";
import type { Doc } from "yjs";
import { gateActions } from "./gate";
import { useLabels } from "./labels";
import type { PageSettings } from "./page";
import { tellWhatIsSeen } from "./seen";
import { EditorSession } from "./session";
import type { First } from "./sync/first";
import type { SaveState } from "./sync/link";

export interface StoryEditor {
  /** Send everything; true when the server has stored it. */
  flush(): Promise<boolean>;
  focus(place: "start" | "end"): void;
  readonly state: SaveState;
  readonly editor: Editor | null;
  readonly doc: Doc;
}

declare global {
  interface Window {
    storyEditor?: StoryEditor;
  }
}

export async function openStory(root: HTMLElement, settings: PageSettings, first: First): Promise<void> {
  if (document.documentElement.lang.startsWith("en")) {
    const { default: english } = await import("./labels.en.json");
    useLabels({ ...english, ...settings.labels });
  } else useLabels(settings.labels);
  const session = await EditorSession.open(root, settings, first);
  window.storyEditor = {
    flush: () => session.flush(),
    focus: (place) => session.focusBody(place),
    get state() {
      return session.state;
    },
    get editor() {
      return session.editor;
    },
    doc: session.doc,
  };
  gateActions(() => session.flush());
  tellWhatIsSeen(session.doc);
}
