import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  commandLine,
  enter,
  NotAll,
  type Reach,
  Refused,
  reaching,
  since,
  troubleWith,
} from '../src/index.ts';

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

async function run(
  action: () => void,
  options?: { debug: boolean },
): Promise<number | string | null | undefined> {
  vi.stubGlobal('process', Object.assign(process, { argv: ['node', 'try'] }));
  await enter(commandLine('try').action(action), options);
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

const answer = (name: string, message: string, more: object = {}) =>
  Object.assign(new Error(message), { name, $fault: 'client', $metadata: { requestId: 'r-1' }, ...more });

test.each([
  [
    answer('AccessDeniedException', 'User: arn:aws:sts::1:x is not authorized to perform: sqs:ListQueues'),
    /^Your role may not sqs:ListQueues\. What it needs is in docs\/operator-role\.md/,
  ],
  [
    answer(
      'AccessDenied',
      'is not authorized to perform: events:PutEvents with an explicit deny in a policy',
    ),
    /^Your role may not events:PutEvents\. Somebody forbids it: .*operator_role_arns/,
  ],
  [answer('ThrottlingException', 'Rate exceeded'), /^AWS takes no more calls.*type it again/],
  [new Error('Region is missing'), /^Which Region\?/],
  [
    Object.assign(new Error(''), { code: 'ECONNREFUSED' }),
    /^AWS cannot be reached: ECONNREFUSED.*AWS_ENDPOINT_URL/,
  ],
  [answer('ExpiredToken', 'old'), /expired: sign in again/],
  [
    Object.assign(new Error('The SSO session has expired.\nMore'), { name: 'CredentialsProviderError' }),
    /AWS_PROFILE\. \(The SSO session has expired\.\)$/,
  ],
  [
    answer('KMSInvalidStateException', 'key is pending deletion'),
    /^AWS did not do it \(KMSInvalid.*pending deletion, request r-1/,
  ],
  [
    answer('InternalFailure', 'oops', { $fault: 'server' }),
    /^AWS failed \(InternalFailure: oops, request r-1\)\. Wait/,
  ],
  [answer('constructor', 'a name that every object has'), /^AWS did not do it/],
])('what AWS says is told with what to do: %s', (error, told) => {
  expect(troubleWith(error)).toMatch(told);
});

test('the environment’s bus is that of the environment’s deployment', async () => {
  vi.stubEnv('CLEANDESK_BUS', 'company-events');
  const busOf = async (...typed: string[]) => {
    vi.stubGlobal('process', Object.assign(process, { argv: ['node', 'try', ...typed] }));
    const given: Reach[] = [];
    await enter(reaching(commandLine('try')).action((options: Reach) => void given.push(options)));
    return given[0]?.bus;
  };
  expect(await busOf()).toBe('company-events');
  expect(await busOf('--name', 'kiosks')).toBeUndefined();
  expect(await busOf('--name', 'kiosks', '--bus', 'others')).toBe('others');
  vi.unstubAllEnvs();
});

test('a fault of ours ends like no check, and shows where it is to whom asks', async () => {
  const fail = () => {
    throw new TypeError('undefined is not a function');
  };
  expect(await run(fail, { debug: false })).toBe(2);
  expect(told).toHaveLength(1);
  expect(told[0]).toMatch(/^error: This is a fault of try itself: TypeError: undefined.*CLEANDESK_DEBUG=1/);
  await run(fail, { debug: true });
  expect(told.at(-1)).toContain('command-line.test.ts:');
});

test('a fault of a tool that is only for developers shows where it is', async () => {
  await run(() => {
    throw new TypeError('undefined is not a function');
  });
  expect(told[0]).not.toContain('CLEANDESK_DEBUG');
  expect(told.at(-1)).toContain('command-line.test.ts:');
  await run(() => {
    throw new Refused('There is no such suite.');
  });
  expect(told.at(-1)).toBe('error: There is no such suite.');
});

test('what was done in part ends with a code of its own', async () => {
  const code = await run(() => {
    throw new NotAll('10 of 20 resets were asked for.');
  });
  expect(code).toBe(4);
});

test('since when is a duration or a date, and not in the future', () => {
  expect(since('2026-08-01')).toBe(Date.UTC(2026, 7, 1));
  expect(Math.abs(Date.now() - 86_400_000 - since('P1D'))).toBeLessThan(60_000);
  expect(() => since('yesterday')).toThrow('neither');
  expect(() => since('2999-01-01')).toThrow('future');
});
