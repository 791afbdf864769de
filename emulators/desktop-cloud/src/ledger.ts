import { isPlain } from './protocol/wire.ts';
import { Tail } from './tail.ts';

/** One API call. */
export type LedgerEntry = {
  /** epoch ms */
  at: number;
  api: string;
  operation: string;
  region: string;
  caller: string;
  /** The client's execution environment, e.g. `AWS_Lambda_nodejs22.x`, when it says so. */
  environment?: string | undefined;
  /** Names and ids out of the request, never tags or payloads. */
  request: Record<string, string[]>;
  outcome: 'answered' | 'refused' | 'hung' | 'underWay';
  /** Error code of a refused call, and of items of an answered one. */
  code?: string | undefined;
  failedItems?: number | undefined;
  /** ms of the clock until the answer. */
  tookMs?: number | undefined;
};

/** The last 10,000 calls. */
export class Ledger extends Tail<LedgerEntry> {
  constructor() {
    super(10_000);
  }

  /** Notes a call; the entry that is returned is written on as the call goes on. */
  open(entry: LedgerEntry): LedgerEntry {
    this.add(entry);
    return entry;
  }
}

/** What in a request names something: enough to know whom a call was about. */
const naming = new Set([
  'WorkspaceId',
  'WorkspaceIds',
  'SourceWorkspaceId',
  'PrimaryWorkspaceId',
  'DirectoryId',
  'DirectoryIds',
  'BundleId',
  'BundleIds',
  'UserName',
  'ResourceId',
  'ResourceARN',
  'ResourceArn',
  'ResourceARNList',
  'AlarmName',
  'AlarmNames',
  'AlarmNamePrefix',
  'Namespace',
  'MetricName',
  'Name',
  'GroupName',
]);
const mostIds = 100;

/** Names and ids by member name, wherever they stand in the request. */
export function idsIn(input: unknown): Record<string, string[]> {
  const found = new Map<string, string[]>();
  let count = 0;
  const walk = (value: unknown, name: string | undefined, depth: number): void => {
    if (depth > 8 || count >= mostIds) return;
    if (Array.isArray(value)) {
      for (const item of value) walk(item, name, depth + 1);
    } else if (isPlain(value)) {
      for (const [member, inner] of Object.entries(value)) {
        if (naming.has(member) || typeof inner === 'object') walk(inner, member, depth + 1);
      }
    } else if (typeof value === 'string' && name !== undefined && naming.has(name)) {
      count += 1;
      found.set(name, [...(found.get(name) ?? []), value.slice(0, 256)]);
    }
  };
  walk(input, undefined, 0);
  return Object.fromEntries(found);
}
