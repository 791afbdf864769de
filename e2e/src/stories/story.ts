import type { Fate } from '../people/fate.ts';
import type { Person } from '../people/person.ts';
import type { Stage } from '../stack/stage.ts';

/** Something that happens to users, told as a sentence and played on a stack. `play` throws when it ends otherwise. */
export type Story = { title: string; play(stage: Stage): Promise<void> };

/** A story of one user, which also the demo plays: it shows what was expected, and what was seen. */
export type Life = {
  title: string;
  /** Part of the user's name. */
  name: string;
  tags?: Record<string, string>;
  /** What the user does. Resolves when everything that shall happen has happened. */
  plot(stage: Stage, person: Person): Promise<void>;
  expected: Fate;
};
