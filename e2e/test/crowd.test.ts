import { inject } from 'vitest';
import { crowds } from '../src/stories/crowd.ts';
import { play } from './played.ts';

const { directory } = inject('stack');

// By themselves: a thousand desktops take every call that the account lets through.
if (directory) play({ 'A crowd': crowds(directory, inject('stackDir')) });
