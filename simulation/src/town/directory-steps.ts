import { type DirectoryStep, type Step, type User, users } from '../history.ts';
import type { TownDirectory } from './directory.ts';
import type { Town } from './town.ts';

/** What a step changes where a directory decides: whoever wants something of a seat changes the first group. */
type Wish = DirectoryStep | { do: 'want' | 'unwant'; user: User } | Extract<Step, { do: 'sync' }>;

const wishes: ReadonlySet<Step['do']> = new Set<Wish['do']>([
  'want',
  'unwant',
  'sync',
  'join',
  'leave',
  'changeEntry',
  'breakDirectory',
  'mendDirectory',
  'letPass',
]);
export const isWish = (step: Step): step is Wish => wishes.has(step.do);

export function changeDirectory(directory: TownDirectory, town: Town, step: Wish): void {
  switch (step.do) {
    case 'want':
    case 'join':
      directory.join(step.user, step.do === 'join' ? step.group : 0);
      break;
    case 'unwant':
    case 'leave':
      directory.leave(step.user, step.do === 'leave' ? step.group : 0);
      break;
    case 'sync':
      for (const name of users)
        if (step.members.includes(name)) directory.join(name, 0);
        else directory.leave(name, 0);
      break;
    case 'changeEntry':
      directory.change(step.user, step.flaw);
      break;
    case 'breakDirectory':
      directory.trouble = step.by;
      break;
    case 'mendDirectory':
      directory.trouble = undefined;
      break;
    case 'letPass':
      town.letPass();
      break;
    default:
      step satisfies never;
  }
}
