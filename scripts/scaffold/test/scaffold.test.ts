import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '@cleandesk/launcher';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lists, withEntry } from '../src/entries.ts';
import { serviceNamed } from '../src/service.ts';
import { writeService } from '../src/write.ts';

const service = serviceNamed('desk-counter', 'Counts what is reset.');

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cleandesk-scaffold-'));
  for (const { path } of lists) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    cpSync(join(repositoryRoot, path), join(root, path));
  }
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const read = (path: string) => readFileSync(join(root, path), 'utf8');

test('nothing of the template is left in what is written', () => {
  const paths = writeService(root, service);
  expect(paths).toContain('services/desk-counter/src/handlers/hear.ts');
  expect(paths).toContain('terraform/desk_counter.tf');
  expect(paths.filter((path) => /_name_|_snake_|mustache/.test(path))).toEqual([]);
  for (const path of paths) expect(read(path)).not.toMatch(/<%|%>/);
});

test('signs of other templates stay as they are', () => {
  writeService(root, service);
  expect(read('.github/workflows/desk-counter.yml')).toMatch(/group: desk-counter-\$\{\{ github\.ref \}\}/);
});

test('every list of services has it, beside those of before', () => {
  writeService(root, service);
  const terraform = read('terraform/services.tf');
  expect(terraform).toMatch(/"approval-service" = .*\n {4}"desk-counter" = \["hear"\]/);
  expect(terraform).toMatch(
    /module\.user_notices\[\*\]\.functions,\n {4}\[module\.desk_counter\.functions\],/,
  );
  expect(read('scripts/checks/src/iam/reasons.ts')).toContain("  'desk-counter-hear',");
});

test('a second one goes behind the first', () => {
  writeService(root, service);
  writeService(root, serviceNamed('another', 'Counts as well'));
  expect(read('terraform/services.tf')).toMatch(
    /desk_counter\.functions\],\n {4}\[module\.another\.functions\],/,
  );
});

test('one that is there already is refused, and nothing is written', () => {
  writeService(root, service);
  const before = read('terraform/services.tf');
  expect(() => writeService(root, service)).toThrow('one of that name already');
  expect(read('terraform/services.tf')).toBe(before);
});

test('a list that is not there any more is told, and nothing is written', () => {
  expect(() => withEntry('nothing', { path: 'a.tf', like: /^x$/, entry: () => '' }, service)).toThrow(
    'a.tf has no list',
  );
  rmSync(join(root, 'scripts'), { recursive: true });
  expect(() => writeService(root, service)).toThrow('reasons.ts');
  expect(existsSync(join(root, 'services'))).toBe(false);
});

test.each(['Desk', '-desk', 'desk_counter', 'desk--counter', '', 'a'.repeat(25), '../desk'])(
  '"%s" is no name',
  (name) => {
    expect(() => serviceNamed(name, 'Counts')).toThrow('is named by');
  },
);

test.each(['', 'two\nlines', 'a "quote"', '$(run)'])('"%s" is no summary', (summary) => {
  expect(() => serviceNamed('desk', summary)).toThrow('one line');
});
