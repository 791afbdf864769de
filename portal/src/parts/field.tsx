import type { JSX } from 'preact';
import { useId } from 'preact/hooks';

type Common = {
  label: string;
  name: string;
  value: string;
  set: (value: string) => void;
  hint?: string | undefined;
  /** What is wrong with it, once it was sent. */
  fault?: string | undefined;
  optional?: boolean;
};

function Around(given: Common & { children: (ids: { id: string; described: string }) => JSX.Element }) {
  const id = useId();
  const { hint, fault } = given;
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ');
  return (
    <div class={fault ? 'field faulty' : 'field'}>
      <label for={id}>
        {given.label}
        {given.optional && <span class="quiet"> (optional)</span>}
      </label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {given.children({ id, described })}
      {fault && (
        <p class="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
    </div>
  );
}

type Described = { id: string; name: string; value: string; 'aria-invalid'?: 'true' };
const described = (given: Common, id: string): Described => ({
  id,
  name: given.name,
  value: given.value,
  ...(given.fault !== undefined && { 'aria-invalid': 'true' }),
});

/** One line. What more it may be told is an input's own. */
export function TextField(given: Common & { input?: JSX.IntrinsicElements['input'] }) {
  return (
    <Around {...given}>
      {({ id, described: by }) => (
        <input
          type="text"
          autocomplete="off"
          {...given.input}
          {...described(given, id)}
          {...(by && { 'aria-describedby': by })}
          onInput={({ currentTarget }) => given.set(currentTarget.value)}
        />
      )}
    </Around>
  );
}

/** A paragraph, as long as the contract takes it. */
export function ReasonField(given: Common) {
  return (
    <Around {...given}>
      {({ id, described: by }) => (
        <textarea
          rows={3}
          maxLength={500}
          {...described(given, id)}
          {...(by && { 'aria-describedby': by })}
          onInput={({ currentTarget }) => given.set(currentTarget.value)}
        />
      )}
    </Around>
  );
}

export function DateField(given: Common & { min: string; max?: string | undefined }) {
  const { min, max } = given;
  return <TextField {...given} input={{ type: 'date', min, ...(max !== undefined && { max }) }} />;
}

/** Puts the focus on the first field that is wrong. */
export function focusFault(form: HTMLFormElement): void {
  requestAnimationFrame(() => {
    const first = form.querySelector('[aria-invalid="true"]');
    if (first instanceof HTMLElement) first.focus();
  });
}
