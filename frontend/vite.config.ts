import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

const here = import.meta.dirname;

// One entry per island. A folder that does not exist yet is left out, so that each can be built alone.
const entries = {
  editor: "editor/main.ts",
  shell: "shell/main.ts",
  players: "players/main.ts",
};

const input = Object.fromEntries(
  Object.entries(entries)
    .map(([name, path]) => [name, resolve(here, path)] as const)
    .filter(([, path]) => existsSync(path)),
);

export default defineConfig({
  root: here,
  // Built files are served under Django's static prefix, which Vite does not know: addresses stay relative.
  base: "./",
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
