import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { Refused } from '@cleandesk/command-line';
import * as z from 'zod';
import type { Suite } from '../suite.ts';

const folder = join(import.meta.dirname, '../..');
export const resultsFile = join(folder, 'results.json');
export const schemaFile = join(folder, 'results.schema.json');

/** When and on what a suite was measured. */
const measured = z.object({
  at: z.iso.datetime(),
  seconds: z.number().describe('How long it took'),
  cores: z.number(),
  memoryGb: z.number(),
  processor: z.string(),
  node: z.string(),
});
type Measured = z.infer<typeof measured>;

const frame = z.looseObject({
  $schema: z.literal('./results.schema.json'),
  measured: z.record(z.string(), measured).describe('By suite'),
});
/** What all suites have measured, the part of each under its own names. */
export type Results = z.infer<typeof frame>;

/** All results of these suites. Of a suite that has not been run there is nothing. */
function shapeOf(suites: readonly Suite[]): z.ZodObject {
  const parts = suites.map(({ shape }) => shape.partial().shape);
  return z.strictObject({ ...frame.shape, ...Object.assign({}, ...parts) });
}

/** The JSON Schema of the file. */
export function schemaOf(suites: readonly Suite[]): string {
  const schema = z.toJSONSchema(shapeOf(suites), { io: 'input' });
  return `${JSON.stringify({ title: 'What pnpm bench measured', ...schema }, null, 2)}\n`;
}

/**
 * What the file holds. Of those that are about to be measured anew only what has the shape that they have now.
 * @throws {Refused} when the rest is not of the shape that its schema says.
 */
export function readResults(
  suites: readonly Suite[],
  file: string = resultsFile,
  anew: readonly Suite[] = [],
): Results {
  if (!existsSync(file)) return { $schema: './results.schema.json', measured: {} };
  const content = frame.parse(JSON.parse(readFileSync(file, 'utf8')));
  for (const { name, shape } of anew) {
    if (shape.safeParse(content).success) continue;
    for (const part of Object.keys(shape.shape)) delete content[part];
    delete content.measured[name];
  }
  const read = shapeOf(suites).safeParse(content);
  if (read.success) return frame.parse(read.data);
  throw new Refused(
    `${file} is not of the shape of its schema: measure those suites again.\n${z.prettifyError(read.error)}`,
  );
}

/** The results with those of one suite put in the place of what it had. */
export function withPart(results: Results, suite: Suite, part: object, seconds: number): Results {
  const { measured: before, ...parts } = results;
  return {
    ...parts,
    measured: { ...before, [suite.name]: { at: new Date().toISOString(), seconds, ...machine() } },
    ...part,
  };
}

export function writeResults(results: Results, file: string = resultsFile): void {
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
}

function machine(): Omit<Measured, 'at' | 'seconds'> {
  return {
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    node: process.version,
  };
}
