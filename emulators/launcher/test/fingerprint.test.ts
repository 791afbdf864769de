import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../src/fingerprint.ts';
import { temporaryFolder } from './temporary-folder.ts';

const patterns = ['terraform/**/*.{tf,json}', 'services/*/dist/*.zip'];

describe('the fingerprint of a deployment', () => {
  it('changes with a file, a name, a removal and a variable, and with nothing else', () => {
    using folder = temporaryFolder();
    const put = (path: string, text: string) => {
      mkdirSync(join(folder.path, path, '..'), { recursive: true });
      writeFileSync(join(folder.path, path), text);
    };
    const now = (words: unknown = { grace: 15 }) => fingerprintOf(folder.path, patterns, words);

    put('terraform/main.tf', 'a');
    put('services/one/dist/watch.zip', 'zip');
    const first = now();
    expect(now()).toBe(first);

    put('terraform/README.md', 'words');
    put('terraform/.terraform/modules.json', '{}');
    put('services/one/src/handlers/watch.ts', 'code');
    expect(now()).toBe(first);

    const seen = new Set([first]);
    for (const change of [
      () => put('terraform/main.tf', 'b'),
      () => put('services/one/dist/watch.zip', 'zap'),
      () => put('terraform/modules/x/generated/watch.json', '{}'),
      () => rmSync(join(folder.path, 'terraform/main.tf')),
      () => put('terraform/other.tf', 'b'),
    ]) {
      change();
      const next = now();
      expect(seen).not.toContain(next);
      seen.add(next);
    }
    expect(seen).not.toContain(now({ grace: 30 }));
  });
});
