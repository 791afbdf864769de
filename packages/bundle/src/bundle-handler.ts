import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { credentialSourcesOfPeople, noCacheLibrary, noJsonSchema, onlyTheVersion } from './left-out.ts';

export type Bundle = {
  /** What the zip holds, by its path there. Lambda begins with `index.mjs`. */
  files: ReadonlyMap<string, Uint8Array>;
  /** bytes that every cold start reads: `index.mjs` and all that it imports. */
  atStart: number;
  /** bytes that are read where the code says `await import(…)`, at their first use. */
  atFirstUse: number;
  /** The five packages that take most of what every cold start reads, for the message when it is too much. */
  heaviest: { name: string; bytes: number }[];
};

const start = 'index.mjs';

/**
 * One handler to files that Lambda can load, with all that they import.
 * - ESM entry points (`mainFields`) halve the SDK: five clients are 402 kB instead of 805.
 * - What the code imports by `await import(…)` becomes a file of its own, which a cold start does not read.
 * - `in-every-function.ts` comes first in each.
 * - What is still CommonJS asks for Node's own modules by `require`, which ESM output does not have: hence the banner.
 * - Source maps lie beside the code and not in the zip: they are for reading a stack trace, not for every cold start.
 */
export async function bundleHandler(options: {
  entry: string;
  /** Is emptied first. */
  folder: string;
  /** True leaves nothing out and splits nothing: the SDK as everybody bundles it. */
  wholeSdk?: boolean;
  /** For measurements: they see what the bundle's own plugins leave to them. */
  plugins?: readonly Plugin[];
}): Promise<Bundle> {
  const { folder, wholeSdk = false, plugins = [] } = options;
  // Names of parts are hashes of what is in them and of where that came from: the same wherever the repository lies.
  const base = dirname(options.entry);
  const result = await build({
    absWorkingDir: base,
    entryPoints: [{ in: options.entry, out: 'index' }],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'parts/[name]-[hash]',
    splitting: !wholeSdk,
    inject: wholeSdk ? [] : [join(import.meta.dirname, 'in-every-function.ts')],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    mainFields: ['module', 'main'],
    external: wholeSdk ? [] : credentialSourcesOfPeople,
    plugins: [...(wholeSdk ? [] : [onlyTheVersion, noJsonSchema, noCacheLibrary]), ...plugins],
    minify: true,
    sourcemap: 'external',
    logLevel: 'error',
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
  });
  const outputs = outputsIn(folder, base, result.metafile);
  const all = reachable(outputs, ['import-statement', 'dynamic-import']);
  const read = reachable(outputs, ['import-statement']);
  await rm(folder, { recursive: true, force: true });
  const files = new Map<string, Uint8Array>();
  for (const { path, contents } of result.outputFiles) {
    const name = relative(folder, path);
    // esbuild makes a part of every `import(…)` that it reads, also where the code around it is left out afterwards.
    if (!all.has(name.replace(/\.map$/, ''))) continue;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, contents);
    if (all.has(name)) files.set(name, contents);
  }
  const sizeOf = (names: Iterable<string>) =>
    [...names].reduce((sum, name) => sum + (files.get(name)?.byteLength ?? 0), 0);
  return {
    files,
    atStart: sizeOf(read),
    atFirstUse: sizeOf(all) - sizeOf(read),
    heaviest: heaviestOf([...read].flatMap((name) => outputs.get(name) ?? [])),
  };
}

type Output = Pick<Metafile['outputs'][string], 'inputs' | 'imports'>;
type ImportKind = Output['imports'][number]['kind'];

/** By their path in the zip; esbuild names them, and what they import, from `base`. */
function outputsIn(folder: string, base: string, { outputs }: Metafile): ReadonlyMap<string, Output> {
  const inZip = (path: string) => relative(folder, join(base, path));
  return new Map(
    Object.entries(outputs).map(([path, { inputs, imports }]) => [
      inZip(path),
      {
        inputs,
        imports: imports.map((one) => ({ ...one, path: one.external ? one.path : inZip(one.path) })),
      },
    ]),
  );
}

/** The first file, what it imports in these ways, what that imports … */
function reachable(outputs: ReadonlyMap<string, Output>, kinds: readonly ImportKind[]): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [start];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const output = outputs.get(name);
    if (output === undefined || found.has(name)) continue;
    found.add(name);
    open.push(...output.imports.filter(({ kind }) => kinds.includes(kind)).map(({ path }) => path));
  }
  return found;
}

function heaviestOf(outputs: readonly Output[]): Bundle['heaviest'] {
  const sums = new Map<string, number>();
  for (const output of outputs) {
    for (const [path, input] of Object.entries(output.inputs)) {
      const name = packageOf(path);
      sums.set(name, (sums.get(name) ?? 0) + input.bytesInOutput);
    }
  }
  return [...sums]
    .map(([name, bytes]) => ({ name, bytes }))
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, 5);
}

function packageOf(path: string): string {
  const inside = path.split('node_modules/').at(-1) ?? path;
  if (inside === path) return 'own code';
  return inside
    .split('/')
    .slice(0, inside.startsWith('@') ? 2 : 1)
    .join('/');
}
