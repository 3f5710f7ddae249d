/** What a block view and its parts know of each other. */

/** What parts of a block view may ask of it. */
export interface BlockHost {
  attrs(): Record<string, unknown>;
  set(values: Record<string, unknown>): void;
  editable(): boolean;
  position(): number | undefined;
}

/** The picture of a block beside its fields. */
export interface Preview {
  element: HTMLElement;
  update(): void;
  destroy?(): void;
}
