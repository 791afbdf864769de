import { join } from 'node:path';
import { progress, up } from '@cleandesk/launcher';
import { inject } from 'vitest';
import { otherZips } from '../src/stack/other-zips.ts';
import { upgrading } from '../src/stories/upgrading.ts';
import { play } from './played.ts';

const dir = inject('stackDir');
const told = progress((line) => console.log(line));
// Beside the stack, and gone with it: as long as it stands, Terraform looks at its zips.
const artifactsDir = otherZips(join(dir, 'release'));
let isDeployed = false;

play({
  'Another release': upgrading({
    stack: inject('stack'),
    async deploy() {
      isDeployed = true;
      await up({ dir, artifactsDir }, told);
    },
    // Those zips stay that are deployed.
    atSpeed: async (speed) => void (await up({ dir, speed, ...(isDeployed ? { artifactsDir } : {}) }, told)),
  }),
});
