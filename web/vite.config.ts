import { defineConfig, type Plugin } from "vite";
import { VitePWA } from "vite-plugin-pwa";

/**
 * What the page may do, wherever it is served from: no host sets headers for it. Scripts and styles come from the site
 * alone; `wasm-unsafe-eval` is for the module. Requests may go where the user sends one, and nowhere by themselves.
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

// The development server puts styles into the page by script, which the policy is there to forbid.
const policy: Plugin = {
  name: "content-security-policy",
  apply: "build",
  transformIndexHtml: () => [
    { tag: "meta", attrs: { "http-equiv": "Content-Security-Policy", content: POLICY }, injectTo: "head-prepend" },
  ],
};

export default defineConfig({
  // Any static host and any sub-path.
  base: "./",
  build: { manifest: true, target: "es2022", modulePreload: { polyfill: false }, chunkSizeWarningLimit: 4000 },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  optimizeDeps: { exclude: ["mi-preflight"] },
  server: { fs: { allow: [".."] } },
  plugins: [
    policy,
    VitePWA({
      // Whoever fills in a form is not interrupted: they are asked.
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
        // The page that brought it is served by it as well, without being loaded once more.
        clientsClaim: true,
      },
    }),
  ],
});
