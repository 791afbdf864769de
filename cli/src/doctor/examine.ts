import { Refused, troubleWith } from '@cleandesk/command-line';
import { type Account, NotDeployed } from './account.ts';
import { bus, rules } from './checks/bus.ts';
import { alarms, lastReconcile, policies } from './checks/fleet.ts';
import { functions, permissions, rate } from './checks/functions.ts';
import { keys } from './checks/keys.ts';
import { mail, mailBefore } from './checks/mail.ts';
import { pauses } from './checks/pauses.ts';
import { probe } from './checks/probe.ts';
import { letters, queues } from './checks/queues.ts';
import { quotas, workspaces } from './checks/quotas.ts';
import { timers } from './checks/timers.ts';
import { trail } from './checks/trail.ts';
import { type Finding, type Seen, Unread, unknown } from './finding.ts';

type Check = (account: Account) => Promise<Seen[]>;

/** What an account has to have before anything is deployed. */
const before: Readonly<Record<string, Check>> = { workspaces, trail, mail: mailBefore, quotas };

/** What a deployment has to have. */
const after: Readonly<Record<string, Check>> = {
  workspaces,
  trail,
  mail,
  quotas,
  bus,
  rules,
  queues,
  functions,
  permissions,
  keys,
  rate,
  timers,
  'last reconcile': lastReconcile,
  alarms,
  policies,
  'dead letters': letters,
  pauses,
};

export type When = 'before' | 'after';
export const checkNames = [...Object.keys(after), 'probe'];

/** @param only names of checks; all of them unless said otherwise */
export async function examine(
  account: Account,
  when: When,
  only: readonly string[] = checkNames,
  progress: (checks: number) => void = () => undefined,
): Promise<Finding[]> {
  let done = 0;
  const checks = Object.entries(when === 'before' ? before : after).filter(([name]) => only.includes(name));
  const found = await Promise.all(
    checks.map(async ([check, look]) => {
      const seen = await carefully(() => look(account));
      done += 1;
      progress(done);
      return seen.map((one) => ({ check, ...one }));
    }),
  );
  const all = found.flat();
  if (when === 'before' || !only.includes('probe')) return all;
  const probed = await carefully(() => probe(account, all));
  return [...all, ...probed.map((one) => ({ check: 'probe', ...one }))];
}

/** What could not be asked is said, and is never well. */
async function carefully(look: () => Promise<Seen[]>): Promise<Seen[]> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof NotDeployed)
      return [unknown(error.message, 'What is not deployed is said by `functions`.')];
    if (error instanceof Unread) return [unknown(error.message, error.advice)];
    if (error instanceof Refused) return [unknown(error.message, 'Name what is deployed.')];
    const told =
      troubleWith(error) ?? (error instanceof Error ? `${error.name}: ${error.message}` : String(error));
    return [
      unknown(
        `It could not be found out: ${told}`,
        'Ask with a role that may: docs/operator-role.md has its policy.',
      ),
    ];
  }
}
