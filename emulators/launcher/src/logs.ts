import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { cloudLog } from './desktop-cloud.ts';
import { urlsOf } from './emulators.ts';
import { functionLogGroups, functionLogs } from './function-logs.ts';
import { tailOf } from './log-files.ts';
import { baseLog } from './ministack.ts';
import { StackRefused } from './refusals.ts';
import { stackPaths } from './repository.ts';
import { readState } from './state.ts';

export type LogOptions = {
  dir: string;
  /** `base`, `desktop-cloud`, or a part of a function's name. All of them when left out. */
  service?: string;
  follow: boolean;
};

const lookEveryMs = 500;

/**
 * Prints what the emulators and the functions said, and with `follow` what they say from now on, until ended.
 * @throws {StackRefused} with the names that there are, where nothing is called so
 */
export async function logs(options: LogOptions, print: (line: string) => void): Promise<void> {
  const paths = stackPaths(options.dir);
  const state = readState(paths.stateFile);
  const { baseUrl } = urlsOf(state);
  const { service } = options;
  const files = [
    { name: 'base', path: baseLog(paths) },
    { name: 'desktop-cloud', path: cloudLog(paths) },
  ].filter((file) => service === undefined || file.name === service);
  const functions = service === undefined || files.length === 0;
  if (service !== undefined && functions) await refuseUnknown(baseUrl, service);

  const ends = new Map(files.map((file) => [file.path, sizeOf(file.path)]));
  for (const file of files) for (const line of tailOf(file.path, 40)) print(`${file.name}  ${line}`);
  let seen = functions ? await printFunctions(baseUrl, 0, service, new Set(), print) : new Set<string>();
  while (options.follow) {
    await sleep(lookEveryMs);
    for (const file of files) ends.set(file.path, printFrom(file, ends.get(file.path) ?? 0, print));
    if (functions) seen = await printFunctions(baseUrl, Date.now() - 60_000, service, seen, print);
  }
}

/** Silence would read as if it had said nothing. */
async function refuseUnknown(baseUrl: string, service: string): Promise<void> {
  const groups = await functionLogGroups(baseUrl);
  if (groups.some((group) => group.includes(service))) return;
  const names = groups.map((group) => group.slice(group.lastIndexOf('/') + 1)).toSorted();
  throw new StackRefused(
    `Nothing that has a log is called ${service}. Logs are ${['base', 'desktop-cloud', ...names].join(', ')}.`,
  );
}

/** Prints what was not printed yet and returns what it has seen: one millisecond can hold many lines. */
async function printFunctions(
  baseUrl: string,
  since: number,
  service: string | undefined,
  printed: Set<string>,
  print: (line: string) => void,
): Promise<Set<string>> {
  const now = new Set<string>();
  for (const line of await functionLogs(baseUrl, since, service)) {
    const key = `${line.logGroup} ${line.timestamp} ${line.message}`;
    now.add(key);
    if (printed.has(key)) continue;
    const name = line.logGroup.split('/').at(-1);
    print(`${new Date(line.timestamp).toISOString()}  ${name}  ${line.message}`);
  }
  return now;
}

function printFrom(
  file: { name: string; path: string },
  from: number,
  print: (line: string) => void,
): number {
  const size = sizeOf(file.path);
  if (size <= from) return size;
  const chunk = Buffer.alloc(size - from);
  const opened = openSync(file.path, 'r');
  try {
    readSync(opened, chunk, 0, chunk.length, from);
  } finally {
    closeSync(opened);
  }
  const end = chunk.lastIndexOf('\n') + 1; // The rest of a half-written line comes with the next look.
  for (const line of chunk.subarray(0, end).toString('utf8').split('\n')) {
    if (line.trim() !== '') print(`${file.name}  ${line}`);
  }
  return from + end;
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
