// Who may look at whom. The rule names are the documentation: a failing check prints the sentence that was broken.
const never = (name, from, to) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: '\\.test\\.tsx?$|/testing\\.ts$' },
  to: typeof to === 'string' ? { path: to } : to,
})

module.exports = {
  forbidden: [
    {
      name: 'nothing-goes-round-in-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    never('declare-imports-nothing', '^src/declare/', { pathNot: '^src/declare/' }),
    never('fields-know-only-the-language', '^src/fields/[^/]+/(field|fixtures)', {
      path: '^(src|cities)/',
      pathNot: '^src/(declare|fields|methods)/',
    }),
    never('methods-know-only-the-language-and-fields', '^src/methods/', {
      path: '^(src|cities)/',
      pathNot: '^src/(declare|fields|methods)/',
    }),
    never('wire-knows-only-the-language', '^src/wire/', { path: '^(src|cities)/', pathNot: '^src/(declare|wire)/' }),
    never('a-scene-only-declares', '^src/scenes/', { path: '^src/(capabilities|server|console|portal|testing)/' }),
    never('scenes-do-not-know-each-other', '^src/scenes/([^/]+/[^/]+)/', { path: '^src/scenes/', pathNot: '^src/scenes/$1/' }),
    never('capabilities-know-no-scene-and-no-city', '^src/capabilities/', '^(src/(scenes|console|portal|testing)|cities)/'),
    never('capabilities-meet-at-their-ports', '^src/capabilities/([^/]+)/', {
      path: '^src/capabilities/',
      pathNot: '^src/capabilities/($1/|[^/]+/port\\.ts$)',
    }),
    never('capabilities-see-of-the-server-only-the-request', '^src/capabilities/', {
      path: '^src/server/',
      pathNot: '^src/server/context\\.ts$',
    }),
    never(
      'screens-see-the-server-only-over-the-wire',
      '^src/(console|portal|kit)/|^src/capabilities/[^/]+/web/|^src/fields/[^/]+/input|^src/scenes/.*page',
      { path: '^src/(server|capabilities|testing)/', pathNot: '/web/' },
    ),
    never('kit-knows-no-page', '^src/kit/', '^src/(console|portal|scenes)/'),
    never('a-city-only-states-facts', '^cities/', { path: '^src/', pathNot: '^src/declare/' }),
    never('nobody-imports-the-server', '^src/(declare|fields|methods|wire|scenes|kit|console|portal)/', '^src/server/'),
    never('nobody-imports-tests', '^src/(?!testing/)', '^src/testing/'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.type-test\\.ts$' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
}
