import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { bundleHandler } from '@cleandesk/bundle';
import { repositoryRoot } from '@cleandesk/launcher';
import type { Plugin } from 'esbuild';
import * as z from 'zod';
import { median } from '../../median.ts';

/** A part of a cold start, in ms. */
export type ProfilePart = { part: string; ms: number };

/** What a function of ours or the SDK brings in of Node's own; loaded first, they are told apart from what reads them. */
const nodesOwn = [
  'async_hooks',
  'buffer',
  'console',
  'crypto',
  'fs/promises',
  'http',
  'https',
  'module',
  'os',
  'path',
  'process',
  'stream',
  'util',
  'worker_threads',
  'zlib',
];

/** A line at the beginning of each module says when it begins: what is between two of them is the first one's. */
const marks: Plugin = {
  name: 'marks',
  setup(build) {
    build.onLoad({ filter: /\.(js|mjs|ts)$/ }, async ({ path }) => ({
      contents: `globalThis.__begins(${JSON.stringify(partOf(path))});${await readFile(path, 'utf8')}`,
      loader: path.endsWith('.ts') ? 'ts' : 'js',
    }));
  },
};

function partOf(path: string): string {
  const inside = path.split('node_modules/').at(-1) ?? path;
  const own = relative(repositoryRoot, path);
  if (/^(@aws-sdk|@smithy|@aws)\//.test(inside)) return 'modules of the SDK';
  if (inside.startsWith('@aws-lambda-powertools/')) return 'modules of Powertools';
  if (inside !== path) return inside.startsWith('zod') ? 'modules of zod' : 'other modules';
  if (/^services\/[^/]+\/src\/handlers\//.test(own))
    return 'the environment is read, clients and adapters are made';
  if (/^packages\/(contracts|policies)\//.test(own)) return 'schemas of events and policies';
  return own.startsWith('packages/bundle/') ? 'modules of zod' : 'modules and schemas of the service';
}

const said = z.object({
  nodesOwn: z.number(),
  read: z.number(),
  parts: z.record(z.string(), z.number()),
});

/**
 * Where the time of a cold start goes, the largest part first. A mark in each module costs a little and keeps the bundler from
 * throwing some away: the parts are for comparing with each other.
 */
export async function profileOf(options: {
  entry: string;
  folder: string;
  environment: Readonly<Record<string, string>>;
  rounds: number;
}): Promise<ProfilePart[]> {
  const { entry, folder, environment, rounds } = options;
  await bundleHandler({ entry, folder, plugins: [marks] });
  const program = join(folder, 'profile.mjs');
  await writeFile(
    program,
    `const begun = performance.now();
for (const name of ${JSON.stringify(nodesOwn)}) await import('node:' + name);
const asked = performance.now();
const begins = [];
globalThis.__begins = (part) => void begins.push([part, performance.now()]);
await import('./index.mjs');
const done = performance.now();
const parts = {};
begins.forEach(([part, at], index) => {
  parts[part] = (parts[part] ?? 0) + (begins[index + 1]?.[1] ?? done) - at;
});
process.stdout.write(JSON.stringify({ nodesOwn: asked - begun, read: begins[0][1] - asked, parts }), () => process.exit(0));
`,
  );
  const all: z.infer<typeof said>[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const { stdout } = await promisify(execFile)(process.execPath, [program], {
      env: { ...environment, NODE_DISABLE_COMPILE_CACHE: '1' },
    });
    // The first one only warms the disk's cache.
    if (round > 0) all.push(said.parse(JSON.parse(stdout)));
  }
  const names = new Set(all.flatMap(({ parts }) => Object.keys(parts)));
  return [
    { part: "Node's own modules", ms: median(all.map((one) => one.nodesOwn)) },
    { part: 'the bundle is read and compiled', ms: median(all.map((one) => one.read)) },
    ...[...names].map((part) => ({ part, ms: median(all.map(({ parts }) => parts[part] ?? 0)) })),
  ]
    .map(({ part, ms }) => ({ part, ms: Math.round(ms * 10) / 10 }))
    .sort((a, b) => b.ms - a.ms);
}
