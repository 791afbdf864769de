import { deploymentNamed } from '@cleandesk/command-line';
import { expect, inject, test } from 'vitest';
import { accountOf } from '../../src/doctor/account.ts';
import { checkNames, examine } from '../../src/doctor/examine.ts';
import { becomesQuiet, clearsLetters } from './quiet.ts';
import { faults } from './surgery.ts';

Object.assign(process.env, inject('variables'));

/**
 * Anew for each look: what is looked at is asked for once. A function that was changed begins anew, which takes long beside
 * others on a small machine.
 */
const account = () => accountOf(deploymentNamed('cleandesk'), undefined, { patienceMs: 100_000 });

/** MiniStack keeps no policy of a bus, and has no Service Quotas: there the doctor rightly says so, and the stack is not to blame. */
const seen = checkNames.filter((name) => name !== 'bus' && name !== 'quotas');

/**
 * ms within which a look has to find what is wrong, and nothing else: AWS and the emulators tell some changes late, and a probe that a
 * function had when it was changed comes again after the time that its queue gives it.
 */
const soonMs = 420_000;

/** What is wrong in the first look that finds just this, or in the last one. */
async function lookedUntil(checks: readonly string[]) {
  for (const until = Date.now() + soonMs; ; ) {
    const found = await examine(account(), 'after', seen);
    // A function that another check found out of reach is not waited for, and that is said.
    const wrong = found.filter(
      ({ check, state }) =>
        state !== 'ok' && !(checks.length > 0 && check === 'probe' && state === 'unknown'),
    );
    const isSo = new Set([...wrong.map(({ check }) => check), ...checks]).size === checks.length;
    if ((isSo && wrong.length >= checks.length) || Date.now() >= until) return { found, wrong };
  }
}

test('nothing is found where nothing is wrong, and a probe comes through to every function', async () => {
  const { found, wrong } = await lookedUntil([]);
  expect(wrong).toEqual([]);
  expect(found.find(({ check }) => check === 'probe')?.saw).toMatch(
    /A probe came over the bus to [1-9]\d* functions/,
  );
});

test.each(faults)('it is found, and nothing else, that $name', async (fault) => {
  const [check, state, saw] = fault.finds;
  const undo = await fault.plant(account());
  try {
    const { wrong } = await lookedUntil([check]);
    expect(new Set(wrong.map((one) => one.check))).toEqual(new Set([check]));
    expect(wrong).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ state, saw: expect.stringMatching(saw), advice: expect.any(String) }),
      ]),
    );
  } finally {
    await undo();
    // What waited for the function meanwhile must not be found by the next one.
    const now = account();
    await becomesQuiet(now);
    await clearsLetters(now);
  }
});

test('a deployment that is not there is said, and nothing is called well for it', async () => {
  const found = await examine(accountOf(deploymentNamed('nobody'), undefined), 'after', [
    'bus',
    'rules',
    'queues',
    'functions',
  ]);
  expect(found.map(({ state }) => state)).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
});
