// Directus loads `isolated-vm` for extensions and scripts that run in a sandbox. It is native and must be built with the headers of this
// Node, which not every machine can fetch; nothing that is measured here uses it, so an empty one stands in where it is not built.
import { registerHooks } from 'node:module'

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'isolated-vm'
      ? { url: new URL('./empty.cjs', import.meta.url).href, format: 'commonjs', shortCircuit: true }
      : next(specifier, context),
})
