import { useState } from 'preact/hooks';

export type Draft<Fields extends Record<string, string>> = {
  fields: Fields;
  /** The same for each attempt to send this form, so that a retry does nothing twice. */
  key: string;
  set: (name: keyof Fields & string, value: string) => void;
  /** It was sent: the next one begins empty, with another key. */
  done: () => void;
};

/**
 * What is typed into a form, kept in this tab: a sign-in that ends in between takes nothing with it.
 * A change after a failed attempt makes another wish of it, with another key.
 */
export function useDraft<Fields extends Record<string, string>>(name: string, empty: Fields): Draft<Fields> {
  const place = `cleandesk.draft.${name}`;
  const [kept, setKept] = useState(() => ({ ...read(place, empty) }));
  const change = (next: { fields: Fields; key: string }) => {
    setKept(next);
    keep(place, next);
  };
  return {
    ...kept,
    set: (field, value) => change({ fields: { ...kept.fields, [field]: value }, key: crypto.randomUUID() }),
    done() {
      setKept({ fields: empty, key: crypto.randomUUID() });
      forget(place);
    },
  };
}

function read<Fields extends Record<string, string>>(place: string, empty: Fields) {
  const fresh = { fields: empty, key: crypto.randomUUID() };
  const text = attempt(() => sessionStorage.getItem(place));
  if (!text) return fresh;
  const said: unknown = attempt(() => JSON.parse(text));
  if (typeof said !== 'object' || said === null || !('fields' in said) || !('key' in said)) return fresh;
  const { fields, key } = said;
  if (typeof fields !== 'object' || fields === null || typeof key !== 'string') return fresh;
  const known = Object.entries(fields).filter(
    ([name, value]) => Object.hasOwn(empty, name) && typeof value === 'string',
  );
  return { fields: { ...empty, ...Object.fromEntries(known) }, key };
}

const keep = (place: string, draft: unknown) =>
  attempt(() => sessionStorage.setItem(place, JSON.stringify(draft)));
const forget = (place: string) => attempt(() => sessionStorage.removeItem(place));

/** A browser that keeps nothing, or is full, costs the draft and not the form. */
function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
