import { expect, it } from 'vitest';
import { billedIn, gbSecondsOf } from '../src/stack/invocations.ts';

it('reads what is billed from a REPORT line, of the emulator and of AWS', () => {
  const emulators =
    'REPORT RequestId: 5bd9f694\tDuration: 299 ms\tBilled Duration: 299 ms\tMemory Size: 128 MB\tMax Memory Used: 0 MB';
  const awss =
    'REPORT RequestId: 663c176a\tDuration: 1185.44 ms\tBilled Duration: 1200 ms\tMemory Size: 128 MB\tMax Memory Used: 78 MB\tInit Duration: 325.66 ms\t';
  expect(billedIn(emulators)).toEqual({ billedMs: 299, memoryMb: 128 });
  expect(billedIn(awss)).toEqual({ billedMs: 1200, memoryMb: 128 });
  expect(billedIn('END RequestId: 5bd9f694')).toBeUndefined();
});

it('counts a second with 512 MB as half a GB-second', () => {
  expect(gbSecondsOf({ billedMs: 1000, memoryMb: 512 })).toBe(0.5);
});
