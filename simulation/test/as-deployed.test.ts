import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  ownShare,
  reconcileRules,
  reconcileVisibilityMs,
  turnPatienceMs,
  watchRules,
  watchVisibilityMs,
} from '../src/functions/alarm-manager.ts';
import { syncRules, syncVisibilityMs } from '../src/functions/directory-sync.ts';
import { paceOf } from '../src/functions/host.ts';
import { seatsRules, seatsVisibilityMs } from '../src/functions/rebuild-service.ts';

const terraform = join(import.meta.dirname, '../../terraform');
const variables = readFileSync(join(terraform, 'variables.tf'), 'utf8');
const main = readFileSync(join(terraform, 'main.tf'), 'utf8');
const alarmManager = readFileSync(join(terraform, 'modules/alarm-manager/main.tf'), 'utf8');

/** A default of terraform/variables.tf, within the block that begins with these words. */
function deployed(block: string, name: string): number {
  const from = variables.indexOf(block);
  const found = new RegExp(`${name}\\s*=\\s*(?:optional\\(number,\\s*)?([\\d.]+)`).exec(
    variables.slice(from),
  );
  if (from < 0 || found === null) throw new Error(`There is no ${name} in ${block}`);
  return Number(found[1]);
}

test.each([
  ['watch = optional', watchRules, watchVisibilityMs],
  ['reconcile = optional', reconcileRules, reconcileVisibilityMs],
  ['seats = optional', seatsRules, seatsVisibilityMs],
  ['sync = optional', syncRules, syncVisibilityMs],
])(
  'the function of `%s` lives as long here as where it is deployed',
  (block, { timeoutMs }, visibilityMs) => {
    expect(timeoutMs / 1000).toBe(deployed(block, 'timeout_seconds'));
    expect(visibilityMs / 1000).toBe(deployed(block, 'visibility_timeout_seconds'));
  },
);

test('all functions together keep to the same pace', () => {
  expect(paceOf.perSecond).toBe(deployed('variable "workspaces_calls_per_second"', 'default'));
});

test.each([watchRules, reconcileRules])('$name waits for a turn as long as where it is deployed', (rules) => {
  const rule = new RegExp(
    `PACE_PATIENCE_SECONDS = tostring\\(min\\((\\d+), var\\.pace\\.${rules.name}\\.timeout_seconds / (\\d+)\\)\\)`,
  );
  const [, most, part] = rule.exec(alarmManager) ?? [];
  const seconds = deployed(`${rules.name} = optional`, 'timeout_seconds');
  expect(turnPatienceMs(rules) / 1000).toBe(Math.min(Number(most), seconds / Number(part)));
});

test('the share that alarm-manager keeps to by itself is the deployed one', () => {
  const share = Number(/workspaces_pace\s*=\s*merge\([^{]*\{ share = ([\d.]+) \}/.exec(main)?.[1]);
  const runs = Number(/share \/ (\d+)/.exec(alarmManager)?.[1]);
  expect(ownShare).toBe(share / runs);
});
