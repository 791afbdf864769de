import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export type GeneratedFile = { name: string; text: string };

/** Names of files that are missing, differ, or belong to a function that no longer exists. */
export async function findStale(folder: string, files: GeneratedFile[]): Promise<string[]> {
  const standing = await readStanding(folder);
  const wanted = new Map(files.map((file) => [file.name, file.text]));
  return [...new Set([...standing.keys(), ...wanted.keys()])]
    .filter((name) => standing.get(name) !== wanted.get(name))
    .sort();
}

/** Makes the folder hold exactly these files. Files that are right already keep their time stamp. */
export async function writeGenerated(folder: string, files: GeneratedFile[]): Promise<void> {
  const wanted = new Map(files.map((file) => [file.name, file.text]));
  await mkdir(folder, { recursive: true });
  for (const name of await findStale(folder, files)) {
    const text = wanted.get(name);
    if (text === undefined) await rm(join(folder, name));
    else await writeFile(join(folder, name), text);
  }
}

async function readStanding(folder: string): Promise<Map<string, string>> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  const jsonNames = names.filter((name) => name.endsWith('.json'));
  return new Map(
    await Promise.all(
      jsonNames.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const),
    ),
  );
}
