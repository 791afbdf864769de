import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { seatUnwantedV1 } from '@cleandesk/contracts';
import { moveDirectory, silenceDirectory, startSlapd } from '@cleandesk/launcher';
import type { Stage } from '../stack/stage.ts';
import { believed, must, refusedFor, type Scene } from './group-reads.ts';

/** The group is refused for this, is told so, and nobody loses anything by it. */
export async function changesNothing(
  stage: Stage,
  group: string,
  reason: Parameters<typeof refusedFor>[2],
): Promise<void> {
  const standing = async () =>
    (await stage.cloud.desktops())
      .filter(({ tags, state }) => tags.DirectoryGroup === group && !state.startsWith('TERMINAT'))
      .map(({ workspaceId }) => workspaceId);
  const givenUp = () =>
    stage.bus.all(seatUnwantedV1, ({ claim }) => claim.source === `group:${group}`).length;
  const before = { standing: await standing(), givenUp: givenUp() };
  await refusedFor(stage, group, reason);
  const still = new Set(await standing());
  const lost = before.standing.filter((id) => !still.has(id));
  must('desktops that went by a read that was refused', lost.join(), '');
  must('claims that were given up by it', givenUp() - before.givenUp, 0);
}

async function passwordIsWrong({ stage, directory, local }: Scene): Promise<void> {
  await directory.setsPassword('another one');
  await changesNothing(stage, 'support', 'BindFailed');
  // The secret is rotated after it: the next read takes the new one.
  const SecretId = `${stage.outputs.event_bus_name}/ldap`;
  const secret = (password: string) =>
    stage.clients.secrets.send(
      new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify({ password }) }),
    );
  await secret('another one');
  await believed(stage, 'support');
  await directory.setsPassword(local.reader.password);
  await secret(local.reader.password);
}

async function serverIsSilent({ stage, dir }: Scene): Promise<void> {
  await silenceDirectory({ dir }, () => changesNothing(stage, 'support', 'ServerUnreachable'));
  await believed(stage, 'support');
}

/** Somebody answers at the directory's address, as it would, with a certificate of an authority that the group does not name. */
async function authorityIsAnother({ stage, dir }: Scene): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'cleandesk-stranger-'));
  try {
    await moveDirectory({ dir }, async ({ usualPort }) => {
      const stranger = await startSlapd({ folder, port: usualPort });
      try {
        await changesNothing(stage, 'support', 'CertificateWrong');
      } finally {
        await stranger.stop();
      }
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  await believed(stage, 'support');
}

async function groupIsGone({ stage, directory }: Scene): Promise<void> {
  const makesAgain = await directory.removes('support');
  await changesNothing(stage, 'support', 'GroupNotFound');
  await makesAgain();
  await believed(stage, 'support');
}

export const refusedReads = {
  'a wrong password changes nothing, and a rotated secret counts at the next read': passwordIsWrong,
  'a server that says nothing changes nothing': serverIsSilent,
  'a certificate of an authority that nobody named changes nothing': authorityIsAnother,
  'a group that is gone changes nothing, and goes on when it is there again': groupIsGone,
};
