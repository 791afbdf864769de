import { list, minute, stand, text } from '../stand.ts';

export const seeded = 'wsi-power0001';

/** A cloud with a desktop, of which images can be made. */
export async function standWithDesktop({
  stateDirectory,
  ...more
}: {
  stateDirectory?: string;
  BundleId?: string;
} = {}) {
  const made = stand(stateDirectory === undefined ? {} : { stateDirectory });
  const { call, clock } = made;
  const desktopId = await made.one('ada.berg', more);
  const create = async (Name: string): Promise<string> => {
    const answer = await call('CreateWorkspaceImage', {
      Name,
      Description: 'an image',
      WorkspaceId: desktopId,
    });
    return text(answer.ImageId) ?? '';
  };
  const ready = async (Name: string): Promise<string> => {
    const id = await create(Name);
    clock.advance(45 * minute);
    return id;
  };
  const image = async (id: string, context: object = {}) =>
    list((await call('DescribeWorkspaceImages', { ImageIds: [id] }, context)).Images)[0];
  return { ...made, desktopId, create, ready, image };
}
