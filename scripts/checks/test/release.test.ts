import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeRelease } from '../src/release/files.ts';
import { notesOf } from '../src/release/notes.ts';

const changelog = '# Changelog\n\n## Unreleased\n\n## 1.2.0 (2026-11-20)\n\n- New.\n\n## 1.1.0\n\n- Old.\n';

test('the notes are those of the version', () => {
  expect(notesOf('1.2.0', changelog)).toBe('- New.');
  expect(notesOf('1.1.0', changelog)).toBe('- Old.');
});

test('a version of which nothing is said is refused, and so is one that leaves something unsaid', () => {
  expect(() => notesOf('1.3.0', changelog)).toThrow('no section "## 1.3.0"');
  expect(() => notesOf('1.2.0', changelog.replace('Unreleased\n', 'Unreleased\n\n- Newer.\n'))).toThrow(
    'still has something',
  );
});

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cleandesk-release-'));
  for (const service of ['one', 'two']) {
    mkdirSync(join(root, 'services', service, 'dist'), { recursive: true });
    writeFileSync(join(root, 'services', service, 'dist/hear.zip'), `zip of ${service}`);
  }
  writeFileSync(join(root, 'CHANGELOG.md'), changelog);
  writeFileSync(join(root, 'package.json'), '{"version":"1.2.0"}');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('the hashes of a release are those of its zips, by names that no two services share', () => {
  const folder = join(root, 'release');
  expect(writeRelease(root, 'v1.2.0', folder)).toEqual(['one-hear.zip', 'two-hear.zip']);
  const checked = execFileSync('sha256sum', ['--check', 'SHA256SUMS'], { cwd: folder, encoding: 'utf8' });
  expect(checked.split('\n').filter((line) => line.endsWith(': OK'))).toHaveLength(2);
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'artifacts.json'), 'utf8'));
  const hash = execFileSync('openssl', ['dgst', '-sha256', '-binary', 'one-hear.zip'], { cwd: folder });
  expect(manifest).toMatchObject({
    version: '1.2.0',
    artifacts: { 'one/hear': { file: 'one-hear.zip', hash: hash.toString('base64') } },
  });
  expect(readFileSync(join(folder, 'notes.md'), 'utf8')).toBe('- New.\n');
});

test('a tag of another version is refused', () => {
  expect(() => writeRelease(root, 'v1.3.0', join(root, 'release'))).toThrow('another version');
});
