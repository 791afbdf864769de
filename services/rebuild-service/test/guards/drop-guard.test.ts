import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dropGuard, guardsIn } from './drop-guard.ts';

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

  it('works for every guard of the domain, each marked once', () => {
    const domain = join(import.meta.dirname, '../../src/domain');
    const names = readdirSync(domain).flatMap((file) => {
      const text = readFileSync(join(domain, file), 'utf8');
      return guardsIn(text).map(({ name }) => {
        expect(dropGuard(text, name)).not.toBe(text);
        return name;
      });
    });
    expect(names.length).toBeGreaterThan(30);
    expect(new Set(names).size).toBe(names.length);
  });
});
