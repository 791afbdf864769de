import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkovFaults } from '../src/security/checkov-check.ts';
import { treeCheck } from '../src/security/tree-check.ts';

describe('secrets in the repository', () => {
  it('are found in what is committed and in what would be, and not in what git ignores', async () => {
    const root = mkdtempSync(join(tmpdir(), 'tree-'));
    const key = `AKIA${'Q2'.repeat(8)}`;
    try {
      execFileSync('git', ['init', '--quiet'], { cwd: root });
      writeFileSync(join(root, '.gitignore'), 'ignored.txt\n');
      writeFileSync(join(root, 'ignored.txt'), key);
      expect(await treeCheck(root)).toMatchObject({
        passed: 1,
        failed: 0,
        output: 'No secret is in 1 files.',
      });
      writeFileSync(join(root, 'notes.txt'), `first\nkey = ${key}\n`);
      expect(await treeCheck(root)).toEqual({
        passed: 0,
        failed: 1,
        output: 'notes.txt:2: access key of AWS (AKIAQ2Q2…)',
      });
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });

  it('are not looked for in vain', async () => {
    const nowhere = mkdtempSync(join(tmpdir(), 'no-tree-'));
    try {
      expect(await treeCheck(nowhere)).toMatchObject({ passed: 0, failed: 1 });
    } finally {
      rmSync(nowhere, { recursive: true, force: true });
    }
  });
});

describe('what checkov says', () => {
  const finding = (suppress_comment?: string) => ({
    check_id: 'CKV_AWS_1',
    check_name: 'Buckets are closed',
    resource: 'aws_s3_bucket.trail',
    file_path: '/main.tf',
    check_result: suppress_comment === undefined ? {} : { suppress_comment },
  });
  const said = (results: Record<string, unknown>, resource_count = 9) =>
    checkovFaults(
      {
        summary: { passed: resource_count, skipped: 0, resource_count },
        results: { failed_checks: [], skipped_checks: [], parsing_errors: [], ...results },
      },
      (path) => (path === 'inputs.tf' ? 'variable "resource" {}\n' : 'resource "aws_s3_bucket" "trail" {}\n'),
    );

  it('is a fault when it fails, or is skipped without a reason', () => {
    expect(said({ failed_checks: [finding()] })).toEqual([
      '/main.tf, aws_s3_bucket.trail: CKV_AWS_1 Buckets are closed',
    ]);
    expect(said({ skipped_checks: [finding('An emulator, which nobody else reads')] })).toEqual([]);
    for (const reason of [undefined, '', 'The same'])
      expect(said({ skipped_checks: [finding(reason)] })).toEqual([
        '/main.tf, aws_s3_bucket.trail: CKV_AWS_1 is skipped, and nothing says why.',
      ]);
  });

  it('is a fault when it has looked at nothing, or could not read what makes something', () => {
    expect(said({}, 0)).toEqual(['checkov has looked at nothing.']);
    expect(said({ parsing_errors: ['inputs.tf'] })).toEqual([]);
    expect(said({ parsing_errors: ['main.tf'] })).toEqual([
      'main.tf has resources, and checkov could not read it.',
    ]);
  });
});
