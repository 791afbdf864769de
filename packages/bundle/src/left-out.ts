import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * Where a person's machine finds credentials. A Lambda function has them in its environment (Lambda Developer Guide,
 * "Defined runtime environment variables"), so the SDK never asks here: 110 kB that every cold start would read for nothing.
 */
export const credentialSourcesOfPeople = [
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@smithy/credential-provider-imds',
];

/** Of its own package.json an SDK client reads its version, for the user agent: the rest is 2 kB each. */
export const onlyTheVersion: Plugin = {
  name: 'only-the-version',
  setup(build) {
    build.onLoad({ filter: /@aws-sdk[\\/]client-[^\\/]+[\\/]package\.json$/ }, async ({ path }) => {
      const manifest: unknown = JSON.parse(await readFile(path, 'utf8'));
      if (typeof manifest !== 'object' || manifest === null || !('version' in manifest)) return null;
      return { contents: JSON.stringify({ version: manifest.version }), loader: 'json' };
    });
  },
};

/**
 * Every schema of zod can tell itself as JSON Schema, and carries the code for it: 19 kB. Ours are told by
 * `packages/contracts`, when documents are generated; in a function nobody asks, and whoever does is told so.
 */
export const noJsonSchema: Plugin = {
  name: 'no-json-schema',
  setup(build) {
    build.onLoad(
      { filter: /zod[\\/]v4[\\/]core[\\/](to-json-schema|json-schema-processors)\.js$/ },
      async ({ path }) => {
        const code = await readFile(path, 'utf8');
        const names = [...code.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name);
        const aliases = [...code.matchAll(/^export \{ \w+ as (\w+) \};/gm)].map(([, name]) => name);
        const refusal = `() => { throw new Error('JSON Schema is left out of functions: see packages/bundle.'); }`;
        const stubs = [...names, ...aliases].map((name) => `refuse as ${name}`);
        return { contents: `const refuse = ${refusal};\nexport { ${stubs.join(', ')} };\n`, loader: 'js' };
      },
    );
  },
};

/**
 * DynamoDB's client builds a cache for endpoint discovery, which none of its commands asks for, on a library for caches
 * with a limit: 7 kB. A Map does for what stays empty.
 */
export const noCacheLibrary: Plugin = {
  name: 'no-cache-library',
  setup(build) {
    build.onLoad({ filter: /[\\/]mnemonist[\\/]lru-cache\.js$/ }, () => ({
      contents:
        'export default class extends Map { constructor() { super(); } peek(key) { return this.get(key); } }',
      loader: 'js',
    }));
  },
};
