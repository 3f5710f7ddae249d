import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { resolve } from "node:path";
import purgeCss from "@fullhuman/postcss-purgecss";
import type { Plugin } from "postcss";
import type { Plugin as VitePlugin } from "vite";
import { defineConfig } from "vitest/config";

const here = import.meta.dirname;

// One entry per island. A folder that does not exist yet is left out, so that each can be built alone.
const entries = {
  editor: "editor/main.ts",
  shell: "shell/main.ts",
  players: "players/main.ts",
  panorama: "panorama/main.ts",
  archive: "archive/main.ts",
};

const input = Object.fromEntries(
  Object.entries(entries)
    .map(([name, path]) => [name, resolve(here, path)] as const)
    .filter(([, path]) => existsSync(path)),
);

const purge = purgeCss({
  // scripts/common.sh builds anew when one of these changes.
  content: ["../hoitu/**/*.html", "../hoitu/kernel/**/*.py", "{archive,editor,shell,players}/**/*.ts"].map((glob) => resolve(here, glob)),
  safelist: ["html", "body", "show", "active", "is-invalid"],
  keyframes: true,
}) as Plugin;

// The letters of papers (hoitu/papers): whole TTF files, which the typesetter reads from dist/fonts/; pages load none.
const paperFonts: VitePlugin = {
  name: "fonts-of-papers",
  apply: "build",
  closeBundle() {
    const [from, to] = [resolve(here, "node_modules/@expo-google-fonts/tinos"), resolve(here, "dist/fonts")];
    mkdirSync(to, { recursive: true });
    for (const style of ["400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic"]) {
      copyFileSync(resolve(from, style, `Tinos_${style}.ttf`), resolve(to, `Tinos_${style}.ttf`));
    }
    copyFileSync(resolve(from, "LICENSE_FONT"), resolve(to, "LICENSE_FONT"));
  },
};

export default defineConfig({
  root: here,
  plugins: [paperFonts],
  // Built files are served under Django's static prefix, which Vite does not know: addresses stay relative.
  base: "./",
  css: {
    // Tabler is 20 times what pages use: only rules whose names stand in a template or in code stay. Our own files
    // say "purgecss start ignore", because their names are put together in templates.
    postcss: {
      plugins: [
        {
          postcssPlugin: "purge-tabler",
          OnceExit: (root, helpers) =>
            root.source?.input.file?.endsWith("/shell/main.css") ? purge.OnceExit?.(root, helpers) : undefined,
        },
      ],
    },
  },
  // `npm run dev` serves editor/dev.html; the schema lies in the Python tree, the endpoints in tests/fake_server.py.
  server: {
    fs: { allow: [resolve(here, "..")] },
    proxy: Object.fromEntries(["/api", "/upload", "/asset"].map((path) => [path, "http://127.0.0.1:8765"])),
  },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    modulePreload: { polyfill: false },
    rollupOptions: {
      input,
      output: {
        entryFileNames: "[name]-[hash].js",
        chunkFileNames: "chunks/[name]-[hash].js",
        assetFileNames: "assets/[name]-[hash][extname]",
      },
    },
  },
  test: {
    environment: "jsdom",
    include: ["**/*.test.ts"],
  },
});
