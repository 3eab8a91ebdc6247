// Builds the console: `src/console` → `dist/console`. The shell stays small: what only some pages need lies in chunks of its own.
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const port = process.env['SHUZHI_PORT'] ?? process.env['PORT'] ?? '7300'

const chunkOf = (id: string): string | undefined => {
  if (!id.includes('node_modules')) return undefined
  if (/node_modules\/(echarts|zrender)\//.test(id)) return 'charts'
  if (/node_modules\/(react|react-dom|scheduler)\//.test(id)) return 'react'
  if (/node_modules\/@tanstack\//.test(id)) return 'tanstack'
  return undefined
}

export default defineConfig({
  root: 'src/console',
  publicDir: 'public',
  plugins: [react()],
  build: {
    outDir: '../../dist/console',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 700,
    rolldownOptions: { output: { manualChunks: chunkOf } },
  },
  server: { port: 5173, proxy: { '/api': { target: `http://127.0.0.1:${port}`, changeOrigin: false } } },
})
