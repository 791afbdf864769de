/** The architecture as a failing build. Each rule says why it is there. */
module.exports = {
  forbidden: [
    {
      name: 'domain-is-pure',
      comment:
        'Decisions take time and facts as arguments. An import of an SDK, an adapter or Node here is a hidden effect.',
      severity: 'error',
      from: { path: '^(services/[^/]+|emulators/[^/]+)/src/domain/' },
      to: {
        pathNot:
          '^(services/[^/]+/src/domain/|packages/(contracts|policies)/src/|emulators/[^/]+/src/domain/)',
      },
    },
    {
      name: 'services-are-strangers',
      comment: 'Services meet only on the bus. An import across is a deployment that must happen together.',
      severity: 'error',
      from: { path: '^services/([^/]+)/' },
      to: { path: '^services/([^/]+)/', pathNot: '^services/$1/' },
    },
    {
      name: 'packages-know-no-service',
      comment: 'A package is what two services need. It cannot know who they are.',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(services|cli|e2e|bench|simulation)/' },
    },
    {
      name: 'product-knows-no-emulator',
      comment: 'Product code that knows where it runs behaves differently where it matters.',
      severity: 'error',
      from: {
        path: '^(cli/src|(services|packages)/[^/]+/src)/',
        pathNot: '^packages/(testkit|bundle|guards|samples)/',
      },
      to: { path: '^(emulators|e2e|bench|simulation)/|^packages/(testkit|bundle|guards|samples)/' },
    },
    {
      name: 'commands-of-services-by-their-door',
      comment: 'What the command `cleandesk` takes of a service is what its folder cli hands out.',
      severity: 'error',
      from: { path: '^cli/src/' },
      to: { path: '^services/', pathNot: '^services/[^/]+/cli/index\\.ts$' },
    },
    {
      name: 'fakes-stay-in-tests',
      comment: 'A fake that ships is a stub.',
      severity: 'error',
      // The simulation is a test from end to end: its stores are the services' own fakes.
      from: { path: '/src/', pathNot: '^(packages/testkit|simulation)/|/test/' },
      to: { path: '/test/|/fakes?/' },
    },
    {
      name: 'only-compose-builds-clients',
      comment:
        'Adapters are given their client; handlers are doors. One file per service says `new …Client`.',
      severity: 'error',
      from: { path: '^services/[^/]+/src/(app|domain|handlers)/|^services/[^/]+/src/(ports|config)\\.ts$' },
      to: { path: '@aws-sdk/' },
    },
    {
      name: 'ports-before-adapters',
      comment: 'A use case names what it needs; which technology serves it is chosen in compose.ts.',
      severity: 'error',
      from: { path: '^services/[^/]+/src/(app|domain)/' },
      to: { path: '^services/[^/]+/src/(adapters|handlers)/|^services/[^/]+/src/(compose|config)\\.ts$' },
    },
    {
      name: 'the-portal-ships-no-stub',
      comment: 'What stands behind the portal in tests, and the build itself, are no part of the page.',
      severity: 'error',
      from: { path: '^portal/src/' },
      to: { path: '^portal/(dev|scripts|test)/|^(services|emulators|e2e)/' },
    },
    {
      name: 'no-circular',
      comment: 'Two files that need each other are one file, or three.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'What cannot be resolved here cannot be resolved in the bundle.',
      severity: 'error',
      from: {},
      // Types only: AWS publishes what Lambda hands to a function as @types/aws-lambda, without a package behind it.
      to: { couldNotResolve: true, pathNot: '^aws-lambda$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.local|\\.turbo)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.json'],
    },
  },
};
