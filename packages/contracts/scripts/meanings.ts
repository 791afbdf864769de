import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the doc comments of the contracts say of fields: by detail-type and field name, and of words used by all. */
export type Meanings = { of(detailType: string, field: string): string };

/**
 * Reads the comments from the source, where they are written once, for people who read the code; nothing of them is in a
 * function's bundle.
 */
export async function readMeanings(folder: string): Promise<Meanings> {
  const words = commentsIn(await readFile(join(folder, 'words.ts'), 'utf8'));
  const events = new Map<string, Map<string, string>>();
  for (const entry of await readdir(folder, { recursive: true })) {
    if (!entry.endsWith('.ts')) continue;
    const text = await readFile(join(folder, entry), 'utf8');
    const detailType = /detailType: '([^']+)'/.exec(text)?.[1];
    if (detailType !== undefined) events.set(detailType, commentsIn(text));
  }
  return {
    of: (detailType, field) =>
      field === 'correlationId'
        ? 'Of the signal that began the story.'
        : (events.get(detailType)?.get(field) ?? words.get(field) ?? ''),
  };
}

/** Doc comments right before `name:`, `name,` or `export const name =`, in one line each. */
function commentsIn(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, comment = '', name = ''] of text.matchAll(
    /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*(?:export const )?(\w+)\s*[:=,]/g,
  )) {
    const line = comment
      .replace(/^\s*\* ?/gm, '')
      .replace(/\s+/g, ' ')
      .trim();
    found.set(name, line);
  }
  return found;
}
