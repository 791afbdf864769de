import { deploymentNamed } from '@cleandesk/command-line';
import { expect, inject, test } from 'vitest';
import { accountOf } from '../../src/doctor/account.ts';
import { checkNames, examine } from '../../src/doctor/examine.ts';
import { becomesQuiet, clearsLetters, saidSince } from './quiet.ts';
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

/** ms after which a fault that no look has found is taken out and planted anew: a run that was under way may have undone it. */
const plantedAgainMs = 20_000;

type Planted = { undo: () => Promise<unknown>; at: number };

/** What waited for a function must not be found by the next look. */
async function settles(): Promise<void> {
  const now = account();
  await becomesQuiet(now);
  await clearsLetters(now);
}

/** What is wrong in the first look that finds just this, or in the last one. */
async function lookedUntil(checks: readonly string[], plantAgain: () => Promise<unknown> = async () => {}) {
  for (const until = Date.now() + soonMs; ; ) {
    const found = await examine(account(), 'after', seen);
    // A function that another check found out of reach is not waited for, and that is said.
    const wrong = found.filter(
      ({ check, state }) =>
        state !== 'ok' && !(checks.length > 0 && check === 'probe' && state === 'unknown'),
    );
    const isSo = new Set([...wrong.map(({ check }) => check), ...checks]).size === checks.length;
    if ((isSo && wrong.length >= checks.length) || Date.now() >= until) return { found, wrong };
    if (!checks.every((name) => wrong.some(({ check }) => check === name))) await plantAgain();
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
  const plant = async (): Promise<Planted> => ({ undo: await fault.plant(account()), at: Date.now() });
  const begun = Date.now();
  let planted = await plant();
  try {
    const { wrong } = await lookedUntil([check], async () => {
      if (Date.now() < planted.at + plantedAgainMs) return;
      await planted.undo();
      await settles();
      planted = await plant();
    });
    const ran = wrong.some((one) => one.check === check) ? [] : await saidSince(account(), begun);
    expect({ checks: new Set(wrong.map((one) => one.check)), ran }).toEqual({
      checks: new Set([check]),
      ran: [],
    });
    expect(wrong).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ state, saw: expect.stringMatching(saw), advice: expect.any(String) }),
      ]),
    );
  } finally {
    await planted.undo();
    await settles();
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
