import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';

/** Asks before something is done. The browser keeps the focus inside, and Escape closes it. */
export function Dialog(given: { title: string; close: () => void; children: ComponentChildren }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const id = useId();
  // Before the next paint, at both ends: later the focus would be nowhere for a moment.
  useLayoutEffect(() => {
    const shown = dialog.current;
    const before = document.activeElement;
    shown?.showModal();
    // Not the first field: a reader begins with what is asked, and Enter does nothing by mistake.
    heading.current?.focus();
    return () => {
      shown?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        given.close();
      }}
    >
      <h2 id={id} ref={heading} tabIndex={-1}>
        {given.title}
      </h2>
      {given.children}
    </dialog>
  );
}
