import { Refused } from '@cleandesk/command-line';
import * as z from 'zod';
import { mustBeFilters } from '../filters.ts';

const text = z.string().min(1);

/**
 * The constant input of an EventBridge rule of "Automate provisioning of Amazon WorkSpaces using AWS Lambda" (AWS Desktop and
 * Application Streaming Blog). One rule is one group.
 */
const seed = z.object({
  LDAP_SERVER: text,
  LDAP_USER: text,
  GROUP_FILTER: text.optional(),
  USER_FILTER: text.optional(),
  SECRET_NAME: text,
  WORKSPACE_GROUP_FRIENDLY_NAME: text,
  WORKSPACE_GROUP_DN: text,
  Directory_Id: text,
  Bundle_Id: text,
  WorkSpace_Properties: z
    .object({
      RunningMode: text.optional(),
      RunningModeAutoStopTimeoutInMinutes: z.number().optional(),
      RootVolumeSizeGib: z.number().optional(),
      UserVolumeSizeGib: z.number().optional(),
      ComputeTypeName: text.optional(),
    })
    .default({}),
});

/**
 * As `directory_groups` of Terraform. What that Lambda did is kept where it is safe: leavers lose their desktop at the next
 * run unless `leaver_delay_minutes` says otherwise, so it is written out to be thought about.
 * @throws {Refused}
 */
export function convert(json: string): readonly Record<string, unknown>[] {
  const seeds = z.union([z.array(seed).min(1), seed.transform((one) => [one])]).safeParse(parsed(json));
  if (!seeds.success)
    throw new Refused(
      `It is not the input of such a rule: ${z.prettifyError(seeds.error).replaceAll('\n', ' ')}`,
    );
  return seeds.data.map((one) => {
    const { GROUP_FILTER, USER_FILTER } = one;
    mustBeFilters(one.WORKSPACE_GROUP_FRIENDLY_NAME, { GROUP_FILTER, USER_FILTER });
    const properties = one.WorkSpace_Properties;
    const workspace = {
      running_mode: properties.RunningMode,
      auto_stop_minutes: properties.RunningModeAutoStopTimeoutInMinutes,
      root_volume_gib: properties.RootVolumeSizeGib,
      user_volume_gib: properties.UserVolumeSizeGib,
      compute_type: properties.ComputeTypeName,
    };
    return {
      name: one.WORKSPACE_GROUP_FRIENDLY_NAME,
      kind: 'active-directory',
      urls: [`ldaps://${one.LDAP_SERVER}`],
      bind_user: one.LDAP_USER,
      secret: one.SECRET_NAME,
      group_dn: one.WORKSPACE_GROUP_DN,
      group_filter: one.GROUP_FILTER,
      user_filter: one.USER_FILTER,
      directory_id: one.Directory_Id,
      bundle_id: one.Bundle_Id,
      workspace,
      require_mail: true,
      leaver_delay_minutes: 0,
      dry_run: true,
    };
  });
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new Refused('It is no JSON.');
  }
}
