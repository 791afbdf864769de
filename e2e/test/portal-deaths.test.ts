import { inject } from 'vitest';
import { portalDeaths } from '../src/stories/portal-crowd.ts';
import { play } from './played.ts';

const stack = inject('stack');
const { portal } = stack;

// By itself: it kills functions, which others would notice.
if (portal) play({ 'Functions that die': [portalDeaths({ ...stack, portal }, inject('stackDir'))] });
