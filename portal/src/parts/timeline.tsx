import type { ComponentChildren } from 'preact';
import type { Tone } from '../words/seats.ts';
import { Icon, type IconName } from './icon.tsx';
import { When } from './when.tsx';

export type Moment = {
  key: string;
  at: string;
  tone: Tone;
  icon: IconName;
  title: string;
  body?: ComponentChildren;
};

/** What happened, as a list along a line. */
export function Timeline({ moments, label }: { moments: readonly Moment[]; label: string }) {
  return (
    <ol class="timeline" aria-label={label}>
      {moments.map(({ key, at, tone, icon, title, body }) => (
        <li key={key} class={`tone-${tone}`}>
          <span class="knot">
            <Icon name={icon} />
          </span>
          <div>
            <p class="moment">
              <strong>{title}</strong>
              <span class="quiet">
                <When at={at} />
              </span>
            </p>
            {body}
          </div>
        </li>
      ))}
    </ol>
  );
}

/** More of a list, where there is more. */
export function More(given: { more: (() => Promise<void>) | undefined; busy: boolean }) {
  if (!given.more) return null;
  const { more } = given;
  return (
    <p class="more">
      <button type="button" class="button" aria-disabled={given.busy} onClick={() => void more()}>
        {given.busy ? 'Loading …' : 'Show more'}
      </button>
    </p>
  );
}
