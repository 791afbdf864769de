import { parsePolicies } from '@cleandesk/policies';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type Cloud, openCloud } from '../adapters/cloud.ts';
import { Office, refOf } from '../app/given.ts';
import { minute } from '../domain/given.ts';
import { atTheDoor } from './at-the-door.ts';

/**
 * Everything that a receipt has to hold, as an owner reads it: the service on the desktop cloud resets two desktops, the
 * records lie in a real table, and `receipts` tells of them.
 */
const door = atTheDoor();

const policies = parsePolicies(
  JSON.stringify(
    ['recreate', 'rebuild'].map((strategy) => ({
      name: `by ${strategy}`,
      match: { tags: { Cleandesk: [strategy] } },
      strategy,
      graceSeconds: 600,
      dryRun: false,
    })),
  ),
);

/** The service, with AWS's own desktops. */
class OfficeOnTheCloud extends Office {
  readonly #cloud: Cloud;

  constructor(cloud: Cloud) {
    super();
    this.#cloud = cloud;
    this.policies = policies;
  }

  override world() {
    const { clock, fleet } = this.#cloud;
    return { ...super.world(), fleet, clock: { now: () => clock.now() } };
  }

  /** Minute by minute, whatever is due. */
  async pass(minutes: number): Promise<void> {
    for (let past = 0; past < minutes; past += 1) {
      this.#cloud.clock.advance(minute);
      this.now = this.#cloud.clock.now();
      this.endsAt = this.now + minute;
      await this.due('all');
    }
  }

  desktopOf(user: string): string {
    const phase = this.seats.stored(refOf(user))?.phase;
    return phase?.status === 'live' ? phase.desktop.workspaceId : '';
  }

  async arrives(user: string): Promise<void> {
    const workspaceId = this.desktopOf(user);
    this.#cloud.control.session({ workspaceId, action: 'connect' });
    await this.hear([user, { type: 'LoggedIn', workspaceId, at: this.now }]);
  }

  async leaves(user: string): Promise<void> {
    const workspaceId = this.desktopOf(user);
    this.#cloud.control.session({ workspaceId, action: 'disconnect' });
    const start = this.now;
    await this.pass(5);
    await this.hear([user, { type: 'Disconnected', workspaceId, start, end: this.now }]);
  }
}

let cloud: Cloud;
let office: OfficeOnTheCloud;
beforeEach(async () => {
  cloud = await openCloud({ policies });
  office = new OfficeOnTheCloud(cloud);
});
afterEach(() => cloud.close());

/** Adopts a desktop with this strategy, and lets its user work, leave and come back when it is clean. */
async function aDayOf(user: string, strategy: string): Promise<void> {
  const [workspaceId = ''] = await cloud.desktops([user], { tags: { Cleandesk: strategy, Cost: 'R&D' } });
  await office.hear([user, { type: 'Watched', workspaceId }]);
  await office.pass(90);
  await office.arrives(user);
  await office.pass(20);
  await office.leaves(user);
  await office.pass(90);
  await office.arrives(user);
  await office.pass(1);
}

const any = z.looseObject({ kind: z.string() });
async function linesOf(...more: string[]) {
  const { code, out, err } = await door().exported(...more);
  expect([code, err]).toEqual([0, '']);
  return out
    .trim()
    .split('\n')
    .map((json) => any.parse(JSON.parse(json)));
}

const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const line = (what: RegExp) =>
  expect.stringMatching(new RegExp(`^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z ${what.source}`));

describe('A receipt', () => {
  test.each([
    ['recreate', {}],
    ['rebuild', { snapshotAt: time, lostMs: expect.any(Number) }],
  ] as const)('of a %s holds all that is promised of it', async (strategy, lost) => {
    await aDayOf('ada.berg', strategy);
    await door().stored(office);
    const lines = await linesOf();
    const [receipt, login] = ['reset', 'firstLogin'].map((kind) => lines.find((one) => one.kind === kind));
    const policy = policies.find((one) => one.strategy === strategy);
    const call = strategy === 'rebuild' ? 'rebuild' : 'terminate';
    expect(receipt).toMatchObject({
      seat: refOf('ada.berg'),
      strategy,
      // The policy and its version, and the tags that it went by.
      policy: { name: policy?.name, version: policy?.version },
      tags: { Cleandesk: strategy, Cost: 'R&D' },
      // Signals, looks and calls, with their times and what became of them; and the look right before the call.
      evidence: expect.arrayContaining([
        line(/told: disconnected between /),
        line(/look: AVAILABLE, DISCONNECTED, checked /),
        line(new RegExp(`${call}: accepted; \\S+ look: AVAILABLE, DISCONNECTED, checked `)),
        line(/look: AVAILABLE$/),
      ]),
      left: { from: time, to: time },
      lastSeenAt: time,
      lastLoginAt: time,
      // How long it took, from AWS's yes to the look that showed it, and within what.
      decidedAt: time,
      calledAt: time,
      notReadyAt: time,
      completedAt: time,
      timeToReadyMs: expect.any(Number),
      // What a rebuild brings back, and from when.
      ...lost,
      // Old and new desktop, by computer name, address, bundle and image.
      oldDesktop: {
        workspaceId: expect.stringMatching(/^ws-/),
        computerName: expect.any(String),
        ipAddress: expect.any(String),
        bundleId: 'wsb-standard1',
        imageId: 'unknown',
      },
      newDesktop: {
        workspaceId: expect.stringMatching(/^ws-/),
        computerName: expect.any(String),
        ipAddress: expect.any(String),
        bundleId: 'wsb-standard1',
        imageId: 'wsi-standard1',
      },
    });
    expect(Date.parse(String(receipt?.completedAt)) - Date.parse(String(receipt?.calledAt))).toBe(
      receipt?.timeToReadyMs,
    );
    expect(login).toMatchObject({ resetId: receipt?.resetId, loginAt: time, afterMs: expect.any(Number) });
  });

  test('has the image before it, when that was read then, and the one that the bundle has now', async () => {
    await aDayOf('ada.berg', 'recreate');
    cloud.control.bundle('wsb-standard1', { imageId: 'wsi-september1' });
    await office.pass(20);
    await office.leaves('ada.berg');
    await office.pass(90);
    await door().stored(office);
    const resets = await linesOf('--kind', 'reset');
    expect(resets.map(({ oldDesktop, newDesktop }) => ({ oldDesktop, newDesktop }))).toMatchObject([
      { oldDesktop: { imageId: 'unknown' }, newDesktop: { imageId: 'wsi-standard1' } },
      { oldDesktop: { imageId: 'wsi-standard1' }, newDesktop: { imageId: 'wsi-september1' } },
    ]);
  });

  test('says that the image is unknown when AWS does not tell it, and its reset is none the later', async () => {
    cloud.fault({ operation: 'DescribeWorkspaceBundles', kind: 'throttle', times: 1000 });
    await aDayOf('ada.berg', 'rebuild');
    await door().stored(office);
    expect(await linesOf('--kind', 'reset')).toMatchObject([{ newDesktop: { imageId: 'unknown' } }]);
  });
});

