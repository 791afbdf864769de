import { SQSClient } from '@aws-sdk/client-sqs';
import {
  answer,
  colours,
  commandLine,
  count,
  counting,
  deploymentOf,
  exitCodes,
  plain,
  type Reach,
  Refused,
  reaching,
  table,
  where,
  wholeNumber,
} from '@cleandesk/command-line';
import type { Command } from 'commander';
import { placeOf, placeText } from '../account/place.ts';
import { type Letter, lettersOf, showAgain } from './letters.ts';
import { type DeadLetterQueue, deadLetterQueues, lettersIn, theQueue } from './queues.ts';
import { type Redriven, redrive } from './redrive.ts';

const usualLetters = 20;

async function queuesOf(given: Reach) {
  const client = new SQSClient(where(given.region));
  const deployment = await deploymentOf(given);
  const queues = await deadLetterQueues(client, deployment);
  return { client, queues, place: await placeOf(deployment.name, given.region) };
}

export function dlqCommand(): Command {
  const dlq = commandLine('dlq').description('What could not be delivered: look at it, and bring it back.');

  reaching(dlq.command('list'))
    .description('list the dead-letter queues, and how many letters each holds')
    .addHelpText(
      'after',
      `\nEnds with ${exitCodes.done} when all are empty, with ${exitCodes.found} when one is not.`,
    )
    .action(async (given: Reach) => {
      const { client, queues } = await queuesOf(given);
      const counted = await Promise.all(
        queues.map(async ({ of, url, home }) => ({
          queue: of,
          letters: await lettersIn(client, url),
          redrivable: home !== undefined,
        })),
      );
      if (counted.some(({ letters }) => letters > 0)) process.exitCode = exitCodes.found;
      answer(given.json, counted, () =>
        table(
          ['queue', 'letters', 'redrive'],
          counted.map(({ queue, letters, redrivable }) => [
            queue,
            { text: String(letters), colour: letters > 0 ? colours.red : colours.green },
            redrivable ? 'yes' : 'no: see the runbook',
          ]),
        ),
      );
    });

  reaching(dlq.command('show'))
    .description('show the letters of a queue, and why they are there')
    .argument('<queue>', 'as `dlq list` calls it')
    .option('--limit <letters>', 'so many at most', wholeNumber, usualLetters)
    .option('--body', 'with all of each event, and whose seat it is about: this names users')
    .addHelpText(
      'after',
      '\nWithout --body nobody is named, in JSON too: it can go into a ticket. `seat <user>` finds a seat without letters.',
    )
    .action(async (of: string, given: Reach & { limit: number; body?: boolean }) => {
      const { client, queues } = await queuesOf(given);
      const queue = theQueue(queues, of);
      const letters: Letter[] = [];
      const read: Letter[] = [];
      for await (const some of lettersOf(client, queue.url)) {
        read.push(...some);
        letters.push(...some.slice(0, given.limit - letters.length));
        if (letters.length >= given.limit) break;
      }
      await showAgain(client, queue.url, read);
      const shown = letters.map((letter) => shownOf(letter, given.body === true));
      answer(given.json, shown, () => lettersText(shown));
    });

  reaching(dlq.command('redrive'))
    .description('give dead letters back to the function that they were for')
    .argument('[queues...]', 'as `dlq list` calls them')
    .option('--all', 'of every function')
    .option('--unreadable', 'also what the code could not read: after a deployment that can')
    .option('--yes', 'do it; without it, only what would be done is printed')
    .addHelpText(
      'after',
      `
Mend the cause first. Any order and any delay is harmless: an old signal only causes a look. Each letter is sent before it is deleted, so
that none is lost when this is cut off. Your role has to be one of redrive_role_arns.
Ends with ${exitCodes.refused} when letters stay: also those that somebody reads at this moment, which nobody else sees for a minute.`,
    )
    .action(async (of: string[], given: Reach & { all?: boolean; unreadable?: boolean; yes?: boolean }) => {
      const { client, queues, place } = await queuesOf(given);
      const { unreadable = false, yes = false } = given;
      const done: Redriven[] = [];
      for (const queue of chosen(queues, of, given.all === true))
        done.push(
          await counting(
            `letters of ${queue.of}`,
            (progress) => redrive(client, queue, { dryRun: !yes, unreadable, progress }),
            await lettersIn(client, queue.url),
          ),
        );
      if (!yes && done.some(({ redriven }) => redriven > 0)) process.exitCode = exitCodes.changes;
      else if (done.some(({ left, undeleted, hidden }) => left.length + undeleted + hidden > 0))
        process.exitCode = exitCodes.refused;
      answer(given.json, { redriven: yes, in: place, queues: done }, () =>
        [placeText(place), redrivenText(done, yes)].join('\n'),
      );
    });

  return dlq;
}

type Homed = DeadLetterQueue & { home: string };

function chosen(queues: readonly DeadLetterQueue[], of: readonly string[], all: boolean): Homed[] {
  if (all) return queues.flatMap(homed);
  if (of.length === 0) throw new Refused('Which queues? Name them, or --all.');
  return of.map((name) => {
    const [queue] = homed(theQueue(queues, name));
    if (queue === undefined)
      throw new Refused(`Letters of ${name} belong to no queue. The runbook says what to do with them.`);
    return queue;
  });
}

const homed = (queue: DeadLetterQueue): Homed[] =>
  queue.home === undefined ? [] : [{ ...queue, home: queue.home }];

type Shown = Pick<Letter, 'messageId' | 'event' | 'said' | 'about' | 'reason' | 'user'> & { body?: string };

const shownOf = ({ messageId, event, said, about, reason, user, body }: Letter, named: boolean): Shown => ({
  messageId,
  event,
  ...(said === undefined ? {} : { said }),
  ...(about === undefined ? {} : { about }),
  ...(reason === undefined ? {} : { reason }),
  ...(named ? { body, ...(user === undefined ? {} : { user }) } : {}),
});

const lettersText = (letters: readonly Shown[]): string =>
  letters.length === 0
    ? 'It is empty.'
    : letters
        .flatMap(({ event, said = '', about = '', user, reason, body }) => [
          plain(`${said.padEnd(20)}  ${event}  ${user ?? about}`),
          colours.dim(plain(`    ${reason ?? 'every delivery failed: look at the log of the function'}`)),
          ...(body === undefined ? [] : [`    ${plain(body)}`]),
        ])
        .join('\n');

function redrivenText(done: readonly Redriven[], isDone: boolean): string {
  const sum = done.reduce((all, { redriven }) => all + redriven, 0);
  const lines = done
    .filter(({ redriven, left, hidden }) => redriven + left.length + hidden > 0)
    .flatMap(({ of, redriven, left, undeleted, hidden }) => [
      `${of}: ${count(redriven, 'letter')}${left.length === 0 ? '' : `, and ${left.length} that ${left.length === 1 ? 'stays' : 'stay'}`}`,
      ...left.map(({ event, reason }) => colours.yellow(plain(`    ${event}: ${reason}`))),
      ...(undeleted === 0
        ? []
        : [
            colours.yellow(
              `    ${count(undeleted, 'letter')} given back, and not taken away: harmless, and once more the next time.`,
            ),
          ]),
      ...(hidden === 0
        ? []
        : [
            colours.yellow(
              `    ${count(hidden, 'letter')} more lie there: hidden while somebody reads them, or come since. Ask again in a minute.`,
            ),
          ]),
    ]);
  return [
    ...lines,
    isDone
      ? `${count(sum, 'letter')} redriven.`
      : `${count(sum, 'letter')} would be redriven. --yes does it.`,
  ].join('\n');
}
