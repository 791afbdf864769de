import { sambaMissing } from '@cleandesk/launcher';
import { startVitest } from 'vitest/node';

// The contract of directories on Samba's domain controller. Where that can't run, the reason is said, and nothing counts as tested.
const missing = await sambaMissing();
if (missing === undefined)
  await startVitest('test', [], {
    include: ['test/samba/*.contract.ts'],
    root: `${import.meta.dirname}/../..`,
    watch: false,
    testTimeout: 20_000,
    hookTimeout: 300_000,
  });
else console.log(`Skipped: the contract on Samba AD DC, since ${missing}.`);
