import type { Offer } from './offers.ts';
import { type Person, sameMail } from './person.ts';
import type { Kind } from './request.ts';

/** Who has to approve what. The first rule that fits decides; what no rule fits needs one approver. */
export type Rule = {
  kind: Kind;
  /** Only for offers whose monthly price is above this. */
  abovePrice?: number;
  /** How many different people. 0: nobody. */
  needed: number;
  /** `manager`: whom the sign-in names as the requester's manager, and for more than one, approvers besides. */
  by: 'manager' | 'approvers';
};

export type Approval = { needed: number; approvers: string[] };

/** Above all: people ask for what is given without a word only where an owner said so. */
const otherwise = { needed: 1, by: 'approvers' } as const;

/**
 * Who may approve this request, and how many of them must. Nobody approves their own.
 * @returns `nobody` when there are too few: such a request could never be decided.
 */
export function approvalOf(
  kind: Kind,
  offer: Offer | undefined,
  requester: Person,
  { rules, approvers }: { rules: readonly Rule[]; approvers: readonly string[] },
): Approval | 'nobody' {
  const price = offer?.monthlyPrice.amount ?? 0;
  const { needed, by } =
    rules.find((rule) => rule.kind === kind && (rule.abovePrice === undefined || price > rule.abovePrice)) ??
    otherwise;
  if (needed === 0) return { needed: 0, approvers: [] };
  const own = requester.mail === undefined ? undefined : sameMail(requester.mail);
  const others = (mails: readonly string[]) =>
    mails.map(sameMail).filter((mail) => {
      // guard: nobody-approves-their-own
      if (mail === own) return false;
      return true;
    });
  const manager = by === 'manager' && requester.manager !== undefined ? others([requester.manager]) : [];
  // Who has no manager, is their own, or needs more than one, is decided by the approvers of the whole portal.
  const each = [...new Set(manager.length >= needed ? manager : [...manager, ...others(approvers)])];
  return each.length < needed ? 'nobody' : { needed, approvers: each };
}
