import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { probeSentV1 } from '@cleandesk/contracts';
import * as z from 'zod';
import { BundleRefused } from './refusals.ts';
import { unwrapObject } from './schema-object.ts';

/** A rule pattern as EventBridge takes it. Replayed events match none: a replay must not reset people. */
export type LiveRulePattern = Record<string, unknown> & { 'replay-name': [{ exists: false }] };

/** What a function's code says of itself, and Terraform has to provide. */
export type Declaration = {
  function: string;
  /** Each becomes a rule whose target is the function's queue. */
  listens: LiveRulePattern[];
  environment: { required: string[]; optional: string[] };
  /** What its service measures, and by which dimensions: alarms on anything else would never ring. */
  measures: { name: string; unit: string; dimensions: string[][] }[];
};

const hearsModule = z.object({
  hears: z.record(
    z.string(),
    z.object({
      patterns: z
        .array(
          z.looseObject({ source: z.array(z.string()).min(1), 'detail-type': z.array(z.string()).min(1) }),
        )
        .readonly(),
    }),
  ),
});
const configModule = z.object({ environment: z.record(z.string(), z.unknown()) });
const measuresModule = z.object({
  measures: z.record(
    z.string(),
    z.object({ unit: z.string(), by: z.array(z.array(z.string())).min(1).readonly() }),
  ),
});

/**
 * Reads `src/hears.ts`, `src/config.ts` and `src/measures.ts` of a service. Every function stands in the first two, and nothing else does:
 * a handler that Terraform does not know of would never run, and nobody would notice.
 */
export async function readDeclarations(folder: string, functions: string[]): Promise<Declaration[]> {
  const { hears } = hearsModule.parse(await load(folder, 'src/hears.ts', 'hears'));
  const { environment } = configModule.parse(await load(folder, 'src/config.ts', 'environment'));
  const { measures } = measuresModule.parse(await load(folder, 'src/measures.ts', 'measures'));
  sameNames(folder, 'src/hears.ts', Object.keys(hears), functions);
  sameNames(folder, 'src/config.ts', Object.keys(environment), functions);
  return functions.map((name) => ({
    function: name,
    listens: distinct(withProbes(hears[name]?.patterns ?? [])).map((pattern) => ({
      ...pattern,
      'replay-name': [{ exists: false }],
    })),
    environment: namesOf(environment[name], `${folder}/src/config.ts: environment.${name}`),
    measures: Object.entries(measures).map(([measure, { unit, by }]) => ({
      name: measure,
      unit,
      dimensions: by.map((dimensions) => ['service', ...dimensions]),
    })),
  }));
}

/** Whoever hears anything hears probes, too: `packages/lambda` answers them. */
const withProbes = <T>(patterns: readonly T[]) =>
  patterns.length === 0 ? [] : [...patterns, probeSentV1.pattern];

/** The text of a generated file. */
export function toJson(declaration: Declaration): string {
  return `${JSON.stringify(declaration, null, 2)}\n`;
}

/** Which variables a function needs, and which it can do without: those whose schema accepts `undefined`. */
export function namesOf(schema: unknown, where: string): Declaration['environment'] {
  const object = unwrapObject(schema);
  if (!object) throw new BundleRefused(`${where} is not a z.object(…).`);
  const required: string[] = [];
  const optional: string[] = [];
  for (const [name, field] of Object.entries(object.shape).sort(([a], [b]) => (a < b ? -1 : 1))) {
    (z.safeParse(field, undefined).success ? optional : required).push(name);
  }
  return { required, optional };
}

async function load(folder: string, file: string, name: string): Promise<unknown> {
  const path = join(folder, file);
  if (!existsSync(path)) throw new BundleRefused(`${path} is missing: it must export \`${name}\`.`);
  const module: unknown = await import(pathToFileURL(path).href);
  if (typeof module === 'object' && module !== null && name in module) return { ...module };
  throw new BundleRefused(`${path} must export \`${name}\`.`);
}

function sameNames(folder: string, file: string, declared: string[], functions: string[]): void {
  const missing = functions.filter((name) => !declared.includes(name));
  const unknown = declared.filter((name) => !functions.includes(name));
  if (missing.length > 0)
    throw new BundleRefused(`${folder}/${file} says nothing of: ${missing.join(', ')}.`);
  if (unknown.length > 0) {
    throw new BundleRefused(`${folder}/${file} names functions without a handler: ${unknown.join(', ')}.`);
  }
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
