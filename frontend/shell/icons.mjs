// Collects the drawings of the icons that templates and code name, so that pages carry only those.
// Run: npm run icons   (writes hoitu/kernel/web/icons.json; with --check it only says what is missing)
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const here = import.meta.dirname;
const rooms = resolve(here, "../../hoitu");
const target = join(rooms, "kernel/web/icons.json");
const drawings = resolve(here, "../node_modules/@tabler/icons/icons/outline");

const patterns = [
  /\{% icon "([a-z0-9-]+)"/g,
  /\bicon="([a-z0-9-]+)"/g,
  /\bicon: str = "([a-z0-9-]+)"/g,
  /"icon": "([a-z0-9-]+)"/g,
  /Look\("[a-z]+", "([a-z0-9-]+)"\)/g,
  /svg\("([a-z0-9-]+)"/g,
];

function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!["__pycache__", "migrations", "locale", "tests"].includes(entry.name)) yield* files(path);
    } else if (/\.(html|py|txt)$/.test(entry.name)) {
      yield path;
    }
  }
}

function inner(name) {
  const svg = readFileSync(join(drawings, `${name}.svg`), "utf8");
  return svg
    .replace(/^[\s\S]*?<svg[^>]*>/, "")
    .replace(/<\/svg>\s*$/, "")
    .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none" ?\/>/, "")
    .replace(/\s*\n\s*/g, "")
    .replace(/ \/>/g, "/>")
    .trim();
}

// Names that reach the icon tag as values (rooms' menus, stored settings) rather than as words in a template.
const wanted = new Set(readFileSync(join(here, "icons.txt"), "utf8").split(/\s+/).filter(Boolean));
for (const path of files(rooms)) {
  const text = readFileSync(path, "utf8");
  for (const pattern of patterns) for (const [, name] of text.matchAll(pattern)) wanted.add(name);
}

const unknown = [...wanted].filter((name) => !existsSync(join(drawings, `${name}.svg`))).sort();
if (unknown.length) console.warn(`not in the Tabler set: ${unknown.join(", ")}`);

const found = Object.fromEntries(
  [...wanted]
    .filter((name) => !unknown.includes(name))
    .sort()
    .map((name) => [name, inner(name)]),
);
const text = JSON.stringify(found, null, 1) + "\n";
if (process.argv.includes("--check")) {
  if (!existsSync(target) || readFileSync(target, "utf8") !== text || unknown.length) {
    console.error("icons.json is not up to date: run `npm run icons`");
    process.exit(1);
  }
} else {
  writeFileSync(target, text);
  console.log(`${Object.keys(found).length} icons, ${(text.length / 1024).toFixed(0)} KB`);
}
