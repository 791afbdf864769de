import { inject } from 'vitest';
import { portalStories } from '../src/stories/portal.ts';
import { play } from './played.ts';

const stack = inject('stack');
const { portal } = stack;

if (portal) play({ 'The portal': portalStories({ ...stack, portal }) });
