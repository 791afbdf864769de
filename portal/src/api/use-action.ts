import { useState } from 'preact/hooks';
import { type Trouble, troubleFrom } from './trouble.ts';

export type Action = {
  busy: boolean;
  trouble: Trouble | undefined;
  /** @returns whether it worked. A second one while the first runs is ignored. */
  run: (act: () => Promise<unknown>) => Promise<boolean>;
  forget: () => void;
};

/** One thing that a person does: it runs once at a time, and its failure is kept to be shown beside it. */
export function useAction(): Action {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();
  return {
    busy,
    trouble,
    forget: () => setTrouble(undefined),
    async run(act) {
      if (busy) return false;
      setBusy(true);
      setTrouble(undefined);
      try {
        await act();
        return true;
      } catch (error) {
        setTrouble(troubleFrom(error));
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}
