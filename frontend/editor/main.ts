/** Entry: opens the editor in `#story-editor` and gives the page `window.storyEditor`. */
import type { Editor } from "@tiptap/core";
import type { Doc } from "yjs";
import { gateActions } from "./gate";
import { useLabels } from "./labels";
import { readPage } from "./page";
import { tellWhatIsSeen } from "./seen";
import { EditorSession } from "./session";
import type { SaveState } from "./sync/link";
import "./styles/editor.css";
import "./styles/blocks.css";
import "./styles/people.css";
import "./styles/proof.css";
import "./styles/tools.css";

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

async function start(root: HTMLElement): Promise<void> {
  const settings = readPage(root);
  if (document.documentElement.lang.startsWith("en")) {
    const { default: english } = await import("./labels.en.json");
    useLabels({ ...english, ...settings.labels });
  } else useLabels(settings.labels);
  const session = await EditorSession.open(root, settings);
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

const root = document.getElementById("story-editor");
if (root) void start(root);
