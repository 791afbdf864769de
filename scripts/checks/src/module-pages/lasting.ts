import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { readModule } from './module.ts';

/**
 * What of a resource can't be changed without another one in its place, empty, by its type: an argument of each is "Forces new resource" in
 * the AWS provider's documentation. Of what holds nothing (a rule, a role) nothing is kept: made anew it is the same.
 */
const fixed: Readonly<Record<string, readonly string[]>> = {
  aws_cloudtrail: ['name'],
  aws_cloudwatch_event_archive: ['name', 'event_source_arn'],
  aws_cloudwatch_event_bus: ['name'],
  aws_cloudwatch_log_group: ['name'],
  aws_cognito_user_pool: ['alias_attributes', 'username_attributes', 'username_configuration'],
  // Its indexes can be changed. One that is changed is gone while it is built anew, and the code of the release before asks it.
  aws_dynamodb_table: ['name', 'hash_key', 'range_key', 'local_secondary_index', 'global_secondary_index'],
  aws_s3_bucket: ['bucket', 'bucket_prefix'],
  // Timers are in it.
  aws_scheduler_schedule_group: ['name'],
  // Requests that wait for somebody are its executions.
  aws_sfn_state_machine: ['name', 'type'],
  // Messages wait in it.
  aws_sqs_queue: ['name', 'fifo_queue'],
};
/** What modules are told that their resources' names are made of. */
const told = ['name', 'bus_name'];

/** By `folder/address`: each argument, as it is written once the module's own words are put in. */
export type Lasting = Record<string, Record<string, unknown>>;

export const lastingSchema = z.record(z.string(), z.record(z.string(), z.unknown()));

/** What of the module in this folder is to last. */
export async function lastingOf(terraform: string, folder: string): Promise<Lasting> {
  const { resources, modules, locals, inputs } = await readModule(join(terraform, folder));
  const kept: Lasting = {};
  // All names begin with it, and who has never given one has this.
  const prefix = folder === '.' ? inputs.find(({ name }) => name === 'name') : undefined;
  if (prefix !== undefined) kept['./var.name'] = { default: prefix.standard };
  const keep = (address: string, body: Record<string, unknown>, names: readonly string[]): void => {
    const found = names.filter((name) => body[name] !== undefined);
    if (found.length > 0)
      kept[`${folder}/${address}`] = Object.fromEntries(
        found.map((name) => [name, withWords(body[name], locals)]),
      );
  };
  for (const { address, type, body } of resources) keep(address, body, fixed[type] ?? []);
  for (const { address, body } of modules) keep(address, body, told);
  return kept;
}

const quoted = /\$\{local\.(\w+)\}/g;

/** The module's own words in the place of `local.…`, where they are one text: a name that only moved into a local is the same. */
function withWords(value: unknown, locals: Readonly<Record<string, unknown>>): unknown {
  if (Array.isArray(value)) return value.map((one) => withWords(one, locals)).toSorted(byText);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withWords(one, locals)]));
  if (typeof value !== 'string') return value;
  const next = value.replaceAll(quoted, (whole, name: string) => {
    const word = locals[name];
    return typeof word === 'string' ? word : whole;
  });
  return next === value ? value : withWords(next, locals);
}

const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

/** What is other than it was, and why nobody loses anything by it: `<version> <folder/address> <argument>`. */
export const changedOnPurpose: Readonly<Record<string, string>> = {
  '0.1.0 modules/event-bus/aws_cloudwatch_event_archive.all event_source_arn':
    'the same bus, by another way, unless the owner gives one',
};

/**
 * What a release made and an apply would make anew, without what is in it.
 * @param terraform has `released/<version>.json`
 */
export async function replaced(
  terraform: string,
  onPurpose: Readonly<Record<string, string>> = changedOnPurpose,
): Promise<string[]> {
  const found: string[] = [];
  for (const file of globSync('released/*.json', { cwd: terraform }).toSorted()) {
    const version = basename(file, '.json');
    const { lasting } = z
      .object({ lasting: lastingSchema })
      .parse(JSON.parse(readFileSync(join(terraform, file), 'utf8')));
    const folders = [...new Set(Object.keys(lasting).map(folderOf))];
    const now: Lasting = {};
    for (const folder of folders.filter((one) => existsSync(join(terraform, one))))
      Object.assign(now, await lastingOf(terraform, folder));
    for (const [address, before] of Object.entries(lasting)) {
      const after = now[address];
      // Gone or moved: `goneUnmoved` tells.
      if (after === undefined) continue;
      for (const [name, value] of Object.entries(before)) {
        if (holds(after[name], value) || onPurpose[`${version} ${address} ${name}`] !== undefined) continue;
        found.push(`${name} of ${address} was ${JSON.stringify(value)} in ${version}`);
      }
    }
  }
  return found;
}

const folderOf = (address: string): string => address.slice(0, address.lastIndexOf('/'));

/** The same; of blocks, such as indexes, there may be more. */
const holds = (now: unknown, before: unknown): boolean =>
  Array.isArray(before) && Array.isArray(now)
    ? before.every((one) => now.some((other) => isDeepStrictEqual(other, one)))
    : isDeepStrictEqual(now, before);
