import type { Grant, Resource } from './grants.ts';
import type { Reasons } from './reasons.ts';
import { type Action, canMean, type Reference } from './reference.ts';

/** One action on one resource that it takes, as a statement gives it to a role. */
type Permission = { sid: string; asked: readonly string[]; resource: string; action: Action };

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
      ...roles.flatMap((grant) => [
        ...wildActions(grant, reference, needs),
        ...inVain(grant, reference),
        ...permissionsOf(grant, reference)
          .flatMap((permission) => [
            ...changesADesktop(grant, permission, reasons),
            ...unnamed(permission, needs),
            ...untagged(permission, needs),
          ])
          .map((fault) => `${places(grant)}: ${fault}`),
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

/** `*` and `?` stand for any letters in IAM. */
const isWide = (resource: string): boolean => /[*?]/.test(resource);

const fits = (resource: string, { resources }: Action): boolean =>
  resource === '*' || resources.some(({ arn }) => canMean(resource, arn));

function permissionsOf({ statement }: Grant, reference: Reference): Permission[] {
  return statement.actions
    .flatMap((name) => reference.actions(name))
    .flatMap((action) =>
      statement.resources
        .filter((resource) => fits(resource, action))
        .map((resource) => ({ sid: statement.sid, asked: statement.conditionKeys, resource, action })),
    );
}

/** What AWS would not read as it was meant: calls on what they do not take. */
function inVain(grant: Grant, reference: Reference): string[] {
  const { actions: names, resources } = grant.statement;
  const actions = names.flatMap((name) => reference.actions(name));
  return [
    ...actions
      .filter((action) => !resources.some((resource) => fits(resource, action)))
      .map(({ name, resources: types }) => {
        const taken = types.length === 0 ? '* only' : `a ${types.map(({ type }) => type).join(' or ')}`;
        return `${places(grant)}: ${name} takes ${taken}, so AWS would refuse it here.`;
      }),
    ...resources
      .filter((resource) => actions.length > 0 && !actions.some((action) => fits(resource, action)))
      .map((resource) => `${places(grant)}: none of these calls takes ${resource}.`),
  ];
}

function changesADesktop(
  { holder }: Grant,
  { action }: Permission,
  { changesWorkspaces }: Reasons,
): string[] {
  if (!action.changes || !action.name.startsWith('workspaces')) return [];
  const may = Object.hasOwn(changesWorkspaces, holder) ? changesWorkspaces[holder] : undefined;
  return may?.includes(action.name)
    ? []
    : [`may not have ${action.name}. Only rebuild-service changes WorkSpaces.`];
}

function unnamed({ sid, resource, action }: Permission, needs: Needs): string[] {
  if (resource === '*' && action.resources.length > 0) {
    const types = action.resources.map(({ type }) => type).join(' or ');
    return [`${action.name} on *, though a ${types} can be named.`];
  }
  return !isWide(resource) || needs('stars', sid, resource)
    ? []
    : [`${resource} has a *, and no reason for it is in reasons.ts.`];
}

/** `aws:ResourceTag/Pool` and `aws:ResourceTag/${TagKey}` are asked by the same name. */
const nameOf = (key: string): string => key.split('/')[0] ?? key;
const isTag = (key: string): boolean =>
  ['aws:ResourceTag', 'aws:RequestTag', 'aws:TagKeys'].includes(nameOf(key));

/** What can't be named is narrowed by tags, where AWS looks at them. */
function untagged({ sid, asked, resource, action }: Permission, needs: Needs): string[] {
  const meant = action.resources.filter(({ arn }) => canMean(resource, arn));
  const known = [...action.conditionKeys, ...meant.flatMap(({ conditionKeys }) => conditionKeys)];
  const looksAt = new Set(known.filter(isTag).map(nameOf));
  const tags = asked.filter(isTag);
  const unknown = tags.filter((key) => !looksAt.has(nameOf(key)));
  if (unknown.length > 0)
    return [`AWS has no ${unknown.join(', ')} of ${action.name} on ${resource}, and would refuse it.`];
  if (!action.changes || !isWide(resource) || looksAt.size === 0 || tags.length > 0) return [];
  return needs('untagged', sid, resource)
    ? []
    : [`${action.name} on ${resource} asks for no tag, though AWS would look at one.`];
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
