import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const root = import.meta.dirname;

/** Builds the marketers' console into `public/console`, from where the Worker serves it. */
export default defineConfig({
  root: join(root, "src/console"),
  base: "/console/",
  publicDir: false,
  plugins: [react()],
  build: {
    outDir: join(root, "public/console"),
    emptyOutDir: true,
    target: "es2023",
    manifest: "manifest.json",
    modulePreload: { polyfill: false },
    // The policy of the page allows no data: fonts or scripts, and a file of its own is cached for a year.
    assetsInlineLimit: 0,
  },
});
