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
// What is deployed; undefined: the zips of this checkout. A release is the other ones.
let deployed: { artifactsDir: string } | undefined;

play({
  'Another release': upgrading({
    stack: inject('stack'),
    async deploy() {
      deployed = deployed === undefined ? { artifactsDir } : undefined;
      await up({ dir, ...deployed }, told);
    },
    // Those zips stay that are deployed.
    atSpeed: async (speed) => void (await up({ dir, speed, ...deployed }, told)),
  }),
});
