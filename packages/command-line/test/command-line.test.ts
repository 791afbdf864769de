import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { commandLine, enter, type Reach, Refused, reaching, since, troubleWith } from '../src/index.ts';

const told: string[] = [];
beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation((line: unknown) => void told.push(String(line)));
});
afterEach(() => {
  told.length = 0;
  process.exitCode = 0;
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

async function run(action: () => void): Promise<number | string | null | undefined> {
  vi.stubGlobal('process', Object.assign(process, { argv: ['node', 'try'] }));
  await enter(commandLine('try').action(action));
  return process.exitCode;
}

test('what can’t be done is said in a sentence, with an exit code of its own', async () => {
  const code = await run(() => {
    throw new Refused('There is no such group. Groups are sales and support.');
  });
  expect(code).toBe(2);
  expect(told).toEqual(['error: There is no such group. Groups are sales and support.']);
});

test('what is typed says which deployment, whatever the environment says', async () => {
  vi.stubEnv('CLEANDESK_DEPLOYMENT', 'prod.json');
  const asked = async (...typed: string[]) => {
    vi.stubGlobal('process', Object.assign(process, { argv: ['node', 'try', ...typed] }));
    const given: Reach[] = [];
    await enter(reaching(commandLine('try')).action((options: Reach) => void given.push(options)));
    return given[0];
  };
  expect(await asked()).toMatchObject({ deployment: 'prod.json' });
  expect((await asked('--name', 'kiosks'))?.deployment).toBeUndefined();
  expect(await asked('--name', 'kiosks', '--deployment', 'test.json')).toBeUndefined();
  expect(process.exitCode).toBe(2);
  vi.unstubAllEnvs();
});

test('what AWS refuses is said in words', async () => {
  const expired = Object.assign(new Error('The security token included in the request is expired'), {
    name: 'ExpiredTokenException',
  });
  expect(troubleWith(expired)).toBe('The AWS credentials have expired: sign in again.');
  expect(troubleWith(new TypeError('a fault of ours'))).toBeUndefined();
});

test('a fault of ours shows where it is', async () => {
  const fault = new TypeError('undefined is not a function');
  await expect(
    run(() => {
      throw fault;
    }),
  ).rejects.toBe(fault);
});

test('since when is a duration or a date, and not in the future', () => {
  expect(since('2026-08-01')).toBe(Date.UTC(2026, 7, 1));
  expect(Math.abs(Date.now() - 86_400_000 - since('P1D'))).toBeLessThan(60_000);
  expect(() => since('yesterday')).toThrow('neither');
  expect(() => since('2999-01-01')).toThrow('future');
});
