import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as z from 'zod';
import { readModule } from './module.ts';

const released = z.object({ addresses: z.record(z.string(), z.array(z.string())) });

/**
 * What a release made under a name that is gone, and no `moved` block knows: Terraform would take it away and make another one, a
 * table with all that is in it.
 * @param terraform has `released/<version>.json`, the addresses of each module of that release
 */
export async function goneUnmoved(terraform: string): Promise<string[]> {
  const gone: string[] = [];
  for (const file of globSync('released/*.json', { cwd: terraform }).toSorted()) {
    const { addresses: modules } = released.parse(JSON.parse(readFileSync(join(terraform, file), 'utf8')));
    for (const [folder, addresses] of Object.entries(modules)) {
      if (!existsSync(join(terraform, folder))) continue;
      const { addresses: now, moved } = await readModule(join(terraform, folder));
      const known = new Set([...now, ...moved]);
      gone.push(
        ...addresses
          .filter((one) => !known.has(one))
          .map((one) => `${folder}: ${one} of ${basename(file, '.json')}`),
      );
    }
  }
  return gone;
}
