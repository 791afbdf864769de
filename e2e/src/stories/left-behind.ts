import {
  resetCompletedV1,
  resetStartedV1,
  type SeatRef,
  seatChangedV1,
  seatProvisionedV1,
} from '@cleandesk/contracts';
import { mustBe, mustEndAs } from '../people/expectations.ts';
import { enters, type Person, patient, places } from '../people/person.ts';
import { heldQueue } from '../stack/held-queue.ts';
import type { Stage } from '../stack/stage.ts';
import { type KeptRelease, keptReleases } from './kept-releases.ts';
import type { Release } from './release.ts';
import type { Story } from './story.ts';

const roles = ['live', 'away', 'rebuilding', 'asked', 'held'] as const;
type Cast = Record<(typeof roles)[number], Person> & { wanted: SeatRef };

/** What lies there when a release is deployed: seats in their table, and messages in the queue of who owns them. */
export const leftBehind = (release: Release): Story => ({
  title: 'what an older release stored and said comes to its right end in the new one',
  async play(stage) {
    for (const old of keptReleases(stage, release.stack)) {
      const cast = await castFor(stage, old.version);
      const owner = stage.outputs.function_names['rebuild-service/seats'];
      if (owner === undefined) throw new Error('There is no function that owns seats');
      const goesOn = await heldQueue(release.stack, owner);
      await leaves(stage, old, cast);
      stage.tell(undefined, `what ${old.version} stored and said lies there, and a release is deployed`);
      await release.deploy();
      await goesOn();
      await ends(stage, old, cast);
    }
  },
});

async function castFor(stage: Stage, version: string): Promise<Cast> {
  const of = (name: string) => `${name}.${version.replaceAll('.', '-')}`;
  const enter = async (name: string) => {
    const person = await enters(stage, { name: of(name), tags: { Cleandesk: 'rebuild' } });
    await person.isWatched();
    return person;
  };
  const [live, away, rebuilding, asked, held] = await Promise.all([
    enter('live'),
    enter('away'),
    enter('rebuilding'),
    enter('asked'),
    enter('held'),
  ]);
  const wanted = { directoryId: places.one, userName: `${of('wanted')}.${stage.run}` };
  await stage.cloud.user(wanted.userName);
  return { live, away, rebuilding, asked, held, wanted };
}

const desktopOf = ({ first: { workspaceId, bundleId, computerName, ipAddress } }: Person) => ({
  workspaceId,
  bundleId,
  computerName,
  ipAddress,
});

async function leaves(stage: Stage, old: KeptRelease, cast: Cast): Promise<void> {
  const { live, away, rebuilding, asked, held, wanted } = cast;
  // Only an event can wake these: no index shows that there is something to do.
  const resting = (one: Person) => ({ workspaceId: one.first.workspaceId });
  for (const one of [live, asked, held])
    await old.stores('just-adopted', {
      seat: one.seat,
      phase: { desktop: desktopOf(one) },
      indexed: resting(one),
    });

  for (const one of [live, away, held]) {
    await one.arrives();
    await one.leaves();
  }
  const [start, now] = [Date.now() - 1, Date.now()];
  const absenceId = `${away.first.workspaceId}@${new Date(start).toISOString()}`;
  const leave = {
    start,
    end: now,
    seenAt: now,
    accounted: 0,
    confirmed: false,
    looks: 0,
    nextLookAt: now,
    missing: 0,
    told: false,
    refusals: 0,
  };
  await old.stores('away', {
    seat: away.seat,
    phase: {
      desktop: desktopOf(away),
      leave: { ...leave, cause: { kind: 'absence', absenceId, startedAt: start } },
    },
    indexed: resting(away),
  });
  await old.says('GraceElapsed.v1/due', { seat: away.seat, absenceId });

  // Its call was made and REBUILDING was seen; it has been ready since, at another address.
  await old.stores('rebuilding', {
    seat: rebuilding.seat,
    phase: {
      desktop: desktopOf(rebuilding),
      reset: {
        resetId: `request:before-${stage.run}`,
        strategy: 'rebuild',
        policy: { name: 'rebuild-tagged', version: 'of-then' },
        leave: {
          ...leave,
          cause: { kind: 'request', requestId: `before-${stage.run}`, requestedBy: rebuilding.userName },
        },
        decidedAt: now,
        calledAt: now,
        oldDesktop: { ...desktopOf(rebuilding), ipAddress: '10.255.255.1' },
      },
      observation: { count: 1, nextAt: now },
    },
    indexed: { ...resting(rebuilding), inFlight: 'flight', dueAt: now },
  });
  await old.says('ObservationCameDue.v1/due', { dueAt: new Date(now).toISOString() });

  await old.says('ResetRequested.v1/portal', {
    seat: asked.seat,
    requestId: `clean-${stage.run}`,
    requestedBy: asked.userName,
  });
  await old.says('HoldPlaced.v1/incident', {
    seat: held.seat,
    holdId: `hold-${stage.run}`,
    until: new Date(now + 3_600_000).toISOString(),
  });
  await old.says('SeatWanted.v1/joined-the-group', {
    seat: wanted,
    desired: { bundleId: places.standard, tags: { Cleandesk: 'rebuild' } },
  });
}

async function ends(stage: Stage, old: KeptRelease, cast: Cast): Promise<void> {
  const { live, away, rebuilding, asked, held, wanted } = cast;
  await Promise.all([live, away, rebuilding, asked].map((one) => one.isReset()));
  for (const one of [live, away, asked]) await mustEndAs(one, { kind: 'rebuilt', times: 1 });
  // Finished, and not begun once more. By the books it was nobody's: the story made up its call.
  const states = (await rebuilding.desktop())?.history.map((one) => one.state);
  await mustBe(rebuilding, 'what its desktop went through', states, ['PENDING', 'AVAILABLE']);
  await mustBe(rebuilding, 'resets that were started', rebuilding.heard(resetStartedV1).length, 0);
  const [receipt] = asked.heard(resetCompletedV1);
  await mustBe(asked, 'the cause on the receipt', receipt?.cause, {
    kind: 'request',
    requestId: `clean-${stage.run}`,
    requestedBy: asked.userName,
  });
  await stage.bus.first(seatProvisionedV1, ({ seat }) => seat.userName === wanted.userName, {
    withinMs: patient,
    what: `SeatProvisioned about ${wanted.userName}`,
  });

  // Left when the others did, and they have been reset since.
  await held.hears(seatChangedV1, ({ heldUntil }) => heldUntil !== undefined);
  await mustBe(held, 'resets that were started in spite of the hold', held.heard(resetStartedV1).length, 0);
  await old.says('HoldLifted.v1/early', { seat: held.seat, holdId: `hold-${stage.run}` });
  await held.isReset();
  await mustEndAs(held, { kind: 'rebuilt', times: 1 });
}
