import { defineConfig } from "vite";

// Relative base: the built files find each other wherever the server puts them.
// Old phones are served too: no syntax newer than what WeChat's older web views read.
export default defineConfig({
  base: "./",
  build: {
    outDir: "dist",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: ["es2019", "chrome80", "safari13"],
    cssTarget: ["chrome80", "safari13"],
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
    rollupOptions: {
      // htmx holds one eval; our pages switch it off (allowEval) and the CSP forbids it.
      checks: { eval: false },
      input: ["src/resident.ts", "src/workbench.ts"],
      output: {
        entryFileNames: "assets/[name]-[hash].js",
        chunkFileNames: "assets/[name]-[hash].js",
        assetFileNames: "assets/[name]-[hash][extname]",
      },
    },
  },
});
