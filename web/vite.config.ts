// How the pages are built: one HTML entry a page, so that each first load stays small.
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { compressed } from './plugins/compressed.ts'
import { shell } from './plugins/shell.ts'

const PAGES = ['index', 'rider', 'desk', 'audit', 'dashboard']
const BASE = /node_modules\/(@?vue\/|vue-i18n|@intlify|openapi-fetch)|src\/(api|i18n|design)\/|src\/shared\/(answer|key|memory|now|page|theme)\.|components\/(Icon|icons|Preferences|StateBlock)/
const PARTS = /src\/(shared\/|components\/(?!MapPane|StaffLogin))/ // a map brings its library along
const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

export default defineConfig({
  plugins: [
    vue(),
    shell({ entry: 'rider.html', worker: path('src/rider/worker.js') }),
    compressed(),
  ],
  resolve: { alias: { '@': path('src') } },
  build: {
    outDir: path('../api/site'),
    emptyOutDir: true,
    manifest: 'manifest.json',
    target: ['chrome87', 'safari14'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0, // the content-security policy knows no data: scripts; files cache better
    chunkSizeWarningLimit: 700,
    rollupOptions: {
      input: PAGES.map((page) => path(`${page}.html`)),
      output: {
        // what every page starts with is one file: on a bad line each request more costs a round trip
        codeSplitting: { groups: [{ name: 'base', test: BASE, priority: 1 }, { name: 'parts', test: PARTS, minShareCount: 2 }] },
      },
    },
  },
  define: {
    __VUE_OPTIONS_API__: true, // the kits use it
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_JIT_COMPILATION__: true, // no eval: the content-security policy forbids it
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:8000' } },
  test: {
    environment: 'happy-dom',
    include: ['tests/**/*.test.ts'],
    restoreMocks: true,
  },
})
