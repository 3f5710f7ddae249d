import type { Awareness } from "y-protocols/awareness";
import type { First } from "./first";

/** What the editor knows of its way to the server, whatever carries the bytes. */

export type SaveState =
  | { kind: "opening" }
  | { kind: "unsaved" }
  | { kind: "saving" }
  | { kind: "saved"; at: Date }
  | { kind: "offline" }
  | { kind: "signed_out" }
  | { kind: "forbidden"; sentence?: string }
  | { kind: "too_large" }
  | { kind: "failed"; status: number; sentence?: string };

/** What a person may do with the words now, as the server names it. */
export type WritingMode = "write" | "suggest" | "comment" | "read";

/** What the server says of the story beside its words. */
export interface StoryStanding {
  stage: string;
  mayWrite: boolean;
  mode?: WritingMode;
  /** Who locked the story and why; "" when nobody did. */
  lock?: string;
  seq: number;
}

export interface LinkListener {
  onState(state: SaveState): void;
  onStanding(standing: StoryStanding): void;
}

/** Carries a document's changes to the server and back, and who else is there. */
export interface DocumentLink {
  readonly awareness: Awareness;
  /** Bring the kept copy, or else the server's words, asked for already or now; false when neither could be had (it goes on trying). */
  open(first?: First): Promise<boolean>;
  /** Send everything unsent now. True when the server has stored it all. */
  flush(): Promise<boolean>;
  /** Send what can still leave while the page goes away. */
  leave(): void;
  /** Hold both directions while an input method composes a syllable. */
  hold(): void;
  release(): void;
  readonly unsent: boolean;
  /** Everything unsent as one update. */
  readonly pendingUpdate: Uint8Array;
  /** Let go of everything unsent, for good: the page has to be opened anew. */
  discard(): Promise<void>;
  close(): void;
}
