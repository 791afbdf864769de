import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** What IAM calls some calls of the SDK. */
const otherwise: Readonly<Record<string, string>> = {
  ChangeMessageVisibilityBatch: 'ChangeMessageVisibility',
  DeleteMessageBatch: 'DeleteMessage',
  SendMessageBatch: 'SendMessage',
  Get: 'GetItem',
  // Needs no permission.
  GetCallerIdentity: '',
};

test('every call that the command makes is in the policies of the operator role', () => {
  const page = readFileSync(join(root, 'docs/operator-role.md'), 'utf8');
  const code = ['cli/src/**/*.ts', 'services/*/cli/**/*.ts'].flatMap((pattern) =>
    globSync(pattern, { cwd: root }).map((file) => readFileSync(join(root, file), 'utf8')),
  );
  const calls = code.flatMap((text) =>
    [...text.matchAll(/new (\w+)Command\(|\bpaginate(\w+)\(/g)].map(([, one, other]) => one ?? other ?? ''),
  );
  const actions = [...new Set(calls)]
    .filter((call) => call !== '')
    .map((call) => otherwise[call] ?? call)
    .filter((action) => action !== '');
  expect(actions.length).toBeGreaterThan(25);
  expect(actions.filter((action) => !page.includes(`:${action}"`) && !page.includes(`:${action}\``))).toEqual(
    [],
  );
});
