import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compress } from './compress.ts'

/** The console's pages. The hub serves what is built (services/console/web.routes.ts). */
export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  publicDir: false,
  plugins: [react(), compress()],
  build: {
    target: ['es2023', 'chrome120', 'firefox121', 'safari17'],
    outDir: 'dist',
    emptyOutDir: true,
    manifest: 'manifest.json',
    assetsInlineLimit: 0, // data: URLs are not allowed by the pages' policy
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
})
