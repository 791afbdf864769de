import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { usePortal } from '../portal.ts';

let arrived: string | undefined;

/**
 * A page with its heading. Who comes from another page lands on the heading, so that a reader says where one is;
 * who opens the portal begins at the top, as on any site.
 */
export function Page(given: {
  title: string;
  /** Above the heading: where one came from. */
  before?: ComponentChildren;
  lead?: ComponentChildren;
  children: ComponentChildren;
}) {
  const { config } = usePortal();
  const { path } = useLocation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${given.title} · ${config.title}`;
  }, [given.title, config.title]);
  useEffect(() => {
    if (arrived !== undefined && arrived !== path) {
      scrollTo(0, 0);
      heading.current?.focus({ preventScroll: true });
    }
    arrived = path;
  }, [path]);
  return (
    <>
      {given.before}
      <h1 ref={heading} tabIndex={-1}>
        {given.title}
      </h1>
      {given.lead !== undefined && <p class="lead">{given.lead}</p>}
      {given.children}
    </>
  );
}

export function Back({ href, children }: { href: string; children: ComponentChildren }) {
  return (
    <p class="back">
      <a href={href}>← {children}</a>
    </p>
  );
}
