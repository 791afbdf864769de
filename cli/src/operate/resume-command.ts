import {
  answer,
  type Consent,
  commandLine,
  consent,
  count,
  counting,
  exitCodes,
  isMeant,
  plain,
  type Reach,
  Refused,
  reaching,
  table,
} from '@cleandesk/command-line';
import { type ResetScope, resumeRequestedV1 } from '@cleandesk/contracts';
import { fleetIn, type Paused, pausesIn, type Row, scopeName } from '@cleandesk/rebuild-service/cli';
import type { Command } from 'commander';
import { placeText } from '../account/place.ts';
import { asOperator, deskOf } from './speak.ts';

type Given = Reach & Consent & { policy?: string; directory?: string; bundle?: string };

export const resumeCommand = (): Command =>
  reaching(commandLine('resume'))
    .description('let the resets of a paused scope go on; without one, list what is paused')
    .option('--policy <name>', 'a policy that an outage or bad rebuilds have paused')
    .option('--directory <id>', 'with --bundle: a directory in which a recreate failed')
    .option('--bundle <id>', 'the bundle of which it failed')
    .addOption(consent.yes())
    .addOption(consent.confirm())
    .addHelpText('after', '\nFind out why before: the runbook says what each pause means.')
    .action(async (given: Given) => {
      const { seats, bus, place, operator } = await deskOf(given);
      const scope = scopeOf(given);
      const all = await pausesIn(seats, Date.now());
      const paused =
        scope === undefined ? all : all.filter((one) => scopeName(one.scope) === scopeName(scope));
      if (scope === undefined) {
        if (given.yes === true) throw new Refused('What is to go on? --policy, or --directory and --bundle.');
        answer(given.json, { paused }, () => [placeText(place), pausedText(paused)].join('\n'));
        return;
      }
      if (paused.length === 0)
        throw new Refused(
          `${scopeName(scope)} is not paused.${all.length === 0 ? ' Nothing is.' : ` Paused: ${all.map((one) => scopeName(one.scope)).join(', ')}.`}`,
        );
      const states = ['away', 'terminating', 'recreating'];
      const { rows, unreadable } = await counting('seats read', (tell) =>
        fleetIn(seats, { states }, Date.now(), tell),
      );
      if (unreadable > 0)
        throw new Refused(`${count(unreadable, 'seat')} cannot be read by this version. Update it.`);
      const waiting = rows.filter((row) => waits(row, scope));
      const goes = await isMeant(given, waiting.length, {
        place: placeText(place),
        list: () => waitingText(waiting),
      });
      if (goes) await bus.publish([asOperator(resumeRequestedV1, { scope, requestedBy: operator })]);
      else process.exitCode = exitCodes.changes;
      answer(given.json, { asked: goes, in: place, scope, paused, waiting }, () =>
        [
          placeText(place),
          pausedText(paused),
          ...(waiting.length === 0 ? [] : [waitingText(waiting)]),
          goes
            ? `It was asked for that ${scopeName(scope)} goes on. \`resume\` lists what is still paused.`
            : `${scopeName(scope)} would go on; ${count(waiting.length, 'seat waits', 'seats wait')}. --yes does it.`,
        ].join('\n'),
      );
    });

function scopeOf({ policy, directory, bundle }: Given): ResetScope | undefined {
  if (policy !== undefined && directory === undefined && bundle === undefined) return { policy };
  if (policy === undefined && directory !== undefined && bundle !== undefined)
    return { directoryId: directory, bundleId: bundle };
  if (policy === undefined && directory === undefined && bundle === undefined) return undefined;
  throw new Refused('It is a policy, or a directory and a bundle.');
}

/** As far as a seat tells: whoever waits for a person, of that policy or in that directory. */
function waits({ waitsFor, policy, seat }: Row, scope: ResetScope): boolean {
  if ('policy' in scope) return policy === scope.policy && (waitsFor === 'outage' || waitsFor === 'failures');
  return seat.directoryId === scope.directoryId && waitsFor === 'breaker';
}

const waitingText = (waiting: readonly Row[]): string =>
  waiting
    .map(({ seat, workspaceId }) => plain(`  ${seat.directoryId}/${seat.userName} ${workspaceId ?? ''}`))
    .join('\n');

const pausedText = (paused: readonly Paused[]): string =>
  paused.length === 0
    ? 'Nothing is paused.'
    : table(
        ['paused', 'because', 'since'],
        paused.map(({ scope, because, since }) => [scopeName(scope), because, since]),
      );
