import type { Clock } from '../../kernel.ts';
import type { Agenda } from '../../state/agenda.ts';
import { Collection } from '../../state/collection.ts';
import type { Touch } from '../../state/kept.ts';
import type { Fleet } from '../desktops/fleet.ts';
import type { Lifecycle } from '../desktops/lifecycle.ts';
import { type Image, imageSchema } from './image.ts';
import { lastStage, takes } from './stages.ts';

export type ImageParts = {
  /** Those that this account owns; an account that one is shared with looks for it here. */
  readonly images: Collection<Image>;
};

export function imageParts(
  touch: Touch,
  { agenda, clock, fleet, lifecycle }: { agenda: Agenda; clock: Clock; fleet: Fleet; lifecycle: Lifecycle },
): ImageParts {
  const images = new Collection('images', imageSchema, touch);
  agenda.on('imageWasMade', (id) => {
    const image = images.get(id);
    if (image === undefined) return;
    const { failure, sourceDesktopId = '', ...rest } = image;
    images.put(id, { ...rest, state: failure === undefined ? 'AVAILABLE' : 'ERROR', error: failure });
    const desktop = fleet.get(sourceDesktopId);
    if (desktop !== undefined) lifecycle.resume(desktop);
  });
  agenda.on('imageImportGoesOn', (id) => {
    const image = images.get(id);
    if (image?.customImport === undefined) return;
    const stage = image.customImport.stage + 1;
    images.put(id, {
      ...image,
      state: stage === lastStage ? 'AVAILABLE' : 'PENDING',
      customImport: { ...image.customImport, stage, updatedAt: clock.now() },
    });
    if (stage < lastStage) agenda.book(`${id}/image`, takes.importStage, 'imageImportGoesOn', id);
  });
  return { images };
}
