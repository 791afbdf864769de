#!/usr/bin/env bash
# What somebody types: a few commands of each family, with shorthand syntax, queries and a file.
set -euo pipefail

export AWS_ENDPOINT_URL_WORKSPACES=$1 AWS_DEFAULT_REGION=us-east-1 AWS_PAGER=
export AWS_ACCESS_KEY_ID=000000000000 AWS_SECRET_ACCESS_KEY=secret
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

fail() {
  echo "$1" >&2
  exit 1
}
same() { [ "$1" = "$2" ] || fail "'$1' is not '$2'"; }
workspaces() { aws workspaces "$@" --output text; }
refused() {
  local code=$1 said
  shift
  if said=$(workspaces "$@" 2>&1); then fail "$* was not refused"; fi
  [[ $said == *"An error occurred ($code) when calling"* ]] || fail "$said"
}
eventually() {
  local wanted=$1
  shift
  for _ in $(seq 60); do
    [ "$(workspaces "$@")" = "$wanted" ] && return
    sleep 0.2
  done
  fail "$* is not $wanted"
}

# Desktops
desktop=$(workspaces create-workspaces --query 'PendingRequests[0].WorkspaceId' \
  --workspaces DirectoryId=d-9067000001,UserName=ada.berg,BundleId=wsb-standard1)
eventually AVAILABLE describe-workspaces --workspace-ids "$desktop" --query 'Workspaces[0].State'
workspaces create-tags --resource-id "$desktop" --tags Key=team,Value=it
same "$(workspaces describe-tags --resource-id "$desktop" --query 'TagList[0].[Key,Value]')" $'team\tit'
workspaces modify-workspace-state --workspace-id "$desktop" --workspace-state ADMIN_MAINTENANCE
eventually ADMIN_MAINTENANCE describe-workspaces --workspace-ids "$desktop" --query 'Workspaces[0].State'
workspaces modify-workspace-state --workspace-id "$desktop" --workspace-state AVAILABLE
workspaces terminate-workspaces --terminate-workspace-requests "$desktop"
refused ResourceNotFoundException describe-workspace-snapshots --workspace-id ws-000000000

# Directories and bundles
workspaces modify-selfservice-permissions --resource-id d-9067000002 \
  --selfservice-permissions RestartWorkspace=ENABLED,RebuildWorkspace=DISABLED
same "$(workspaces describe-workspace-directories --directory-ids d-9067000002 \
  --query 'Directories[0].SelfservicePermissions.RebuildWorkspace')" DISABLED
same "$(workspaces describe-workspace-bundles --bundle-ids wsb-linux0001 --query 'Bundles[].ComputeType.Name')" STANDARD
refused ResourceNotFoundException deregister-workspace-directory --directory-id d-9067999999

# Access
group=$(workspaces create-ip-group --group-name Office --user-rules ipRule=203.0.113.0/24,ruleDesc=all --query GroupId)
workspaces associate-ip-groups --directory-id d-9067000002 --group-ids "$group"
refused ResourceAssociatedException delete-ip-group --group-id "$group"
workspaces disassociate-ip-groups --directory-id d-9067000002 --group-ids "$group"
workspaces delete-ip-group --group-id "$group"
alias=$(workspaces create-connection-alias --connection-string desk.example.com --query AliasId)
eventually CREATED describe-connection-aliases --alias-ids "$alias" --query 'ConnectionAliases[0].State'
workspaces delete-connection-alias --alias-id "$alias"

# Account and clients
ranges=$(aws workspaces list-available-management-cidr-ranges --management-cidr-range-constraint 10.0.0.0/8 \
  --page-size 2 --max-items 3 --query 'ManagementCidrRanges[2]' --output json)
same "$ranges" '"10.2.0.0/16"'
link=$(workspaces create-account-link-invitation --target-account-id 222222222222 --query AccountLink.AccountLinkId)
same "$(AWS_ACCESS_KEY_ID=222222222222 workspaces accept-account-link-invitation --link-id "$link" \
  --query AccountLink.AccountLinkStatus)" LINKED
printf '\x89PNG\r\n\x1a\n' >"$folder/logo.png"
same "$(workspaces import-client-branding --resource-id d-9067000001 --query 'DeviceTypeWeb.SupportEmail' \
  --device-type-web "Logo@=fileb://$folder/logo.png,SupportEmail=it@example.com")" it@example.com
refused ValidationException delete-client-branding --resource-id d-9067000001 --platforms DeviceTypeCar

echo ok
