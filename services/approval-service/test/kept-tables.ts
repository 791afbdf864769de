import { join } from 'node:path';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { keptSamples } from '@cleandesk/samples';
import { beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { digest } from '../src/adapters/chance.ts';
import { dynamoLimits, dynamoLinks, dynamoMailbook } from '../src/adapters/dynamo-doors.ts';
import { dynamoRequests } from '../src/adapters/dynamo-requests.ts';
import { dynamoPauses, dynamoSeats } from '../src/adapters/dynamo-seats.ts';
import { readSettings } from '../src/adapters/dynamo-settings.ts';
import type { Table } from '../src/adapters/table.ts';
import { day, minute, noon, requestOf, seatIdOf } from './samples.ts';

const items = z.array(z.looseObject({ pk: z.string(), sk: z.string() }));

const seatId = seatIdOf('ada.berg');
const id = '01K1ZJ6Q0W5T9M3N8E4R7Y2D6B';
const once = { key: 'key-of-ada', hash: 'hash-of-its-body' };
const link = 'hash-of-its-token';

/**
 * Whole tables as releases left them: Ada's request waits, its approver has typed one wrong code, and all of her tries of that day are
 * used up. What has no version of its own is found by its key and by single fields, and today's code goes on with it.
 */
export function keptTables(newTable: () => Promise<Table>): void {
  describe.each(keptSamples(join(import.meta.dirname, 'samples'), 'tables'))(
    'a table as $version left it, $file',
    ({ value }) => {
      let portal: Table;
      beforeEach(async () => {
        portal = await newTable();
        for (const Item of items.parse(value))
          await portal.client.send(new PutCommand({ TableName: portal.tableName, Item }));
      });
      const requests = () => dynamoRequests(portal, digest, { warnBeforeMs: day });

      test('a POST that comes again is the request that it made, and no second one is made beside it', async () => {
        expect(await requests().earlier('ada.berg', once)).toMatchObject({ value: { id }, version: 1 });
        expect(await requests().earlier('ada.berg', { ...once, hash: 'of another body' })).toBe('otherBody');
        expect(await requests().openOf(seatId, 'desktop')).toBe(id);
        const again = requestOf('ada.berg', { id: '01K1ZJ6Q0W5T9M3N8E4R7Y2D6C' });
        const other = { key: 'another key', hash: 'h' };
        expect(await requests().create(again, { once: other, perDay: 5 })).toEqual({ kind: 'open' });
        const reset = { ...again, kind: 'reset' as const };
        expect(await requests().create(reset, { once: other, perDay: 1 })).toEqual({ kind: 'tooManyToday' });
        expect(await requests().create(reset, { once: other, perDay: 2 })).toMatchObject({ kind: 'created' });
      });

      test('it stands in the lists of its approvers, and in none of those when it has ended', async () => {
        const ids = async (list: 'waiting' | 'decided') =>
          (await requests().ofApprover('eve@example.com', list, { limit: 10 })).items.map((one) => one.id);
        expect([await ids('waiting'), await ids('decided')]).toEqual([[id], []]);
        const before = await requests().load(id);
        if (before === undefined) throw new Error('It is gone');
        const at = noon + minute;
        await requests().save(before, {
          ...before.value,
          status: 'rejected',
          decisions: [{ by: 'eve@example.com', verdict: 'reject', at }],
          history: [...before.value.history, { at, state: 'rejected', by: 'eve@example.com' }],
        });
        expect([await ids('waiting'), await ids('decided')]).toEqual([[], [id]]);
        expect(await requests().openOf(seatId, 'desktop')).toBeUndefined();
      });

      test('a link opens what it was for, and has the tries that are left', async () => {
        const links = dynamoLinks(portal);
        expect(await links.load(link)).toEqual({
          requestId: id,
          approver: 'eve@example.com',
          expiresAt: noon + day,
          codeHash: 'hash-of-its-code',
          triesLeft: 4,
        });
        const left = [];
        for (let guess = 0; guess < 6; guess++) left.push(await links.tryOnce(link));
        expect(left).toEqual([4, 3, 2, 1, 0, 0]);
      });

      test('no mail goes out again, and who has used up their tries has none', async () => {
        expect(await dynamoMailbook(portal).begin(`approve:${id}`, noon + minute)).toBe(false);
        const limits = dynamoLimits(portal);
        expect(await limits.within('login:ada.berg', { most: 5, ms: day }, noon + minute)).toBe(false);
        expect(await limits.within('login:ada.berg', { most: 5, ms: day }, noon + day)).toBe(true);
      });

      test('the fleet is counted on from there', async () => {
        const seats = dynamoSeats(portal);
        const standing = await seats.load((await seats.ofDesktop('ws-ada.berg00000000')) ?? '');
        if (standing === undefined) throw new Error('Her seat is gone');
        expect(await seats.counts()).toEqual({ byStatus: { live: 1 }, waiting: 0 });
        await seats.save(standing, { ...standing.value, status: 'away' });
        expect(await seats.counts()).toEqual({ byStatus: { live: 0, away: 1 }, waiting: 0 });
        expect((await seats.byStatus('away', { limit: 10 })).items).toHaveLength(1);
        expect((await seats.timeline(seatId, { limit: 10 })).items).toMatchObject([{ what: 'HoldPlaced' }]);
      });

      test('a pause is open until newer news end it', async () => {
        const pauses = dynamoPauses(portal);
        const [open] = await pauses.all();
        if (open === undefined) throw new Error('Nothing is paused');
        expect(open).toMatchObject({ scope: { policy: 'kiosks' }, because: 'Breaker', since: noon });
        await pauses.put({ ...open, open: false }, noon - minute);
        expect(await pauses.all()).toEqual([open]);
        await pauses.put({ ...open, open: false }, noon + minute);
        expect(await pauses.all()).toEqual([]);
      });

      test('its settings are read by functions that were deployed with them', async () => {
        expect(await readSettings(portal, 'SETTINGS#of-a-deployment')).toMatchObject({ title: 'Desktops' });
      });
    },
  );
}
