import type { ComponentChildren } from 'preact';
import done from '../pictures/all-done.svg';
import desk from '../pictures/empty-desk.svg';

/** Nothing is there, and that is no mistake: what to do next, if anything. */
export function Empty(given: {
  picture: 'desk' | 'done';
  title: string;
  href?: string;
  action?: string;
  children: ComponentChildren;
}) {
  return (
    <section class="empty">
      <img src={given.picture === 'desk' ? desk : done} alt="" width={200} height={130} />
      <h2>{given.title}</h2>
      <p>{given.children}</p>
      {given.href !== undefined && (
        <a class="button primary" href={given.href}>
          {given.action}
        </a>
      )}
    </section>
  );
}
