import { sayAsFunction } from '@cleandesk/launcher';
import { type Pattern, secrets, unfitForLogs, words } from '@cleandesk/testkit/secrets';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { allLogs, type Log, leaksIn, mailAddressesIn } from '../src/stack/all-logs.ts';
import { openStage, type Stage } from '../src/stack/stage.ts';
import { type Planted, plant } from '../src/stories/planting.ts';

// The last of all files (vitest.config.ts): what it reads everybody's stories have left, also the chaos.

/** By this a line is known as written by this test, in this run or in one before it on the same stack. */
const mark = 'This line is here to be found:';
const isOurs = (line: string): boolean => line.includes(mark);

let stage: Stage;
let planted: Planted;
let logs: readonly Log[];
/** What a function may never say, written by us into the log of one. */
let control: string;

beforeAll(async () => {
  stage = await openStage(inject('stack'), inject('graceSeconds'));
  planted = await plant(stage);
  const [logGroup = ''] = Object.values(stage.outputs.function_names).map((name) => `/aws/lambda/${name}`);
  control = `${mark} ${planted.words[0]}, AKIA${'Q2'.repeat(8)}, ${planted.userName}@example.com`;
  await sayAsFunction(inject('stack').baseUrl, logGroup, control);
  logs = await allLogs(inject('stack'), inject('stackDir'));
}, 300_000);
afterAll(() => stage.close());

/** All of it but what we said ourselves. */
const others = (kind?: Log['kind']): Log[] =>
  logs
    .filter((log) => kind === undefined || log.kind === kind)
    .map((log) => ({ ...log, lines: log.lines.filter((line) => !isOurs(line)) }));

const namesOfUsers = async (): Promise<string[]> => {
  const { items } = await stage.cloud.movesAfter(0);
  return [...new Set(items.map(({ userName }) => userName))];
};

test('every function and every emulator of the stack has logged something', () => {
  const silent = others().filter(({ lines }) => lines.length === 0);
  expect(silent).toEqual([]);
  const functions = Object.values(stage.outputs.function_names).map((name) => `/aws/lambda/${name}`);
  expect(others().map(({ name }) => name)).toEqual(
    expect.arrayContaining([...functions, 'base.log', 'desktop-cloud.log']),
  );
  const read = others('function').reduce((sum, { lines }) => sum + lines.length, 0);
  console.log(`${read} lines of ${functions.length} functions were read.`);
});

test('what a function said in its log would be found there', () => {
  const ours = logs.filter(({ lines }) => lines.includes(control));
  const found = leaksIn(ours, [...unfitForLogs, ...words('planted word', planted.words)]);
  for (const what of ['planted word', 'access key of AWS', 'mail address'])
    expect(found.join('\n'), `among what was found in ${ours.map(({ name }) => name).join()}`).toContain(
      what,
    );
});

/** What was made up for this stack and opens something in it. */
function passwords(): Pattern[] {
  const { directory, portal } = inject('stack');
  return [
    ...words(
      'password of the directory',
      directory ? [directory.reader.password, directory.admin.password] : [],
    ),
    ...words('password of the portal', Object.values(portal?.passwords ?? {})),
  ];
}

test('no secret, no token and no mail address is in any log', () => {
  const running = others().filter(({ kind }) => kind !== 'plan');
  expect(leaksIn(running, [...unfitForLogs, ...passwords()])).toEqual([]);
});

// A plan has to say who is let in and what a client's tokens are good for: of it only what opens something is a leak.
test('no plan of Terraform says a secret', () => {
  expect(leaksIn(others('plan'), [...secrets, ...passwords()])).toEqual([]);
});

test('nothing that people wrote in tags, holds and requests is in any log', () => {
  expect(leaksIn(others(), words('planted word', planted.words))).toEqual([]);
});

test('no function names a user in its log', async () => {
  const names = await namesOfUsers();
  expect(names).toContain(planted.userName);
  expect(leaksIn(others('function'), words('name of a user', names))).toEqual([]);
});

test('no event holds a mail address', () => {
  const about = stage.bus.events.filter((event) => JSON.stringify(event.detail).includes(planted.userName));
  expect(about.length).toBeGreaterThan(10);
  expect(mailAddressesIn(stage.bus.events)).toEqual([]);
});
