import { inject } from 'vitest';
import { portalCrowds } from '../src/stories/portal-crowd.ts';
import { play } from './played.ts';

const stack = inject('stack');
const { portal } = stack;

// By themselves: one of them kills functions, which others would notice.
if (portal) play({ 'A crowd at the portal': portalCrowds({ ...stack, portal }, inject('stackDir')) });
