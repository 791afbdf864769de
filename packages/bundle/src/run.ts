import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { bundleHandler } from './bundle-handler.ts';
import { readDeclarations, toJson } from './declarations.ts';
import { findFunctions } from './functions.ts';
import { findStale, type GeneratedFile, writeGenerated } from './generated.ts';
import { BundleRefused } from './refusals.ts';
import { zipOf } from './zip.ts';

export type BundleRun = {
  /** The service. */
  folder: string;
  /** Where Terraform reads what the code declares. */
  generated: string;
  /** Compare instead of write. */
  check: boolean;
  limitKb: number;
};

/**
 * Bundles a service, or with `check` only compares what Terraform reads with what the code declares.
 * Throws `BundleRefused` when a handler is undeclared, a bundle is too big or a generated file is stale.
 */
export async function runBundle(
  run: BundleRun,
  print: (line: string) => void = (line) => console.log(line),
): Promise<void> {
  const functions = await findFunctions(run.folder);
  const declared = await readDeclarations(run.folder, functions);
  const files: GeneratedFile[] = declared.map((one) => ({ name: `${one.function}.json`, text: toJson(one) }));

  if (run.check) {
    const stale = await findStale(run.generated, files);
    if (stale.length === 0) return print(`${basename(run.folder)}: what Terraform reads is up to date`);
    const paths = stale.map((name) => relative(process.cwd(), join(run.generated, name)));
    throw new BundleRefused(
      `Stale: ${paths.join(', ')}. Run cleandesk-bundle in services/${basename(run.folder)} and commit the result.`,
    );
  }

  const dist = join(run.folder, 'dist');
  await rm(dist, { recursive: true, force: true });
  const tooBig: string[] = [];
  for (const name of functions) {
    const bundle = await bundleHandler({
      entry: join(run.folder, 'src/handlers', `${name}.ts`),
      folder: join(dist, name),
    });
    await mkdir(dist, { recursive: true });
    await writeFile(join(dist, `${name}.zip`), zipOf(bundle.files));
    const kb = bundle.atStart / 1000;
    const later = bundle.atFirstUse === 0 ? '' : `, ${Math.round(bundle.atFirstUse / 1000)} kB at first use`;
    print(`${basename(run.folder)}/${name}: ${Math.round(kb)} kB${later}`);
    if (kb > run.limitKb) {
      const heaviest = bundle.heaviest.map((part) => `${part.name} ${Math.round(part.bytes / 1000)} kB`);
      tooBig.push(
        `${name} has ${Math.round(kb)} kB, at most ${run.limitKb} kB are allowed: ${heaviest.join(', ')}`,
      );
    }
  }
  await writeGenerated(run.generated, files);
  if (tooBig.length > 0) throw new BundleRefused(tooBig.join('\n'));
}
