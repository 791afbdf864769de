import type { Grant, Resource } from './grants.ts';
import type { Reasons } from './reasons.ts';
import { type Action, canMean, type Reference } from './reference.ts';

/** A permission of a role: one action on one resource, as its statement gives it. */
type Permission = { grant: Grant; resource: string; action: Action };

/** What could give a role more than its own policies say. */
const knownIam = new Set(['aws_iam_role', 'aws_iam_role_policy']);

/** Everything that IAM is asked for and should not be, as sentences. Reasons that nothing needs any more are among it. */
export function faultsOf(
  plans: readonly { resources: readonly Resource[]; grants: readonly Grant[] }[],
  reference: Reference,
  reasons: Reasons,
): string[] {
  const known = reasonsOf(reasons);
  const used = new Set<string>();
  const needs: Needs = (kind, ...names) => {
    const key = keyOf(kind, ...names);
    used.add(key);
    return known.has(key);
  };
  const faults = plans.flatMap(({ resources, grants }) => {
    const allowed = grants.filter(({ statement: { effect } }) => effect === 'Allow');
    const roles = allowed.filter(({ kind }) => kind === 'role');
    return [
      ...resources.flatMap(attached),
      ...roles.flatMap((grant) => wildActions(grant, reference, needs)),
      ...permissionsOf(roles, reference).flatMap((permission) => [
        ...changesADesktop(permission, reasons),
        ...unnamed(permission, needs),
        ...untagged(permission, needs),
      ]),
      ...allowed.filter(({ kind }) => kind !== 'role').flatMap((grant) => letIn(grant, needs)),
    ];
  });
  const stale = [...known]
    .filter((key) => !used.has(key))
    .map((key) => `reasons.ts: nothing needs this reason any more: ${key}.`);
  return [...new Set([...faults, ...stale])];
}

type Kind = 'stars' | 'untagged' | 'actions' | 'unasked';
type Needs = (kind: Kind, ...names: string[]) => boolean;

const keyOf = (kind: Kind, ...names: string[]): string => [kind, ...names].join(' ');

function reasonsOf({ stars, actions, unasked }: Reasons): Set<string> {
  return new Set([
    ...stars.map(({ sid, resource }) => keyOf('stars', sid, resource)),
    ...stars
      .filter(({ untagged: because }) => because !== undefined)
      .map(({ sid, resource }) => keyOf('untagged', sid, resource)),
    ...actions.map(({ action }) => keyOf('actions', action)),
    ...unasked.map(({ sid }) => keyOf('unasked', sid)),
  ]);
}

/** A policy of AWS's, or one that is attached elsewhere, would not be seen by the other rules. */
function attached({ address, type, values }: Resource): string[] {
  if (type.startsWith('aws_iam_') && !knownIam.has(type))
    return [`${address}: ${type} is not looked at here. Write permissions into an aws_iam_role_policy.`];
  const { managed_policy_arns: arns } = values;
  return type === 'aws_iam_role' && Array.isArray(arns) && arns.length > 0
    ? [`${address}: attached policies (${arns.join(', ')}) say more than the role needs.`]
    : [];
}

const places = ({ holder, statement }: Grant): string => `${holder}, ${statement.sid}`;

function wildActions(grant: Grant, reference: Reference, needs: Needs): string[] {
  return grant.statement.actions.flatMap((action) => {
    if (reference.actions(action).length === 0) return [`${places(grant)}: AWS knows no ${action}.`];
    return !action.includes('*') || needs('actions', action)
      ? []
      : [`${places(grant)}: ${action} is more than one action. Name them one by one.`];
  });
}

function permissionsOf(grants: readonly Grant[], reference: Reference): Permission[] {
  return grants.flatMap((grant) =>
    grant.statement.actions
      .flatMap((name) => reference.actions(name))
      .flatMap((action) => grant.statement.resources.map((resource) => ({ grant, resource, action }))),
  );
}

function changesADesktop({ grant, action }: Permission, { changesWorkspaces }: Reasons): string[] {
  if (!action.changes || !action.name.startsWith('workspaces')) return [];
  const may = Object.hasOwn(changesWorkspaces, grant.holder) ? changesWorkspaces[grant.holder] : undefined;
  return may?.includes(action.name)
    ? []
    : [`${places(grant)}: may not have ${action.name}. Only rebuild-service changes WorkSpaces.`];
}

function unnamed({ grant, resource, action }: Permission, needs: Needs): string[] {
  const { sid } = grant.statement;
  const isAll = resource === '*';
  if (action.resources.length === 0) {
    if (!isAll)
      return [`${places(grant)}: ${action.name} takes no resource, so AWS would refuse it on ${resource}.`];
  } else {
    const types = action.resources.map(({ type }) => type).join(' or ');
    if (isAll) return [`${places(grant)}: ${action.name} on *, though a ${types} can be named.`];
    if (!action.resources.some(({ arn }) => canMean(resource, arn)))
      return [`${places(grant)}: ${resource} is no ${types}, so AWS would refuse ${action.name} on it.`];
  }
  return !resource.includes('*') || needs('stars', sid, resource)
    ? []
    : [`${places(grant)}: ${resource} has a *, and no reason for it is in reasons.ts.`];
}

/** `aws:ResourceTag/Pool` and `aws:ResourceTag/${TagKey}` are asked by the same name. */
const nameOf = (key: string): string => key.split('/')[0] ?? key;
const isTag = (key: string): boolean =>
  ['aws:ResourceTag', 'aws:RequestTag', 'aws:TagKeys'].includes(nameOf(key));

/** What can't be named is narrowed by tags, where AWS looks at them. */
function untagged({ grant, resource, action }: Permission, needs: Needs): string[] {
  const meant = action.resources.filter(({ arn }) => canMean(resource, arn));
  const looksAt = new Set(
    [...action.conditionKeys, ...meant.flatMap(({ conditionKeys }) => conditionKeys)]
      .filter(isTag)
      .map(nameOf),
  );
  const { sid } = grant.statement;
  const asked = grant.statement.conditionKeys.filter(isTag);
  const inVain = asked.filter((key) => !looksAt.has(nameOf(key)));
  if (inVain.length > 0)
    return [
      `${places(grant)}: AWS has no ${inVain.join(', ')} of ${action.name} on ${resource}, and would refuse it.`,
    ];
  if (!action.changes || !resource.includes('*') || looksAt.size === 0 || asked.length > 0) return [];
  return needs('untagged', sid, resource)
    ? []
    : [`${places(grant)}: ${action.name} on ${resource} asks for no tag, though AWS would look at one.`];
}

/** Nobody but services of AWS is let in, and of these the caller's name is asked for. */
function letIn(grant: Grant, needs: Needs): string[] {
  const { sid, principals, conditionKeys } = grant.statement;
  const strangers = principals.filter(({ kind }) => kind !== 'Service').map(({ name }) => name);
  if (strangers.length > 0) return [`${places(grant)}: lets in ${strangers.join(', ')}.`];
  return conditionKeys.some((key) => key === 'aws:SourceArn' || key === 'aws:SourceAccount') ||
    needs('unasked', sid)
    ? []
    : [`${places(grant)}: asks for no aws:SourceArn: the service could come on behalf of another account.`];
}
