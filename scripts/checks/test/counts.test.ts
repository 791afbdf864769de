import { describe, expect, it } from 'vitest';
import { plainCounts, terraformTestCounts, vitestCounts } from '../src/counts.ts';

describe('counting tests', () => {
  it('adds up what vitest says, in colour and behind a prefix', () => {
    const output = [
      ' Test Files  2 passed (2)',
      '      Tests  9 passed (9)',
      '@cleandesk/bus:test: \u001b[2m Test Files \u001b[22m \u001b[1m\u001b[31m1 failed\u001b[39m\u001b[22m | 1 passed (2)',
      '@cleandesk/bus:test: \u001b[2m      Tests \u001b[22m \u001b[1m\u001b[31m2 failed\u001b[39m\u001b[22m | \u001b[32m14 passed\u001b[39m (16)',
      'it says that 7 Tests passed, which is no summary',
    ].join('\n');
    expect(vitestCounts(output)).toEqual({ passed: 23, failed: 2 });
  });

  it('counts a file that could not be loaded', () => {
    expect(vitestCounts(' Test Files  1 failed | 1 passed (2)\n      Tests  3 passed (3)')).toEqual({
      passed: 3,
      failed: 1,
    });
  });

  it('takes the last line of a check of ours', () => {
    expect(plainCounts('3 passed, 9 failed\nall is said\n39 passed, 1 failed\n')).toEqual({
      passed: 39,
      failed: 1,
    });
    expect(plainCounts('it broke')).toEqual({ passed: 0, failed: 0 });
  });

  it('adds up what Terraform says', () => {
    expect(terraformTestCounts('Success! 12 passed, 0 failed.\n\nFailure! 3 passed, 2 failed.\n')).toEqual({
      passed: 15,
      failed: 2,
    });
  });
});
