import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import type { EventContract } from '../src/define.ts';

/** What each service puts on the bus itself, by its source. One that says nothing is not there. */
export type Speakers = ReadonlyMap<string, ReadonlySet<string>>;

const saysModule = z.record(z.string(), z.array(z.looseObject({ detailType: z.string() })));

/** Asks the code of each service, `src/says.ts`, by which its roles are let through as well. */
export async function readSpeakers(services: string): Promise<Speakers> {
  const found = new Map<string, Set<string>>();
  for (const service of await readdir(services)) {
    const file = join(services, service, 'src/says.ts');
    if (!existsSync(file)) continue;
    const module: unknown = await import(pathToFileURL(file).href);
    const lists = Object.values(saysModule.parse({ ...Object(module) }));
    found.set(`cleandesk.${service}`, new Set(lists.flat().map(({ detailType }) => detailType)));
  }
  return found;
}

/**
 * Who says an event. Of several who may, services say it where their code does; who has no code here may always. What only
 * one may say is said by it, or by a recurring timer in its name.
 */
export const saidBy = ({ sources, detailType }: EventContract, speakers: Speakers): string[] =>
  sources.length === 1
    ? [...sources]
    : sources.filter((source) => speakers.get(source)?.has(detailType) ?? true);
