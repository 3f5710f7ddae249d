/** Attributes as the schema types them, to and from the text of an HTML attribute (copying between stories). */
import type { Attributes } from "@tiptap/core";
import type { AttrSpec } from "./types";

/** Return the typed value of an attribute's text; null when it is not of that type. */
export function parseAttr(spec: AttrSpec, text: string): unknown {
  switch (spec.type) {
    case "integer":
    case "number": {
      const number = text.trim() === "" ? NaN : Number(text);
      if (!Number.isFinite(number)) return null;
      const whole = spec.type === "integer" ? Math.round(number) : number;
      return Math.min(spec.max ?? Infinity, Math.max(spec.min ?? -Infinity, whole));
    }
    case "boolean":
      return text === "true";
    case "enum":
      return spec.values?.includes(text) ? text : spec.default;
    case "json":
    case "strings":
      try {
        return JSON.parse(text) as unknown;
      } catch {
        return null;
      }
    default:
      return text === "" ? null : text;
  }
}

/** Return the text that `parseAttr` reads back. */
export function printAttr(spec: AttrSpec, value: unknown): string {
  return spec.type === "json" || spec.type === "strings" ? JSON.stringify(value) : String(value);
}

const dashed = (name: string): string => `data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** Return Tiptap attributes: `natural` ones are left to the HTML element itself, the rest travel as data-*. */
export function attributesOf(attrs: Record<string, AttrSpec>, natural: Attributes = {}): Attributes {
  return Object.fromEntries(
    Object.entries(attrs).map(([name, spec]) => [
      name,
      natural[name]
        ? { ...natural[name], default: spec.default }
        : {
            default: spec.default,
            parseHTML: (element: HTMLElement) => {
              const text = element.getAttribute(dashed(name));
              return text === null ? spec.default : parseAttr(spec, text);
            },
            renderHTML: (values: Record<string, unknown>) =>
              values[name] === null || values[name] === undefined
                ? {}
                : { [dashed(name)]: printAttr(spec, values[name]) },
          },
    ]),
  );
}
