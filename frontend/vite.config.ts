import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

// The server hands out what lies beside a file as .br and .gz; fonts are compressed already.
function compressed(): Plugin {
  return {
    name: "compressed",
    closeBundle() {
      for (const name of readdirSync("dist/assets").filter((file) => /\.(css|js|svg)$/.test(file))) {
        const path = join("dist/assets", name);
        const plain = readFileSync(path);
        writeFileSync(`${path}.gz`, gzipSync(plain, { level: 9 }));
        writeFileSync(`${path}.br`, brotliCompressSync(plain));
      }
    },
  };
}

// Relative base: the built files find each other wherever the server puts them.
// Old phones are served too: no syntax newer than what WeChat's older web views read.
export default defineConfig({
  base: "./",
  plugins: [compressed()],
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
