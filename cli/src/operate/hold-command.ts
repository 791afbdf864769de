import {
  answer,
  commandLine,
  consent,
  counting,
  exitCodes,
  plain,
  type Reach,
  Refused,
  reaching,
  until,
} from '@cleandesk/command-line';
import { holdLiftedV1, holdPlacedV1 } from '@cleandesk/contracts';
import { theSeatOf, wholeTable } from '@cleandesk/rebuild-service/cli';
import type { Command } from 'commander';
import { placeText } from '../account/place.ts';
import { asOperator, deskOf } from './speak.ts';

export const holdCommand = (): Command =>
  reaching(commandLine('hold'))
    .description('protect a desktop: nobody resets or removes it until then')
    .argument('<user>', 'the user, or directory/user')
    .requiredOption('--reason <text>', 'why, for whoever finds it')
    .requiredOption('--until <when>', 'an ISO 8601 duration from now (PT4H, P7D) or a date', until)
    .option('--owner <name>', 'whose it is; default: who you are in AWS')
    .option('--id <id>', 'what it is known by; one with the same id is replaced')
    .addHelpText('after', wholeTable)
    .action(
      async (who: string, given: Reach & { reason: string; until: number; owner?: string; id?: string }) => {
        const { seats, bus, place, operator } = await deskOf(given);
        const { ref: seat } = await counting('seats read', (tell) => theSeatOf(seats, who, tell));
        const hold = {
          seat,
          holdId: given.id ?? crypto.randomUUID(),
          owner: given.owner ?? operator,
          reason: given.reason,
          until: new Date(given.until).toISOString(),
        };
        await bus.publish([asOperator(holdPlacedV1, hold)]);
        answer(given.json, { ...hold, in: place }, () =>
          [
            placeText(place),
            plain(
              `Hold ${hold.holdId} of ${seat.directoryId}/${seat.userName} until ${hold.until} was asked for. It stands once \`seat\` shows it.`,
            ),
          ].join('\n'),
        );
      },
    );

export const releaseCommand = (): Command =>
  reaching(commandLine('release'))
    .description('end the holds of a desktop before their time')
    .argument('<user>', 'the user, or directory/user')
    .option('--id <id>', 'only this one; default: the one that stands')
    .addOption(consent.yes())
    .addHelpText(
      'after',
      `\nWhere more than one stands, they are only shown: name one with --id, or end all with --yes.${wholeTable}`,
    )
    .action(async (who: string, given: Reach & { id?: string; yes?: boolean }) => {
      const { seats, bus, place } = await deskOf(given);
      const { ref: seat, holds } = await counting('seats read', (tell) => theSeatOf(seats, who, tell));
      const standing = holds.filter((hold) => hold.until > Date.now());
      const ended = standing.filter(({ id }) => given.id === undefined || id === given.id);
      if (ended.length === 0) {
        const others = standing.map(({ id }) => id).join(', ');
        throw new Refused(
          `${seat.userName} has no ${given.id === undefined ? 'hold' : `hold ${given.id}`}.${others === '' ? '' : ` There are: ${others}.`}`,
        );
      }
      // Each is somebody's word that this desktop must stay as it is.
      if (ended.length > 1 && given.yes !== true) {
        process.exitCode = exitCodes.changes;
        answer(given.json, { in: place, seat, released: [], wouldRelease: ended.map(({ id }) => id) }, () =>
          [
            placeText(place),
            ...ended.map(({ id, owner, reason }) => plain(`Would release ${id} of ${owner}: ${reason}`)),
            'Name one with --id, or end all of them with --yes.',
          ].join('\n'),
        );
        return;
      }
      await bus.publish(ended.map(({ id: holdId }) => asOperator(holdLiftedV1, { seat, holdId })));
      answer(given.json, { in: place, seat, released: ended.map(({ id }) => id) }, () =>
        [
          placeText(place),
          ...ended.map(({ id, owner, reason }) =>
            plain(`The end of ${id} of ${owner} was asked for: ${reason}`),
          ),
        ].join('\n'),
      );
    });
