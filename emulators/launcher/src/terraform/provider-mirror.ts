import { type Dirent, existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder that `terraform init -plugin-dir` takes, and the registry whose place it can take. */
export type ProviderMirror = { root: string; registry: string; version: string };

const likelyRoots = () =>
  [
    process.env.TF_PLUGIN_CACHE_DIR,
    join(homedir(), '.terraform.d'),
    '/usr/share/terraform',
    '/usr/local/share/terraform',
    '/opt',
    '/usr/local/lib',
    '/usr/local/share',
    '/usr/lib',
    '/usr/share',
    '/var/lib',
    '/srv',
    '/mnt',
    homedir(),
  ].filter((root) => root !== undefined);

/** Big trees in which nobody keeps a mirror. */
const skipped = new Set(['node_modules', '.git', 'proc', 'sys', 'site-packages', '.terraform']);
const deepest = 6;

/**
 * Looks on this machine for a provider mirror: a tree that ends in
 * `<registry>/hashicorp/aws/<version>/<os_arch>/terraform-provider-aws_v…`. The newest version wins.
 * Breadth first, and gives up after `patienceMs`: a machine without one must not wait for long.
 */
export function findProviderMirror(
  roots: readonly string[] = likelyRoots(),
  patienceMs = 5_000,
): ProviderMirror | undefined {
  const deadline = performance.now() + patienceMs;
  for (const root of roots) {
    const found: ProviderMirror[] = [];
    let level = existsSync(root) ? [root] : [];
    for (let depth = 0; depth < deepest && level.length > 0; depth += 1) {
      const next: string[] = [];
      for (const folder of level) {
        if (performance.now() > deadline) return newest(found);
        found.push(...mirrorsIn(folder));
        next.push(...subfolders(folder).map((name) => join(folder, name)));
      }
      level = next;
    }
    if (found.length > 0) return newest(found);
  }
  return undefined;
}

/** Mirrors whose `hashicorp/aws` lies right below this folder: then it is named after its registry. */
function mirrorsIn(registryFolder: string): ProviderMirror[] {
  const provider = join(registryFolder, 'hashicorp/aws');
  if (!existsSync(provider)) return [];
  const platform = `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`;
  return subfolders(provider)
    .filter((version) =>
      namesIn(join(provider, version, platform)).some((name) => name.startsWith('terraform-provider-aws_v')),
    )
    .map((version) => ({
      root: dirname(registryFolder),
      registry: registryFolder.slice(dirname(registryFolder).length + 1),
      version,
    }));
}

function newest(mirrors: ProviderMirror[]): ProviderMirror | undefined {
  return mirrors.toSorted((a, b) => a.version.localeCompare(b.version, 'en', { numeric: true })).at(-1);
}

function subfolders(folder: string): string[] {
  return entriesOf(folder)
    .filter((entry) => entry.isDirectory() && !skipped.has(entry.name))
    .map((entry) => entry.name);
}

function namesIn(folder: string): string[] {
  return entriesOf(folder).map((entry) => entry.name);
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return []; // Not ours to read, or not there.
  }
}
