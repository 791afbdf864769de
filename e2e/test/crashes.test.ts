import { crashes } from '../src/stories/crashes.ts';
import { directoryDeregistered } from '../src/stories/recreating.ts';
import { play } from './played.ts';

// By themselves: a function that hangs holds everybody up, and a directory that is gone is gone for all.
play({ 'A function that dies': crashes, 'A directory that is gone': [directoryDeregistered] });
