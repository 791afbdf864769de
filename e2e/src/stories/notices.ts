import { event } from '@cleandesk/bus';
import { graceStartedV1, resetCancelledV1, resetCompletedV1, resetStartedV1 } from '@cleandesk/contracts';
import { mustBe, mustEndAs } from '../people/expectations.ts';
import { enters, type Person } from '../people/person.ts';
import type { Mail } from '../stack/mails.ts';
import type { Stage } from '../stack/stage.ts';
import type { Story } from './story.ts';

const rebuild = { Cleandesk: 'rebuild' };
const hour = 3_600_000;

const inboxOf = (stage: Stage, { userName }: Person): Promise<Mail[]> =>
  stage.mailsTo(`${userName}@example.com`);
const subjects = (mails: readonly Mail[], about: RegExp): number =>
  mails.filter(({ subject }) => about.test(subject)).length;

const warning = /will be reset after/;
const underWay = /is being reset/;
const ready = /has been reset and is ready/;
const calledOff = /is not reset for now/;

async function isTold(stage: Stage, person: Person, about: RegExp): Promise<Mail> {
  return person.eventually(`there is a mail that says "${about.source}"`, async () =>
    (await inboxOf(stage, person)).find(({ subject }) => about.test(subject)),
  );
}

/** Nothing that a mail must not carry: AWS's names of things, keys, addresses of the network. */
const secrets = /arn:|AKIA|\b\d{12}\b|\b\d{1,3}(\.\d{1,3}){3}\b|secret|token|password/i;

/** The log of the service names desktops, and neither users nor their addresses. */
async function mustBeDiscreet(stage: Stage, person: Person, since: number): Promise<void> {
  const lines = await stage.logsOf('user-notices', since);
  const telling = lines.filter(({ message }) => message.includes('@') || message.includes(person.userName));
  await mustBe(person, 'log lines that name somebody', telling, []);
}

const told: Story = {
  title:
    'a user who leaves for good is told when the desktop is ready, once, also when the events come twice',
  async play(stage) {
    const since = Date.now();
    const person = await enters(stage, { name: 'told', tags: rebuild });
    await person.isWatched();
    await person.arrives();
    await person.leaves();
    const receipt = await person.isReset();
    // Before its receipt comes again by our own hand.
    await mustEndAs(person, { kind: 'rebuilt', times: 1 });
    const mail = await isTold(stage, person, ready);
    await mustBe(person, 'who wrote', mail.from, '"Cleandesk" <desktops@example.com>');
    for (const words of [person.userName, person.first.workspaceId, 'What is kept: the user volume'])
      await mustBe(person, `whether the mail says ${words}`, mail.text.includes(words), true);
    stage.tell(person.userName, 'all events about the reset come again');
    await stage.sayAll([
      event(resetCompletedV1, receipt),
      event(resetStartedV1, await person.hears(resetStartedV1)),
      event(graceStartedV1, await person.hears(graceStartedV1)),
      event(resetCompletedV1, receipt),
    ]);
    // What is said after them is told after them.
    await stage.say(resetCompletedV1, { ...receipt, cause: another('next') });
    await person.eventually('there is a mail about another reset', async () =>
      subjects(await inboxOf(stage, person), ready) >= 2 ? true : undefined,
    );
    const mails = await inboxOf(stage, person);
    await mustBe(person, 'mails that the desktop is ready', subjects(mails, ready), 2);
    // On a busy machine a grace of seconds is over before anybody can be warned: then nobody is.
    for (const early of [warning, underWay])
      await mustBe(
        person,
        `mails that say ${early.source}, above one`,
        Math.max(subjects(mails, early), 1),
        1,
      );
    const leaks = mails.filter((one) => secrets.test([one.subject, one.text, one.html].join(' ')));
    await mustBe(person, 'mails with more in them than they should say', leaks, []);
    await mustBeDiscreet(stage, person, since);
  },
};

const warned: Story = {
  title: 'a user who is warned and comes back is told so, and each of it once',
  async play(stage) {
    const since = Date.now();
    const person = await enters(stage, { name: 'warned' });
    const { seat, userName, first } = person;
    const cause = another(`warned ${stage.run}`);
    const policy = { name: 'recreate-tagged', version: '1' };
    const { workspaceId } = first;
    // An hour, and not some seconds: whether there is time to warn is not left to the machine.
    const graceEndsAt = new Date(Date.now() + hour).toISOString();
    const grace = {
      seat,
      workspaceId,
      absence: cause.absence,
      strategy: 'recreate',
      graceEndsAt,
      policy,
    } as const;
    stage.tell(userName, 'a grace of an hour is said to have begun, three times');
    await stage.sayAll([event(graceStartedV1, grace), event(graceStartedV1, grace)]);
    const mail = await isTold(stage, person, warning);
    await mustBe(person, 'what is said to be kept', mail.text.includes('What is kept: nothing.'), true);
    await stage.say(graceStartedV1, grace);
    stage.tell(userName, 'the reset is called off, twice');
    const cancelled = { seat, workspaceId, cause, because: 'userReturned' } as const;
    await stage.sayAll([event(resetCancelledV1, cancelled), event(resetCancelledV1, cancelled)]);
    await isTold(stage, person, calledOff);
    await stage.say(graceStartedV1, { ...grace, absence: another('later').absence });
    await person.eventually('there is a warning of another leaving', async () =>
      subjects(await inboxOf(stage, person), warning) >= 2 ? true : undefined,
    );
    const mails = await inboxOf(stage, person);
    await mustBe(
      person,
      'warnings, one for each leaving, and what was called off',
      { warnings: subjects(mails, warning), calledOff: subjects(mails, calledOff) },
      { warnings: 2, calledOff: 1 },
    );
    await mustBeDiscreet(stage, person, since);
  },
};

/** A leaving that nobody has heard of. */
const another = (id: string) =>
  ({ kind: 'absence', absence: { id, startedAt: new Date().toISOString() } }) as const;

export const notices: readonly Story[] = [told, warned];
