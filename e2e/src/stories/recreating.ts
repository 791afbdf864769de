import { CreateKeyCommand, DisableKeyCommand, EnableKeyCommand } from '@aws-sdk/client-kms';
import { resetFailedV1, resetStartedV1 } from '@cleandesk/contracts';
import { mustBe, mustEndAs } from '../people/expectations.ts';
import { enters, type Part, type Person, places } from '../people/person.ts';
import type { DesktopState } from '../stack/cloud-state.ts';
import type { Stage } from '../stack/stage.ts';
import type { Story } from './story.ts';

const recreate = { Cleandesk: 'recreate' };

/** What a recreate has to bring back. Our own tags are the product's business. */
const whatCounts = (desktop: DesktopState | undefined, given: Record<string, string>) => ({
  bundleId: desktop?.bundleId,
  directoryId: desktop?.directoryId,
  userName: desktop?.userName,
  properties: desktop?.properties,
  encryption: desktop?.encryption,
  tags: Object.fromEntries(Object.keys(given).map((key) => [key, desktop?.tags[key]])),
});

const makeKey = async (stage: Stage): Promise<string> => {
  const { KeyMetadata } = await stage.clients.keys.send(new CreateKeyCommand({ Description: stage.run }));
  if (KeyMetadata?.Arn === undefined) throw new Error('KMS made no key');
  return KeyMetadata.Arn;
};

const theSameAgain: Story = {
  title:
    'the new desktop has the same bundle, user, properties, volume sizes, encryption, key and all tags as the old one',
  async play(stage) {
    const tags = Object.fromEntries([
      ...Array.from({ length: 40 }, (_, n) => [`Tag ${n}`, `value / of @${n}`]),
      ['Empty', ''],
      ['Cleandesk', 'recreate'],
    ]);
    const person = await enters(stage, {
      name: 'same.again',
      tags,
      properties: {
        RunningMode: 'AUTO_STOP',
        RunningModeAutoStopTimeoutInMinutes: 600,
        RootVolumeSizeGib: 175,
        UserVolumeSizeGib: 100,
        ComputeTypeName: 'PERFORMANCE',
        // Not what its bundle gives: a create has to ask for it.
        Protocols: ['WSP'],
      },
      encryption: { key: await makeKey(stage), root: true, user: true },
    });
    await person.isWatched();
    await person.arrives();
    await person.leaves();
    const receipt = await person.isReset();
    await mustBe(
      person,
      'the desktop of the receipt',
      receipt.newDesktop.workspaceId,
      (await person.desktop())?.workspaceId,
    );
    await mustBe(
      person,
      'the new desktop, beside the old one',
      whatCounts(await person.desktop(), tags),
      whatCounts(person.first, tags),
    );
    await mustEndAs(person, { kind: 'recreated', times: 1 });
    await person.isWatched();
  },
};

/** Something that a create needs is taken away while the user is away, and given back later. */
function impossible(because: {
  title: string;
  part: (stage: Stage) => Promise<Part>;
  take(stage: Stage, person: Person): Promise<void>;
  giveBack(stage: Stage, person: Person): Promise<void>;
}): Story {
  return {
    title: because.title,
    async play(stage) {
      const person = await enters(stage, { ...(await because.part(stage)), tags: recreate });
      await person.isWatched();
      await person.arrives();
      await because.take(stage, person);
      try {
        await person.leaves();
        const { reason } = await person.hears(resetFailedV1);
        await mustBe(person, 'the reason that was given', reason, 'SpecNotCreatable');
        await mustBe(person, 'resets that were started', person.heard(resetStartedV1).length, 0);
        await mustEndAs(person, { kind: 'untouched' });
      } finally {
        await because.giveBack(stage, person);
      }
      // Nobody has to do anything: it is looked at again, and now it can be made.
      await person.isReset();
      await mustEndAs(person, { kind: 'recreated', times: 1 });
    },
  };
}

const bundleGone = impossible({
  title: 'when the bundle is gone nothing is terminated for it, and once it is back the reset goes on',
  part: () => Promise.resolve({ name: 'bundle.gone', bundleId: places.power }),
  take: (stage, { userName }) => {
    stage.tell(userName, 'the bundle is deleted');
    return stage.cloud.bundle(places.power, true);
  },
  giveBack: (stage, { userName }) => {
    stage.tell(userName, 'the bundle is there again');
    return stage.cloud.bundle(places.power, false);
  },
});

const keyDisabled = impossible({
  title:
    'when the KMS key is disabled nothing is terminated for it, and once it is enabled the reset goes on',
  part: async (stage) => ({
    name: 'key.disabled',
    encryption: { key: await makeKey(stage), root: true, user: false },
  }),
  async take(stage, { userName, first }) {
    await stage.clients.keys.send(new DisableKeyCommand({ KeyId: first.encryption.key }));
    stage.tell(userName, 'the key is disabled');
  },
  async giveBack(stage, { userName, first }) {
    await stage.clients.keys.send(new EnableKeyCommand({ KeyId: first.encryption.key }));
    stage.tell(userName, 'the key is enabled again');
  },
});

/** Hits everybody of that directory: played when nobody else is there. */
export const directoryDeregistered = impossible({
  title:
    'when the directory is deregistered nothing is terminated for it, and once it is registered the reset goes on',
  part: () => Promise.resolve({ name: 'no.directory', directoryId: places.two }),
  take: (stage, { userName }) => {
    stage.tell(userName, 'the directory is deregistered');
    return stage.cloud.directory(places.two, 'DEREGISTERED');
  },
  giveBack: (stage, { userName }) => {
    stage.tell(userName, 'the directory is registered again');
    return stage.cloud.directory(places.two, 'REGISTERED');
  },
});

export const recreating: readonly Story[] = [theSameAgain, bundleGone, keyDisabled];
