// Builds the console: `src/console` → `dist/console`. The shell stays small: what only some pages need lies in chunks of its own.
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const port = process.env['SHUZHI_PORT'] ?? process.env['PORT'] ?? '7300'

const chunkOf = (id: string): string | undefined => {
  if (!id.includes('node_modules')) return undefined
  if (/node_modules\/(echarts|zrender)\//.test(id)) return 'charts'
  if (/node_modules\/(react|react-dom|scheduler)\//.test(id)) return 'react'
  if (/node_modules\/@tanstack\//.test(id)) return 'tanstack'
  return undefined
}

/** What a device keeps to open a case without a network: all parts but charts and maps of sources. */
const listOfflineFiles: Plugin = {
  name: 'offline-files',
  // Last: parts that turn out to be empty are taken away by others before.
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      const files = Object.keys(bundle).filter(name => /^assets\/.*\.(js|css|woff2)$/.test(name) && !/^assets\/charts/.test(name))
      this.emitFile({ type: 'asset', fileName: 'offline-files.json', source: JSON.stringify({ files: files.sort() }) })
    },
  },
}

export default defineConfig({
  root: 'src/console',
  publicDir: 'public',
  plugins: [react(), listOfflineFiles],
  build: {
    outDir: '../../dist/console',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 700,
    rolldownOptions: { output: { manualChunks: chunkOf } },
  },
  server: { port: 5173, proxy: { '/api': { target: `http://127.0.0.1:${port}`, changeOrigin: false } } },
})
