import { defineConfig, type ProxyOptions } from "vite";

/** The studio that answers the page while it is worked on: `standoff studio --no-open`, here or at another address. */
const STUDIO = process.env.STANDOFF_STUDIO ?? "http://127.0.0.1:7420";

/** The studio answers its own page only, so that the address of the page that is worked on is not passed on. */
const studio: ProxyOptions = {
  target: STUDIO,
  changeOrigin: true,
  configure: (proxy) => proxy.on("proxyReq", (request) => request.removeHeader("origin")),
};
const proxy = { "/api": studio, "/pictures.css": studio };

// The page is built once and embedded in the program: `dist` is committed, and its bytes follow from the sources and the lock file.
export default defineConfig({
  build: { target: "es2023", assetsInlineLimit: 0, modulePreload: { polyfill: false }, cssCodeSplit: false },
  server: { proxy },
  preview: { proxy },
});
