import { describe, expect, it } from 'vitest';
import { findings, secrets, unfitForLogs, words } from '../src/secrets.ts';

// Put together here: a whole one in this file would be found in the repository.
const examples: Record<string, string> = {
  'access key of AWS': `AKIA${'Q2'.repeat(8)}`,
  'secret key or session token of AWS': `"SecretAccessKey": "${'aB3/'.repeat(10)}"`,
  'private key': `-----BEGIN ${'RSA'} PRIVATE KEY-----`,
  'signed token (JWT)': `eyJ${'hbGciOiJ'}.eyJ${'zdWIiOiIx'}.${'c2lnbmF0dXJl'}`,
  'token of GitHub': `ghp_${'a1'.repeat(18)}`,
  'token of npm or PyPI': `npm_${'a1'.repeat(18)}`,
  'token of Slack': `xoxb-${'1'.repeat(12)}`,
  'key of Google': `AIza${'a1b'.repeat(12)}`,
  'password in an address': `https://me:${'hidden'}@example.com`,
};

const whatIn = (text: string, patterns = unfitForLogs) => findings(text, patterns).map(({ what }) => what);

describe('the searcher', () => {
  it.each(Object.entries(examples))('finds a planted %s', (what, text) => {
    expect(whatIn(`before\n${text}\nafter`, secrets)).toEqual([what]);
  });

  it('knows an example of each secret', () => {
    expect(Object.keys(examples)).toEqual(secrets.map(({ what }) => what));
  });

  it('says where, and not all of it', () => {
    expect(findings(`one\ntwo ${examples['access key of AWS']}`, secrets)).toEqual([
      { what: 'access key of AWS', line: 2, begins: 'AKIAQ2Q2…' },
    ]);
    expect(findings('a b', words('name of a user', ['b']))).toEqual([
      { what: 'name of a user', line: 1, begins: 'b…' },
    ]);
  });

  it.each([
    ['mail address', '{"because":"Email address is not verified: ada.berg@mail.example.com"}'],
    ['mail address', 'to=Ada+1@EXAMPLE.org'],
    ['authorization header', 'authorization: Bearer abcdefghijklmnop'],
    ['value that is called a token, a password or a secret', '{"ClientToken":"0f5c9b1e-77"}'],
    [
      'value that is called a token, a password or a secret',
      'the request was {\\"taskToken\\":\\"AAAAKgAAAAIAAA\\"}',
    ],
    ['value that is called a token, a password or a secret', 'password=correct.horse'],
  ])('finds a %s in a line of a log', (what, text) => {
    expect(whatIn(text)).toContain(what);
  });

  it('lets pass what is none', () => {
    const lines = [
      'The security token included in the request is expired',
      '{"nextToken":null,"token":undefined}',
      'arn:aws:iam::000000000000:role/cleandesk-seats at node_modules/@aws-sdk/client-sqs, typescript@7.0.2',
      'http://127.0.0.1:4566/queue',
      'clientToken: schedule.ClientToken',
      'ldaps://me:secret@dc1',
    ];
    expect(findings(lines.slice(0, 4).join('\n'), unfitForLogs)).toEqual([]);
    expect(findings(lines.join('\n'), secrets)).toEqual([]);
  });

  it('finds words as they stand, in any case, and not within others', () => {
    const planted = words('planted reason', ['canary.1a2b']);
    expect(whatIn('{"reason":"CANARY.1A2B"}', planted)).toEqual(['planted reason']);
    expect(whatIn('SEAT#d-9067000001#canary.1a2b, canary.1a2b@example.com', planted)).toHaveLength(2);
    expect(whatIn('canary.1a2bc canaryx1a2b my.canary.1a2b', planted)).toEqual([]);
  });
});