describe('Stale directory objects', () => {
  const stale = (...more: string[]) =>
    door().run('receipts', ['stale', '--table', door().tables.records, ...more]);

  test('are listed by name and address: of desktops that are gone, and of no others', async () => {
    await aDayOf('ada.berg', 'recreate');
    await aDayOf('ben.berg', 'rebuild');
    await door().stored(office);
    const [reset] = await linesOf('--kind', 'reset');
    const { oldDesktop } = z.looseObject({ oldDesktop: z.record(z.string(), z.string()) }).parse(reset);
    const { code, out, err } = await stale();
    expect([code, err]).toEqual([0, '']);
    const [head, one, ...more] = out.trimEnd().split('\n');
    expect(head).toMatch(/^computerName +ipAddress +workspaceId +directoryId +userName +goneAt +because$/);
    expect(one?.split(/ {2,}/)).toEqual([
      oldDesktop.computerName,
      oldDesktop.ipAddress,
      oldDesktop.workspaceId,
      'd-9067000001',
      'ada.berg',
      time,
      'recreated',
    ]);
    expect(more).toEqual([]);
    expect((await stale('--format', 'csv')).out).toContain(`\r\n"${oldDesktop.computerName}",`);
    const ndjson = await stale('--format', 'ndjson', '--since', '2020-01-01');
    expect(JSON.parse(ndjson.out)).toMatchObject({
      computerName: oldDesktop.computerName,
      userName: 'ada.berg',
    });
    const later = await stale('--format', 'ndjson', '--since', 'P1D');
    expect([later.code, later.out]).toEqual([0, '']);
  });

  test('are of whatever ended a desktop; whose name AWS had not told, or is in use again, is left out', async () => {
    const pc = (n: number, computerName?: string) => ({
      workspaceId: `ws-00000000${n}`,
      bundleId: 'wsb-standard1',
      ...(computerName === undefined ? {} : { computerName }),
    });
    const at = Date.UTC(2026, 7, 3);
    const recreate = { strategy: 'recreate' } as const;
    await door().written(
      { kind: 'reset', user: 'ada', at, ...recreate, oldDesktop: pc(1, 'PC-1'), newDesktop: pc(2, 'PC-2') },
      {
        kind: 'reset',
        user: 'ada',
        at: at + 1,
        ...recreate,
        oldDesktop: pc(2, 'PC-2'),
        newDesktop: pc(3, 'pc-1'),
      },
      { kind: 'removed', user: 'ben', at: at + 2, oldDesktop: pc(4, 'PC-4') },
      { kind: 'failed', user: 'cid', at: at + 3, ...recreate, oldDesktop: pc(5, 'PC-5') },
      {
        kind: 'failed',
        user: 'dan',
        at: at + 4,
        strategy: 'rebuild',
        oldDesktop: pc(6, 'PC-6'),
        newDesktop: pc(6, 'PC-6'),
      },
      { kind: 'removed', user: 'eva', at: at + 5, oldDesktop: pc(7) },
      { kind: 'kept', user: 'fay', at: at + 6, workspaceId: 'ws-000000008', bundleId: 'wsb-standard1' },
    );
    const { out, err } = await stale('--format', 'ndjson');
    const listed = out
      .trim()
      .split('\n')
      .map((json) => JSON.parse(json));
    expect(listed.map(({ computerName, because }) => [computerName, because])).toEqual([
      ['PC-2', 'recreated'],
      ['PC-4', 'removed'],
      ['PC-5', 'recreate failed'],
    ]);
    expect(err).toContain('1 more went, and AWS had not told its name.');
    expect(err).toContain('1 name more is in use again.');
  });

  test('have a help that says what they are', async () => {
    const { code, out } = await stale('--help');
    expect(code).toBe(0);
    for (const said of ['--since', '--format', '"table", "csv", "ndjson"', 'recreated or removed'])
      expect(out.replaceAll(/\s+/g, ' ')).toContain(said);
  });
});
