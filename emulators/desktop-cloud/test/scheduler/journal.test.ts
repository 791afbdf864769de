import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VirtualClock } from '../../src/clock.ts';
import { createScheduler } from '../../src/scheduler/index.ts';
import { account, busTarget, caller, oneShot, stand, start, Targets } from './stand.ts';

let store = '';
beforeEach(() => {
  store = mkdtempSync(join(tmpdir(), 'schedules-'));
});
afterEach(() => rmSync(store, { recursive: true, force: true }));
const journal = (): string => join(store, 'schedules.jsonl');

describe('after a restart', () => {
  it('everything stands as it stood', async () => {
    const first = stand({ store });
    await first.call('POST', '/schedule-groups/timers', { Tags: [{ Key: 'a', Value: 'b' }] });
    await first.call(
      'POST',
      '/schedules/kept',
      oneShot(start + 60_000, { GroupName: 'timers', EndDate: start / 1_000 + 9 }),
    );
    await first.call('POST', '/schedules/gone', oneShot(start + 60_000));
    await first.call('DELETE', '/schedules/gone');
    const before = await first.call('GET', '/schedules/kept?groupName=timers');
    first.scheduler.close();

    const second = stand({ store });
    expect(await second.call('GET', '/schedules/kept?groupName=timers')).toEqual(before);
    expect(second.scheduler.list().map(({ name }) => name)).toEqual(['kept']);
    const tags = await second.call(
      'GET',
      '/tags/arn:aws:scheduler:eu-central-1:000000000000:schedule-group/timers',
    );
    expect(tags.body).toEqual({ Tags: [{ Key: 'a', Value: 'b' }] });
    await second.clock.advanceAndSettle(120_000);
    expect(second.targets.delivered.map(({ at }) => at)).toEqual([start + 60_000]);
  });

  it('one-shots that came due meanwhile fire at once, and none that had run fires again', async () => {
    const first = stand({ store });
    await first.call('POST', '/schedules/ran', oneShot(start + 1_000, { ActionAfterCompletion: 'NONE' }));
    await first.call('POST', '/schedules/overdue', oneShot(start + 60_000));
    await first.clock.advanceAndSettle(2_000);
    first.scheduler.close();

    const later = stand({ store, clock: new VirtualClock(start + 3_600_000) });
    await later.clock.advanceAndSettle(1);
    expect(later.targets.delivered).toEqual([expect.objectContaining({ to: 'bus', at: start + 3_600_000 })]);
    expect(later.scheduler.list().map(({ name }) => name)).toEqual(['ran']);
  });

  it('a delivery that was not finished is made again', async () => {
    const first = stand({ store });
    first.targets.refusals = 1;
    await first.call('POST', '/schedules/interrupted', oneShot(start + 1_000));
    await first.clock.advanceAndSettle(1_500);
    first.scheduler.close();
    const second = stand({ store, clock: new VirtualClock(start + 2_000) });
    await second.clock.advanceAndSettle(1);
    expect(second.targets.delivered).toHaveLength(1);
  });
});

describe('the journal', () => {
  it('is told anew when most of it is history', async () => {
    const { call, scheduler } = stand({ store });
    for (let round = 0; round < 1_200; round += 1) {
      await call(round === 0 ? 'POST' : 'PUT', '/schedules/moved', oneShot(start + 60_000 + round * 1_000));
    }
    scheduler.close();
    expect(readFileSync(journal(), 'utf8').split('\n').length).toBeLessThan(500);
    expect(stand({ store }).scheduler.list()).toHaveLength(1);
  });

  it('that is broken in its middle is not guessed at', async () => {
    const { call, scheduler } = stand({ store });
    await call('POST', '/schedules/a', oneShot(start + 60_000));
    await call('POST', '/schedules/b', oneShot(start + 60_000));
    scheduler.close();
    writeFileSync(journal(), readFileSync(journal(), 'utf8').replace('"type"', 'type'));
    expect(() => stand({ store })).toThrow(/line 1 is not a record of this version; remove the file/);
  });

  it('that a crash cut anywhere gives the state of its whole records, and goes on from there', async () => {
    const { call, scheduler } = stand({ store });
    for (const name of ['a', 'b', 'ü', 'd']) {
      await call('POST', `/schedule-groups/group-${encodeURIComponent(name).replaceAll('%', '-')}`, {
        Tags: [{ Key: 'name', Value: name }],
      });
      await call(
        'POST',
        `/schedules/s-${encodeURIComponent(name).replaceAll('%', '-')}`,
        oneShot(start + 60_000, { Description: name }),
      );
    }
    await call('DELETE', '/schedules/s-b');
    scheduler.close();
    const whole = readFileSync(journal());
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length }), async (cut) => {
        writeFileSync(journal(), whole.subarray(0, cut));
        const records = whole.subarray(0, cut).filter((byte) => byte === 0x0a).length;
        const expected = ['s-a', 's-b', 's--C3-BC', 's-d'].slice(0, Math.floor(Math.min(records, 8) / 2));
        if (records === 9) expected.splice(1, 1);
        const again = stand({ store });
        expect(again.scheduler.list().map(({ name }) => name)).toEqual(expected);
        await again.call('POST', '/schedules/after', oneShot(start + 90_000));
        again.scheduler.close();
        expect(
          stand({ store })
            .scheduler.list()
            .map(({ name }) => name)
            .sort(),
        ).toEqual([...expected, 'after'].sort());
      }),
      { numRuns: 60 },
    );
  });
});

describe('kill -9', () => {
  it('loses nothing that was answered', async () => {
    const child = spawn(
      process.execPath,
      [fileURLToPath(new URL('./keep-creating.ts', import.meta.url)), store],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let answered = 0;
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      answered = Number(text.slice(0, text.lastIndexOf('\n')).split('\n').at(-1));
      if (answered > 500) child.kill('SIGKILL');
    });
    await once(child, 'close');
    const scheduler = createScheduler({
      clock: new VirtualClock(start),
      invoker: new Targets(() => start),
      store,
    });
    expect(answered).toBeGreaterThan(500);
    expect(scheduler.list().length).toBeGreaterThanOrEqual(answered);
    expect((await caller(scheduler, account)('GET', `/schedules/s-${answered}`)).status).toBe(200);
    scheduler.close();
  }, 20_000);
});

it('10,000 pending one-shots are cheap', async () => {
  const { clock, call, scheduler, targets } = stand({ store });
  const began = performance.now();
  for (let index = 0; index < 10_000; index += 1) {
    await call(
      'POST',
      `/schedules/s-${index}`,
      oneShot(start + 60_000 + (index % 600) * 1_000, { Target: busTarget() }),
    );
  }
  const created = performance.now();
  clock.advance(59_000);
  const waited = performance.now();
  scheduler.close();
  const again = stand({ store });
  const loaded = performance.now();
  await again.clock.advanceAndSettle(700_000);
  const fired = performance.now();
  console.log(
    `10,000 one-shots: created in ${Math.round(created - began)} ms, waiting ${(waited - created).toFixed(1)} ms, ` +
      `read back in ${Math.round(loaded - waited)} ms, fired in ${Math.round(fired - loaded)} ms`,
  );
  expect(targets.delivered).toEqual([]);
  expect(again.targets.delivered).toHaveLength(10_000);
  expect(again.scheduler.list()).toEqual([]);
}, 30_000);
