/** The shape of `hoitu/stories/document/schema.json`, from which the whole editor is made. */
import schema from "../../../hoitu/stories/document/schema.json";

export type AttrType =
  | "string"
  | "integer"
  | "number"
  | "boolean"
  | "enum"
  | "uuid"
  | "url"
  | "datetime"
  | "provider"
  | "strings"
  | "json";

export interface AttrSpec {
  type: AttrType;
  label: string;
  default: unknown;
  required?: boolean;
  pending?: boolean;
  values?: string[];
  min?: number;
  max?: number;
}

export interface NodeSpec {
  label: string;
  content: string;
  content_label?: string;
  group?: string;
  marks?: string;
  inline?: boolean;
  atom?: boolean;
  draggable?: boolean;
  isolating?: boolean;
  defining?: boolean;
  code?: boolean;
  tableRole?: string;
  attrs: Record<string, AttrSpec>;
}

export interface MarkSpec {
  label: string;
  kind: string;
  inclusive?: boolean;
  excludes?: string;
  attrs: Record<string, AttrSpec>;
}

export interface ProviderSpec {
  label: string;
  hosts: string[];
}

export const NODES = schema.nodes as unknown as Record<string, NodeSpec>;
export const MARKS = schema.marks as unknown as Record<string, MarkSpec>;
export const PROVIDERS = schema.providers as Record<string, ProviderSpec>;

/** Return a node's description; an unknown name is a mistake in our code. */
export function nodeSpec(name: string): NodeSpec {
  const spec = NODES[name];
  if (!spec) throw new Error(`The document schema has no node "${name}"`);
  return spec;
}

/** Return the provider that an address belongs to, or null when it is on no allow-list. */
export function providerOf(address: string): string | null {
  let host: string;
  try {
    const url = new URL(address);
    if (url.protocol !== "https:") return null;
    host = url.hostname;
  } catch {
    return null;
  }
  const match = Object.entries(PROVIDERS).find(([, provider]) =>
    provider.hosts.some((known) => host === known || host.endsWith(`.${known}`)),
  );
  return match?.[0] ?? null;
}
