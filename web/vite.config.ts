import { defineConfig, type Plugin } from "vite";
import { VitePWA } from "vite-plugin-pwa";

/**
 * The Content Security Policy of the page, in a meta tag because hosts set no headers. Scripts and styles come from the
 * site alone; WebAssembly needs `wasm-unsafe-eval`. Requests go only where the user sends one.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self' https: http://localhost:* http://127.0.0.1:*",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

// The development server injects style elements, which the policy forbids.
const policy: Plugin = {
  name: "content-security-policy",
  apply: "build",
  transformIndexHtml: () => [
    { tag: "meta", attrs: { "http-equiv": "Content-Security-Policy", content: POLICY }, injectTo: "head-prepend" },
  ],
};

export default defineConfig({
  // Relative, for any static host and path.
  base: "./",
  build: { manifest: true, target: "es2022", modulePreload: { polyfill: false }, chunkSizeWarningLimit: 4000 },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  optimizeDeps: { exclude: ["mi-preflight"] },
  server: { fs: { allow: [".."] } },
  plugins: [
    policy,
    VitePWA({
      // Ask before an update, to not interrupt someone who fills in a form.
      registerType: "prompt",
      injectRegister: false,
      manifest: {
        name: "mi-preflight console",
        short_name: "mi-preflight",
        description: "Onboard a device, try a request, build a command, read a rollout",
        start_url: "./",
        display: "standalone",
        background_color: "#ffffff",
        theme_color: "#12508f",
        icons: [{ src: "icon.svg", sizes: "any", type: "image/svg+xml" }],
      },
      workbox: {
        globPatterns: ["**/*.{js,css,html,wasm,svg}"],
        maximumFileSizeToCacheInBytes: 8 * 1024 * 1024,
        sourcemap: false,
        // Also serve the page that installed the service worker, without a reload.
        clientsClaim: true,
      },
    }),
  ],
});
