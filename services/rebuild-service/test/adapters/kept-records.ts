import { join } from 'node:path';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { keptSamples } from '@cleandesk/samples';
import { expect, onTestFinished, test } from 'vitest';
import { kinds, rowOf, saidIn } from '../../cli/records/record.ts';
import { recordsOf } from '../../cli/records/tables.ts';
import { checkChain, checkRecord } from '../../cli/verify/chain.ts';
import { dynamoRecords } from '../../src/adapters/dynamo-records.ts';
import { keyOf } from '../../src/adapters/seat-key.ts';
import { RecordInTheWay } from '../../src/ports.ts';
import { ref } from './seat-samples.ts';

const samples = keptSamples(join(import.meta.dirname, '../samples'), 'records');
const versions = [...new Set(samples.map(({ version }) => version))];
const ada = ref('ada.berg');

type OpenTable = () => Promise<{
  client: DynamoDBDocumentClient;
  tableName: string;
  close: () => Promise<void>;
}>;

/** The records of one seat, as each release wrote them: whoever reads and verifies them finds all that was written. */
export function keptRecords(openTable: OpenTable): void {
  const stored = async (version: string) => {
    const table = await openTable();
    onTestFinished(() => table.close());
    for (const { value } of samples.filter((one) => one.version === version))
      await table.client.send(new PutCommand({ TableName: table.tableName, Item: { ...Object(value) } }));
    return { table, read: () => recordsOf(table, keyOf(ada)) };
  };

  test.each(versions)('records as %s wrote them are of every kind, and one whole chain', async (version) => {
    const { read } = await stored(version);
    const items = await read();
    expect(new Set(items.map((one) => saidIn(rowOf(one)).kind))).toEqual(new Set(kinds));
    const checked = items.map(checkRecord);
    expect(checked.flatMap(({ faults }) => faults)).toEqual([]);
    const last = rowOf(items.at(-1));
    const head = { count: last.number, hash: last.hash, expiresAt: last.expiresAt, unwritten: [] };
    const chain = checked.flatMap((one) => one.checked ?? []);
    expect(checkChain(chain, head, 0)).toEqual({ faults: [], expired: 0, unwritten: 0 });
  });

  test.each(versions)(
    'records as %s wrote them stand: each once, and no other in its place',
    async (version) => {
      const { table, read } = await stored(version);
      const items = await read();
      const records = dynamoRecords(table);
      for (const { kind, at, text, pk: _pk, ...link } of items.map(rowOf)) {
        const [known = 'reset'] = kinds.filter((one) => one === kind);
        const record = { type: 'Record', id: text, kind: known, at, text } as const;
        await records.append(ada, { ...record, link });
        const other = { ...link, hash: 'another' };
        await expect(records.append(ada, { ...record, link: other })).rejects.toThrow(RecordInTheWay);
      }
      expect(await read()).toEqual(items);
    },
  );
}
