import type { ComponentChildren } from 'preact';

/** Sends a form. While it is busy it stays where it is and in focus, and does nothing more. */
export function Send(given: { busy: boolean; danger?: boolean; children: ComponentChildren }) {
  const { busy } = given;
  return (
    <button type="submit" class={given.danger ? 'button danger' : 'button primary'} aria-disabled={busy}>
      {busy ? 'One moment …' : given.children}
    </button>
  );
}
