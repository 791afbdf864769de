import { hasEnded, type Request } from '../domain/request.ts';
import type { Stored } from '../ports.ts';
import type { World } from './world.ts';

/** What a workflow goes by: `doing` acts, what has ended is told. */
export const outputOf = ({ id, status, approval }: Request) => ({
  requestId: id,
  status,
  ended: hasEnded(status),
  approvals: approval.needed,
});

/**
 * Lets the workflow go on that waits for how this request stands. Done twice it does no harm. Without a token nobody waits
 * yet: the step that will finds out by itself.
 * @throws {Stale} when somebody else does so at this moment.
 */
export async function tellWorkflow(stored: Stored<Request>, world: World): Promise<void> {
  const { value: request } = stored;
  if (request.heard || request.waiting === undefined) return;
  await world.workflows.resume(request.waiting.token, outputOf(request));
  const { waiting: _over, ...rest } = request;
  await world.requests.save(stored, { ...rest, heard: true });
}
