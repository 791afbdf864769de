import { event } from '@cleandesk/bus';
import { type OutgoingEvent, seatUnwantedV1, seatWantedV1 } from '@cleandesk/contracts';
import type { Group } from '../domain/group.ts';
import type { Claim } from '../domain/memory.ts';
import { sourceOf, tagsOf } from '../domain/saying.ts';

const source = 'cleandesk.directory-sync';

/**
 * A claim as rebuild-service hears it; the same however often it is said.
 * @param evidence id of the read that it follows from
 * @param decidedBy the group that decides what desktop it is, when another one
 */
export function said(
  group: Group,
  claim: Claim,
  about: { evidence: string; decidedBy?: string | undefined },
): OutgoingEvent {
  const seat = { directoryId: group.directoryId, userName: claim.login };
  const of = { source: sourceOf(group), revision: claim.revision };
  const { evidence, decidedBy } = about;
  if (claim.said === 'unwanted') {
    const connectedForSeconds = Math.round(group.connectedLeaverMs / 1000);
    const detail = { seat, claim: of, onlyTagged: tagsOf(group), connectedForSeconds, evidence };
    return event(seatUnwantedV1, detail, { source });
  }
  return event(
    seatWantedV1,
    {
      seat,
      claim: of,
      desired: { ...group.desired, tags: { ...group.desired.tags, ...tagsOf(group) } },
      precedence: group.precedence,
      ...(decidedBy === undefined ? {} : { decidedBy }),
      evidence,
    },
    { source },
  );
}
