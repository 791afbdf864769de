import { inject } from 'vitest';
import { stackOutputs } from '../src/stack/outputs.ts';
import { deliveries } from '../src/stories/deliveries.ts';
import { failedRecreates } from '../src/stories/failed-recreates.ts';
import { groups } from '../src/stories/groups.ts';
import { livesAsStories } from '../src/stories/lives.ts';
import { notices } from '../src/stories/notices.ts';
import { recreating } from '../src/stories/recreating.ts';
import { rehearsing } from '../src/stories/rehearsing.ts';
import { requests } from '../src/stories/requests.ts';
import { returning } from '../src/stories/returning.ts';
import { watching } from '../src/stories/watching.ts';
import { play } from './played.ts';

const { outputs, directory } = inject('stack');
const { queue_urls: queues } = stackOutputs.parse(outputs);

// Everybody works at the same time, as in an office. Faults meet only the user whom the story is about.
play({
  'Users who leave': livesAsStories,
  'Users who come back': returning,
  'A desktop that is made anew': recreating,
  'A recreate that fails': failedRecreates,
  'Events as they come': deliveries,
  'What people ask for': requests,
  'Watching desktops': watching,
  ...('user-notices/tell' in queues ? { 'What users are told': notices } : {}),
  ...(directory ? { 'A group of the directory': groups(directory, inject('stackDir')) } : {}),
  ...(inject('isRehearsed') ? { 'A policy in dry run': rehearsing } : {}),
});
