import { defineConfig } from "vite";

// The page is built once and embedded in the program: `dist` is committed, and its bytes follow from the sources and the lock file.
export default defineConfig({
  build: { target: "es2023", assetsInlineLimit: 0, modulePreload: { polyfill: false }, cssCodeSplit: false },
});
