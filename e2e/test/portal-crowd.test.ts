import { inject } from 'vitest';
import { portalCrowd } from '../src/stories/portal-crowd.ts';
import { play } from './played.ts';

const stack = inject('stack');
const { portal } = stack;

if (portal) play({ 'A crowd at the portal': [portalCrowd({ ...stack, portal })] });
