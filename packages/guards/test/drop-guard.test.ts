import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { dropGuard, guardsBelow } from '../src/drop-guard.ts';

const source = `
  // guard: first
  // with a word on why
  if (a(b) > (c + 1)) return 1;
  // guard (dropped: always): second
  if (
    x
  )
    return 2;
`;

describe('Dropping a guard', () => {
  it('makes its condition never hold', () => {
    expect(dropGuard(source, 'first')).toContain('if (false && (a(b) > (c + 1))) return 1;');
  });

  it('makes it always hold where that is what the guard prevents', () => {
    expect(dropGuard(source, 'second')).toMatch(/if \(true \|\| \(\s+x\s+\)\)/);
  });

  it('fails for a guard that is not there, or there twice', () => {
    expect(() => dropGuard(source, 'third')).toThrow('marked 0 times');
    expect(() => dropGuard(source + source, 'first')).toThrow('marked 2 times');
  });
});

describe('The guards of a service', () => {
  const service = (files: Record<string, string>): string => {
    const folder = mkdtempSync(join(tmpdir(), 'guards-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    mkdirSync(join(folder, 'http'));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return folder;
  };

  it('are found wherever its code is', () => {
    const names = guardsBelow(
      service({ 'decide.ts': source, 'http/door.ts': '// guard: third\nif (a) b();\n' }),
    );
    expect(names.toSorted()).toEqual(['first', 'second', 'third']);
  });

  it('have a name each, and an if below it', () => {
    expect(() => guardsBelow(service({ 'decide.ts': source, 'http/door.ts': source }))).toThrow('Two guards');
    expect(() => guardsBelow(service({ 'decide.ts': '// guard: first\nreturn a;\n' }))).toThrow(
      'No if follows',
    );
  });
});
