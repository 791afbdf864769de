import type { Decision } from '@cleandesk/portal-api';
import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { faultOf, type Trouble as TroubleOf } from '../api/trouble.ts';
import { useDraft } from '../api/use-draft.ts';
import { Send } from './button.tsx';
import { focusFault, ReasonField } from './field.tsx';
import { Icon } from './icon.tsx';
import { Trouble } from './trouble.tsx';

const words = {
  legend: 'Do you approve it?',
  approve: 'Approve',
  reject: 'Reject',
  choose: 'Choose one of the two.',
  reason: 'Reason',
  reasonHint: 'The requester reads it.',
  sayWhy: 'Say why you reject it: the requester reads it.',
  send: 'Send my decision',
};

/**
 * Approve or reject. Nothing is chosen to begin with, and one button sends either: neither the Enter key nor a program that
 * submits forms by itself can approve anything.
 */
export function Verdict(given: {
  name: string;
  busy: boolean;
  trouble: TroubleOf | undefined;
  /** A field before the others, and what is wrong with it now. */
  before?: ComponentChildren;
  check?: () => boolean;
  send: (verdict: Decision) => Promise<boolean>;
}) {
  const { trouble } = given;
  const id = useId();
  const draft = useDraft(`verdict.${given.name}`, { decision: '', reason: '' });
  const { decision, reason } = draft.fields;
  const [faults, setFaults] = useState<{ decision?: string; reason?: string }>({});

  const send = async (form: HTMLFormElement) => {
    const verdict = verdictOf(decision, reason.trim());
    const found = {
      ...(decision === '' && { decision: words.choose }),
      ...(decision === 'reject' && reason.trim() === '' && { reason: words.sayWhy }),
    };
    setFaults(found);
    const isChecked = given.check?.() ?? true;
    if (!verdict || !isChecked) return focusFault(form);
    if (await given.send(verdict)) draft.done();
  };

  const choice = (value: 'approve' | 'reject') => (
    <label class={`choice ${value}`}>
      <input
        type="radio"
        name="decision"
        value={value}
        checked={decision === value}
        onChange={() => draft.set('decision', value)}
        {...(faults.decision !== undefined && { 'aria-invalid': 'true' as const })}
      />
      <span>
        <Icon name={value === 'approve' ? 'check' : 'cross'} />
        {words[value]}
      </span>
    </label>
  );

  return (
    <form
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send(event.currentTarget);
      }}
    >
      {given.before}
      <fieldset class="field" {...(faults.decision !== undefined && { 'aria-describedby': `${id}-fault` })}>
        <legend>{words.legend}</legend>
        <div class="choices">
          {choice('approve')}
          {choice('reject')}
        </div>
        {faults.decision !== undefined && (
          <p class="fault" id={`${id}-fault`}>
            {faults.decision}
          </p>
        )}
      </fieldset>
      <ReasonField
        label={words.reason}
        name="reason"
        optional={decision !== 'reject'}
        hint={words.reasonHint}
        value={reason}
        set={(value) => draft.set('reason', value)}
        fault={faults.reason ?? faultOf(trouble, 'reason')}
      />
      <Trouble trouble={trouble} />
      <Send busy={given.busy}>{words.send}</Send>
    </form>
  );
}

function verdictOf(decision: string, reason: string): Decision | undefined {
  if (decision === 'approve') return { decision, ...(reason !== '' && { reason }) };
  if (decision === 'reject' && reason !== '') return { decision, reason };
  return undefined;
}
