import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { build, type Metafile } from 'esbuild';

export type Bundle = {
  code: Uint8Array;
  /** The five packages that take most of it, for the message when it is too big. */
  heaviest: { name: string; bytes: number }[];
};

/**
 * Where a person's machine finds credentials. A Lambda function has them in its environment (Lambda Developer Guide,
 * "Defined runtime environment variables"), so the SDK never asks here: 110 kB that every cold start would read for nothing.
 */
const credentialSourcesOfPeople = [
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@smithy/credential-provider-imds',
];

/**
 * One handler to one file that Lambda can load, with all it imports.
 * - ESM entry points (`mainFields`) halve the SDK: five clients are 402 kB instead of 805.
 * - What is still CommonJS asks for Node's own modules by `require`, which ESM output does not have: hence the banner.
 * - The source map lies beside the code and not in the zip: it is for reading a stack trace, not for every cold start.
 */
export async function bundleHandler(options: {
  entry: string;
  outfile: string;
  /** True keeps what finds credentials on a person's machine: the SDK as everybody bundles it. */
  wholeSdk?: boolean;
}): Promise<Bundle> {
  const result = await build({
    entryPoints: [options.entry],
    outfile: options.outfile,
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    mainFields: ['module', 'main'],
    external: options.wholeSdk ? [] : credentialSourcesOfPeople,
    minify: true,
    sourcemap: 'external',
    logLevel: 'error',
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
  });
  await mkdir(dirname(options.outfile), { recursive: true });
  await Promise.all(result.outputFiles.map((file) => writeFile(file.path, file.contents)));
  const code = result.outputFiles.find((file) => !file.path.endsWith('.map'))?.contents;
  if (!code) throw new Error(`esbuild made nothing of ${options.entry}`);
  return { code, heaviest: heaviestOf(result.metafile) };
}

function heaviestOf(metafile: Metafile): Bundle['heaviest'] {
  const sums = new Map<string, number>();
  for (const output of Object.values(metafile.outputs)) {
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
