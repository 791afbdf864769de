import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readState, type StackState, writeState } from '../src/state.ts';
import { temporaryFolder } from './temporary-folder.ts';

describe('what a stack remembers', () => {
  it('is read as it was written', () => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'new/stack.json');
    const state: StackState = {
      base: { kind: 'ministack', port: 4566, process: { pid: 7, startToken: '99' } },
      cloud: { port: 4600 },
      settings: { graceSeconds: 15, speed: 120 },
      deployment: { fingerprint: 'abc', outputs: { event_bus: 'cleandesk' } },
    };
    expect(readState(file)).toEqual({});
    writeState(file, state);
    expect(readState(file)).toEqual(state);
  });

  it('is left out where an older version wrote it otherwise, and the rest is read: an emulator that runs must not be forgotten', () => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'stack.json');
    const base = { kind: 'ministack', port: 4566, process: { pid: 7, startToken: '99' } };
    writeFileSync(file, JSON.stringify({ base, cloud: 4600, settings: { grace: 15 }, deployment: 'yes' }));
    expect(readState(file)).toEqual({ base });
  });
});
