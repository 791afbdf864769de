import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findProviderMirror } from '../src/terraform/provider-mirror.ts';
import { temporaryFolder } from './temporary-folder.ts';

const platform = `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`;

function putProvider(mirror: string, version: string, on = platform): void {
  const folder = join(mirror, 'registry.example/hashicorp/aws', version, on);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `terraform-provider-aws_v${version}_x5`), '');
}

describe('the search for a provider mirror', () => {
  it('finds one below a folder that has much else in it', () => {
    using folder = temporaryFolder();
    mkdirSync(join(folder.path, 'something/else/entirely'), { recursive: true });
    putProvider(join(folder.path, 'vendor/plugins'), '5.100.0');
    expect(findProviderMirror([join(folder.path, 'nowhere'), folder.path])).toEqual({
      root: join(folder.path, 'vendor/plugins'),
      registry: 'registry.example',
      version: '5.100.0',
    });
  });

  it('takes the newest version, by number and not by letter', () => {
    using folder = temporaryFolder();
    for (const version of ['5.99.1', '5.100.0', '5.9.0']) putProvider(folder.path, version);
    expect(findProviderMirror([folder.path])?.version).toBe('5.100.0');
  });

  it('leaves providers of another platform alone, and empty trees', () => {
    using folder = temporaryFolder();
    putProvider(folder.path, '5.100.0', 'plan9_mips');
    mkdirSync(join(folder.path, 'other/hashicorp/aws/5.100.0', platform), { recursive: true });
    expect(findProviderMirror([folder.path])).toBeUndefined();
  });

  it('gives up in time', () => {
    using folder = temporaryFolder();
    putProvider(folder.path, '5.100.0');
    expect(findProviderMirror([folder.path], -1)).toBeUndefined();
  });
});
