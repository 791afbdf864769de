import {
  graceStartedV1,
  holdLiftedV1,
  holdPlacedV1,
  rebootRequestedV1,
  rebootStartedV1,
  resetRequestedV1,
  resetStartedV1,
  seatChangedV1,
  seatProvisionedV1,
  seatRemovedV1,
  seatUnwantedV1,
  seatWantedV1,
} from '@cleandesk/contracts';
import { eventually } from '@cleandesk/testkit';
import { mustBe, mustEndAs } from '../people/expectations.ts';
import { lookTakes, ms, until } from '../people/moments.ts';
import { enters, patient, personOf, places } from '../people/person.ts';
import type { Story } from './story.ts';

const held: Story = {
  title: 'a hold that is placed during the grace wins, and lifting it lets the reset go on',
  async play(stage) {
    const person = await enters(stage, { name: 'held', tags: { Cleandesk: 'rebuild' } });
    await person.isWatched();
    await person.arrives();
    await person.leaves();
    const { graceEndsAt } = await person.hears(graceStartedV1);
    const hold = { seat: person.seat, holdId: `hold-${stage.run}` };
    stage.tell(person.userName, 'a hold is placed');
    await stage.say(holdPlacedV1, {
      ...hold,
      owner: 'an operator',
      reason: 'evidence',
      until: new Date(Date.now() + 3_600_000).toISOString(),
    });
    await person.hears(seatChangedV1, ({ heldUntil }) => heldUntil !== undefined);
    await until(ms(graceEndsAt) + lookTakes);
    await mustEndAs(person, { kind: 'untouched' });
    stage.tell(person.userName, 'the hold is lifted');
    await stage.say(holdLiftedV1, hold);
    await person.isReset();
    await mustEndAs(person, { kind: 'rebuilt', times: 1 });
  },
};

const asked: Story = {
  title: 'a person asks for a clean desktop and gets it at once, without a grace',
  async play(stage) {
    // Alone in its directory and bundle: where somebody's first recreate is under way the request would be refused.
    const person = await enters(stage, {
      name: 'asked',
      directoryId: places.two,
      tags: { Cleandesk: 'recreate' },
    });
    await person.isWatched();
    await person.isKnown();
    const requestId = `clean-${stage.run}`;
    stage.tell(person.userName, 'asks for a clean desktop');
    await stage.say(resetRequestedV1, { seat: person.seat, requestId, requestedBy: person.userName });
    const { cause } = await person.isReset();
    await mustBe(person, 'the cause on the receipt', cause, {
      kind: 'request',
      requestId,
      requestedBy: person.userName,
    });
    await mustBe(person, 'graces that were started', person.heard(graceStartedV1).length, 0);
    await mustEndAs(person, { kind: 'recreated', times: 1 });
  },
};

const reboot: Story = {
  title: 'a person asks for a reboot, and the desktop reboots and is not reset',
  async play(stage) {
    const person = await enters(stage, { name: 'reboot', tags: { Cleandesk: 'rebuild' } });
    await person.isWatched();
    await person.isKnown();
    stage.tell(person.userName, 'asks for a reboot');
    await stage.say(rebootRequestedV1, {
      seat: person.seat,
      requestId: `reboot-${stage.run}`,
      requestedBy: person.userName,
    });
    await person.hears(rebootStartedV1);
    const after = await person.eventually('the desktop is AVAILABLE after a reboot', async () => {
      const desktop = await person.desktop();
      return desktop?.history.at(-2)?.state === 'REBOOTING' && desktop.state === 'AVAILABLE'
        ? desktop
        : undefined;
    });
    await mustBe(person, 'the address after the reboot', after.ipAddress, person.first.ipAddress);
    await mustBe(person, 'resets that were started', person.heard(resetStartedV1).length, 0);
  },
};

const wanted: Story = {
  title: 'a seat that is wanted gets its desktop, and loses it when nobody wants it any more',
  async play(stage) {
    const userName = `wanted.${stage.run}`;
    const seat = { directoryId: places.one, userName };
    await stage.cloud.user(userName);
    stage.tell(userName, 'is wanted by a group');
    const claim = { source: 'group:everyone', revision: 1 };
    await stage.say(seatWantedV1, {
      seat,
      claim,
      desired: {
        bundleId: places.standard,
        runningMode: 'ALWAYS_ON',
        tags: { Cleandesk: 'recreate', Team: 'new' },
      },
    });
    const { workspaceId } = await stage.bus.first(
      seatProvisionedV1,
      (detail) => detail.seat.userName === userName,
      { withinMs: patient, what: `SeatProvisioned about ${userName}` },
    );
    const desktop = await eventually(
      `${workspaceId} stands`,
      async () => (await stage.cloud.desktops()).find((one) => one.workspaceId === workspaceId),
      { withinMs: patient },
    );
    const person = personOf(stage, desktop);
    await mustBe(person, 'the bundle of the new desktop', desktop.bundleId, places.standard);
    await mustBe(person, 'a tag of the new desktop', desktop.tags.Team, 'new');
    await person.isWatched();
    stage.tell(userName, 'is not wanted any more');
    await stage.say(seatUnwantedV1, { seat, claim: { ...claim, revision: 2 } });
    await person.hears(seatRemovedV1);
    await mustEndAs(person, { kind: 'gone' });
    // An older wish that arrives late must not bring it back.
    await stage.say(seatWantedV1, { seat, claim, desired: { bundleId: places.standard } });
    await person.eventually('the alarm is gone with the desktop', async () =>
      (await person.alarm()) === undefined ? true : undefined,
    );
    await mustEndAs(person, { kind: 'gone' });
  },
};

export const requests: readonly Story[] = [held, asked, reboot, wanted];
