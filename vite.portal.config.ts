// Builds the portal: `src/portal` → `dist/portal`, served under `/portal/`. Only the front page comes with the first load.
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const port = process.env['SHUZHI_PORT'] ?? process.env['PORT'] ?? '7300'

export default defineConfig({
  root: 'src/portal',
  base: '/portal/',
  publicDir: 'public',
  plugins: [react()],
  build: { outDir: '../../dist/portal', emptyOutDir: true, target: 'es2022', manifest: true },
  server: { port: 5174, proxy: { '/api': { target: `http://127.0.0.1:${port}`, changeOrigin: false } } },
})
