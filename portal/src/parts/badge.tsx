import type { ComponentChildren } from 'preact';
import type { Said } from '../words/seats.ts';
import { Icon } from './icon.tsx';

/** A state: a word, an icon and a colour, so that nobody has to see the colour. */
export function Badge({ title, tone, icon }: Said) {
  return (
    <span class={`badge tone-${tone}`}>
      <Icon name={icon} />
      {title}
    </span>
  );
}

/** Something to know before all else on a page. */
export function Notice({ tone, icon, children }: Omit<Said, 'title'> & { children: ComponentChildren }) {
  return (
    <div class={`notice tone-${tone}`}>
      <Icon name={icon} />
      <div>{children}</div>
    </div>
  );
}
