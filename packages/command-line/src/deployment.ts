import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { Refused } from './refused.ts';

/** What the parts of one deployment are called in its account and Region. */
export type Deployment = {
  name: string;
  /**
   * The bus, where somebody said which: it can be the owner's own, and is called as they like. Undefined: who needs it asks
   * the deployment itself.
   */
  bus?: string;
  seats: string;
  records: string;
  directorySync: string;
  walks: string;
  pace: string;
  /** The log group with all that was said on the bus. */
  eventLog: string;
  /** Group of timers. */
  timers: string;
};

/** The names that the Terraform module makes of its `name`. */
export const deploymentNamed = (name: string): Deployment => ({
  name,
  seats: `${name}-seats`,
  records: `${name}-records`,
  directorySync: `${name}-directory-sync`,
  walks: `${name}-walks`,
  pace: `${name}-workspaces-pace`,
  eventLog: `/aws/events/${name}`,
  timers: name,
});

export type Which = { deployment?: string; name?: string; bus?: string };

/** The name that the module takes unless it is given another. */
export const usualName = 'cleandesk';

const moduleName = /^[a-z][a-z0-9-]{0,18}[a-z0-9]$/;

/** @throws {Refused} for a file that is none of Terraform's outputs, and a name that no deployment can have */
export async function deploymentOf({ deployment, name = usualName, bus }: Which): Promise<Deployment> {
  const said = bus === undefined ? {} : { bus };
  if (deployment !== undefined) return { ...deploymentIn(await jsonOf(deployment), deployment), ...said };
  if (!moduleName.test(name)) throw new Refused(`No deployment is called "${name}".`);
  return { ...deploymentNamed(name), ...said };
}

const named = z.object({ name: z.string() });
const parts = z.object({
  event_bus: named,
  seats_table: named.optional(),
  records_table: named.optional(),
  directory_sync_table: z.string().nullish(),
  event_log_group_name: z.string().nullish(),
  timers: z.object({ group_name: z.string() }).optional(),
});
const wrapped = z.record(z.string(), z.object({ value: z.unknown() }));

/**
 * Takes what `terraform output -json` writes: of a stack that has the module's outputs as its own, or as the fields of one
 * of them.
 */
export function deploymentIn(content: unknown, file: string): Deployment {
  const unwrapped = wrapped.safeParse(content);
  const outputs: unknown = unwrapped.success
    ? Object.fromEntries(Object.entries(unwrapped.data).map(([name, { value }]) => [name, value]))
    : content;
  const candidates = [
    outputs,
    ...(typeof outputs === 'object' && outputs !== null ? Object.values(outputs) : []),
  ];
  for (const candidate of candidates) {
    const found = parts.safeParse(asModule(candidate));
    if (found.success) return namesIn(found.data);
  }
  throw new Refused(
    `${file} has no output event_bus. It takes what "terraform output -json" writes in the stack that uses the module, with the module's outputs as its own.`,
  );
}

function namesIn(found: z.infer<typeof parts>): Deployment {
  const usual = deploymentNamed(nameIn(found));
  return {
    ...usual,
    bus: found.event_bus.name,
    timers: found.timers?.group_name ?? usual.timers,
    seats: found.seats_table?.name ?? usual.seats,
    records: found.records_table?.name ?? usual.records,
    directorySync: found.directory_sync_table ?? usual.directorySync,
    eventLog: found.event_log_group_name ?? usual.eventLog,
  };
}

/** A bus of the owner's has a name of its own: only what the module itself makes tells the deployment's. */
function nameIn({ timers, seats_table: seats, event_bus: bus }: z.infer<typeof parts>): string {
  if (timers !== undefined) return timers.group_name;
  const ending = '-seats';
  return seats?.name.endsWith(ending) === true ? seats.name.slice(0, -ending.length) : bus.name;
}

/** The local stack says the names alone. */
function asModule(outputs: unknown): unknown {
  const local = z
    .object({ event_bus_name: z.string(), seats_table_name: z.string(), records_table_name: z.string() })
    .safeParse(outputs);
  if (!local.success) return outputs;
  return {
    event_bus: { name: local.data.event_bus_name },
    seats_table: { name: local.data.seats_table_name },
    records_table: { name: local.data.records_table_name },
  };
}

async function jsonOf(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new Refused(`${file} cannot be read (${code}). Write it with: terraform output -json > ${file}`);
  }
  try {
    return JSON.parse(text);
  } catch {
    // Without the parser's error, which quotes the text.
    throw new Refused(`${file} is no JSON. Write it with: terraform output -json > ${file}`);
  }
}
