import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { probeSentV1 } from '../src/index.ts';

/** One function of a service, and the detail-types that it hears. */
export type ListeningFunction = { service: string; name: string; hears: string[] };

const hearsModule = z.object({
  hears: z.record(
    z.string(),
    z.object({ patterns: z.array(z.looseObject({ 'detail-type': z.array(z.string()) })) }),
  ),
});

/** Asks the code of each service, `src/hears.ts`, where Terraform's rules come from as well. */
export async function readListeners(services: string): Promise<ListeningFunction[]> {
  const found: ListeningFunction[] = [];
  for (const service of (await readdir(services)).sort()) {
    const file = join(services, service, 'src/hears.ts');
    if (!existsSync(file)) continue;
    const module: unknown = await import(pathToFileURL(file).href);
    for (const [name, { patterns }] of Object.entries(hearsModule.parse({ ...Object(module) }).hears)) {
      const own = patterns.flatMap((pattern) => pattern['detail-type']);
      // Whoever hears anything hears probes, too.
      found.push({ service, name, hears: own.length === 0 ? [] : [...own, probeSentV1.detailType] });
    }
  }
  return found;
}
