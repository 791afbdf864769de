import type { ComponentChildren } from 'preact';
import type { Answered } from '../api/use-answer.ts';
import { Skeleton } from './skeleton.tsx';
import { Trouble } from './trouble.tsx';

/** What was loaded, or what stands in its place. What was known stays when a later look fails, and it is said. */
export function Loaded<T>(given: {
  from: Answered<T>;
  /** How many boxes will stand here, about. */
  boxes?: number;
  children: (value: T) => ComponentChildren;
}) {
  const { from } = given;
  if (from.state === 'loading') return <Skeleton boxes={given.boxes ?? 1} />;
  if (from.state === 'failed') return <Trouble trouble={from.trouble} again={from.again} />;
  return (
    <>
      {from.trouble && <Trouble trouble={from.trouble} again={from.again} />}
      {given.children(from.value)}
    </>
  );
}
