import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findPython, isNewEnough } from '../src/python.ts';
import { temporaryFolder } from './temporary-folder.ts';

describe('the search for Python', () => {
  it('knows a version that is new enough', () => {
    expect(['3.11.0', '3.14.1', '4.0.0'].map(isNewEnough)).toEqual([true, true, true]);
    expect(['3.10.14', '3.9.2', '2.7.18'].map(isNewEnough)).toEqual([false, false, false]);
  });

  it('says what to do when there is none', async () => {
    await expect(findPython(['no-such-python'])).rejects.toThrow(
      'Python 3.11 or newer is missing: install it so that python3 is on PATH.',
    );
  });

  it('passes over one that is too old, and names it when there is no other', async () => {
    using folder = temporaryFolder();
    const put = (name: string, version: string) => {
      const path = join(folder.path, name);
      writeFileSync(path, `#!/bin/sh\necho ${version}\n`);
      chmodSync(path, 0o755);
      return path;
    };
    const old = put('python3', '3.9.2');
    await expect(findPython([old])).rejects.toThrow(`Python 3.11 or newer is needed, but ${old} is 3.9.2`);
    const newer = put('python3.12', '3.12.4');
    expect(await findPython([old, newer])).toBe(newer);
  });
});
