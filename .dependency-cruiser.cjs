// The tree's import rules: a folder imports from the rows above its own, never from below, and siblings do not import
// each other. Each rule's comment says what breaks when it is broken. Shown in ARCHITECTURE.md.
const rows = [
  ['lib'],
  ['protocol', 'bus'],
  ['event-log'],
  ['accounts', 'chat', 'masking', 'setup'],
  ['routing', 'files'],
  ['figures', 'past'],
  ['delivery'],
  ['storage', 'edge', 'nodes', 'oidc'],
  ['visitor-api', 'agent-api'],
  ['setup-api'],
  ['server'],
  ['visitor-client'],
  ['cli'],
]
const test = '\\.(test|contract)\\.ts$'
// What the console shares with the server.
const consoleMessages =
  '^src/(setup-api/messages|agent-api/(messages|chats|offers|presence|logging-in|entries|files|handovers|own-log-ins|quick-texts|past-chats|visitor-facts|figure-messages|welcome|supervision/(floor-)?messages))\\.ts$'
// How words are compared and found, which the console marks them by: pure, and the same on both sides.
const searchedWords = '^src/past/(words|excerpts)\\.ts$'

const rowRules = rows.flatMap((folders, row) =>
  folders.map((folder) => ({
    name: `${folder}-imports-upwards-only`,
    comment: `src/${folder} may import only from folders in the rows above its own.`,
    severity: 'error',
    from: { path: `^src/${folder}/`, pathNot: test },
    to: {
      path: '^src/',
      pathNot: [
        `^src/${folder}/`,
        ...rows
          .slice(0, row)
          .flat()
          .map((upper) => `^src/${upper}/`),
      ],
    },
  })),
)

module.exports = {
  forbidden: [
    ...rowRules,
    {
      name: 'every-folder-has-a-row',
      comment: 'A folder that is in no row above is bound by no rule: give it one.',
      severity: 'error',
      from: { path: '^src/', pathNot: rows.flat().map((folder) => `^src/${folder}/`) },
      to: {},
    },
    {
      name: 'no-cycles',
      comment: 'A cycle means that neither file can be understood alone.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'wire-stays-at-the-edge',
      comment: 'Only the visitor surface and our own client of it know the wire.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(protocol|visitor-api|visitor-client)/', test] },
      to: { path: '^src/protocol/' },
    },
    {
      name: 'client-shares-nothing-with-the-server',
      comment: 'A client that knew more than the wire would prove nothing about other clients.',
      severity: 'error',
      from: { path: '^src/visitor-client/', pathNot: test },
      to: { path: '^src/', pathNot: '^src/(visitor-client|lib|protocol)/' },
    },
    {
      name: 'core-has-no-io',
      comment: 'The core is replayed in tests: no Node I/O, no framework, no database below this line.',
      severity: 'error',
      from: {
        path: '^src/(lib|protocol|event-log|accounts|chat|masking|setup|routing|files|figures|past|delivery|nodes)/|^src/bus/(bus|relay)\\.ts$',
        pathNot: test,
      },
      to: { dependencyTypes: ['core', 'npm'], pathNot: ['node_modules/typebox', 'node_modules/re2js'] },
    },
    {
      name: 'one-folder-matches-foreign-patterns',
      comment: 'Patterns from outside are translated and bounded in one place.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/masking/' },
      to: { path: 'node_modules/re2js' },
    },
    {
      name: 'rules-are-pure',
      comment: 'Rules take a state and return events; they may know types, errors and lib only.',
      severity: 'error',
      from: { path: '^src/(chat|routing|figures)/[a-z-]*rules\\.ts$' },
      to: {
        path: '^src/',
        pathNot: ['^src/lib/', '^src/(chat|routing|figures)/[a-z-]+\\.ts$', '^src/event-log/(event-log|tally)\\.ts$'],
      },
    },
    {
      name: 'only-the-server-builds-adapters',
      comment: 'Everything else sees ports.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(server|storage|bus|edge|oidc)/', test] },
      to: { path: '^src/(storage|oidc|bus/[a-z]+|edge/[a-z-]+)/' },
    },
    {
      name: 'adapters-do-not-meet',
      comment: 'A store must not lean on another store.',
      severity: 'error',
      from: { path: '^src/storage/([^/]+)/', pathNot: test },
      to: { path: '^src/storage/([^/]+)/', pathNot: ['^src/storage/$1/'] },
    },
    {
      name: 'apis-use-services',
      comment: 'The HTTP surfaces translate, check and call a service; they never touch a store, nor the port of one.',
      severity: 'error',
      from: { path: '^src/(visitor-api|agent-api|setup-api)/', pathNot: test },
      to: { path: ['^src/storage/', '-store\\.ts$'] },
    },
    {
      name: 'console-knows-only-the-messages',
      comment: 'The browser shares the shape of the agent API with the server, how words are found, and nothing else.',
      severity: 'error',
      from: { path: '^web/console/', pathNot: ['^web/console/try-it/', test] },
      to: {
        path: '^src/',
        pathNot: [consoleMessages, searchedWords],
      },
    },
    {
      name: 'try-it-is-a-visitor',
      comment: 'The window in which a chat is tried speaks the wire with our own client and knows nothing else of us.',
      severity: 'error',
      from: { path: '^web/console/try-it/', pathNot: test },
      to: { path: '^src/', pathNot: ['^src/(visitor-client|lib)/'] },
    },
    {
      name: 'console-runs-in-browsers',
      comment: 'What a browser loads, and the messages it shares with the server, cannot import what only Node has.',
      severity: 'error',
      from: {
        path: ['^web/console/', consoleMessages, searchedWords],
        pathNot: [test, '^web/console/vite\\.config\\.ts$'],
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'messages-stand-alone',
      comment: 'The console loads these files; whatever they import would be loaded as well.',
      severity: 'error',
      from: { path: consoleMessages },
      to: { pathNot: ['node_modules/typebox', consoleMessages] },
    },
    {
      name: 'searched-words-stand-alone',
      comment: 'The console loads these files; whatever they import would be loaded as well.',
      severity: 'error',
      from: { path: searchedWords },
      to: { pathNot: searchedWords },
    },
    {
      name: 'product-does-not-use-tests',
      comment: 'Test support must not ship.',
      severity: 'error',
      from: { path: '^(src|web)/', pathNot: test },
      to: { path: `^(tests|bench)/|${test}` },
    },
    {
      name: 'product-uses-dependencies-only',
      comment: 'What runs in production is listed under dependencies.',
      severity: 'error',
      from: { path: '^src/', pathNot: test },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'imports-can-be-found',
      comment: 'A rule about a file that is not found does not apply, so nothing may be left in doubt.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
