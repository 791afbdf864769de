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
const account = () => accountOf(deploymentNamed('cleandesk'), undefined, { patienceMs: 300_000 });

/** MiniStack keeps no policy of a bus, and has no Service Quotas: there the doctor rightly says so, and the stack is not to blame. */
const seen = checkNames.filter((name) => name !== 'bus' && name !== 'quotas');

/** ms after which what was planted has to be seen: AWS and the emulators tell some changes late. */
const soonMs = 120_000;

async function looked() {
  const found = await examine(account(), 'after', seen);
  return found.filter(({ state }) => state !== 'ok');
}

test('nothing is found where nothing is wrong, and a probe comes through to every function', async () => {
  const found = await examine(account(), 'after', seen);
  expect(found.filter(({ state }) => state !== 'ok')).toEqual([]);
  expect(found.find(({ check }) => check === 'probe')?.saw).toMatch(
    /A probe came over the bus to [1-9]\d* functions/,
  );
});

test.each(faults)('it is found, and nothing else, that $name', async (fault) => {
  const [check, state, saw] = fault.finds;
  const undo = await fault.plant(account());
  try {
    let wrong = await looked();
    const until = Date.now() + soonMs;
    while (wrong.every((one) => one.check !== check) && Date.now() < until) wrong = await looked();
    // A function that another check found out of reach is not waited for, and that is said.
    const told = wrong.filter((one) => !(one.check === 'probe' && one.state === 'unknown'));
    expect(new Set(told.map((one) => one.check))).toEqual(new Set([check]));
    expect(told).toEqual(
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
