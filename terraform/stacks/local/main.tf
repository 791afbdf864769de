# The product on this machine: the same module as on AWS, with endpoints and times of its own. See README.md for who passes what.

terraform {
  required_version = ">= 1.9"

  # Where the state lies is told by `init -backend-config=path=…`.
  backend "local" {}

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7"
    }
  }
}

provider "aws" {
  region     = var.region
  access_key = "test"
  secret_key = "test"

  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
  s3_use_path_style           = true

  endpoints {
    apigatewayv2   = var.base_url
    cloudtrail     = var.base_url
    cloudwatchlogs = var.base_url
    cognitoidp     = var.base_url
    dynamodb       = var.base_url
    eventbridge    = var.base_url
    iam            = var.base_url
    kms            = var.base_url
    lambda         = var.base_url
    s3             = var.base_url
    secretsmanager = var.base_url
    sesv2          = var.base_url
    sfn            = var.base_url
    sns            = var.base_url
    sqs            = var.base_url
    sts            = var.base_url

    # What no free emulator has right.
    cloudwatch               = var.cloud_url
    resourcegroupstaggingapi = var.cloud_url
    scheduler                = var.cloud_url
    workspaces               = var.cloud_url
  }
}

locals {
  functions = concat(["alarm-manager/watch", "alarm-manager/reconcile", "rebuild-service/seats"], var.directory == null ? [] : ["directory-sync/sync"], var.user_notices ? ["user-notices/tell"] : [], var.portal == null ? [] : ["approval-service/api", "approval-service/steps", "approval-service/hear"])
  zips      = { for function in local.functions : function => "${var.artifacts_dir}/${dirname(function)}/dist/${basename(function)}.zip" }

  notices = var.user_notices ? { before = true, during = true, after = true } : null

  # Both are live: every desktop here is made up.
  live_policies = [
    {
      name          = "rebuild-tagged"
      match         = { tags = { Cleandesk = ["rebuild"] } }
      strategy      = "rebuild"
      grace_seconds = var.grace_seconds
      outage        = { least = var.outage_least }
      dry_run       = false
      notices       = local.notices
    },
    {
      name          = "recreate-tagged"
      match         = { tags = { Cleandesk = ["recreate"] } }
      strategy      = "recreate"
      grace_seconds = var.grace_seconds
      outage        = { least = var.outage_least }
      dry_run       = false
      notices       = local.notices
    },
  ]
  rehearsed_policies = [
    {
      name          = "rehearse-tagged"
      match         = { tags = { Cleandesk = ["rehearse"] } }
      strategy      = "rebuild"
      grace_seconds = var.grace_seconds
      outage        = { least = var.outage_least }
      dry_run       = true
      notices       = local.notices
    },
  ]
  policies = concat(local.live_policies, var.rehearsal ? local.rehearsed_policies : [])

  base_url_for_functions  = coalesce(var.base_url_for_functions, var.base_url)
  cloud_url_for_functions = coalesce(var.cloud_url_for_functions, var.cloud_url)
}

# From S3 all functions are created at once; by file name the provider sends one after the other.
resource "aws_s3_bucket" "artifacts" {
  # checkov:skip=CKV_AWS_18:A bucket in an emulator, which nobody else reads
  # checkov:skip=CKV_AWS_21:The zips are built anew, and named by their hashes
  # checkov:skip=CKV_AWS_144:The zips are built anew, and an emulator has no other Region
  # checkov:skip=CKV_AWS_145:The zips hold public code, and lie on this machine
  # checkov:skip=CKV2_AWS_6:A bucket in an emulator, which listens on this machine only
  # checkov:skip=CKV2_AWS_61:The bucket goes with the stack, after a day of work at most
  # checkov:skip=CKV2_AWS_62:Nobody waits for zips: Terraform itself puts them there
  bucket        = "${var.name}-artifacts"
  force_destroy = true
}

resource "aws_s3_object" "zip" {
  for_each = local.zips

  bucket = aws_s3_bucket.artifacts.id
  key    = "${each.key}/${filesha256(each.value)}.zip"
  source = each.value
}

resource "aws_sesv2_email_identity" "sender" {
  count = var.user_notices || var.portal != null ? 1 : 0

  email_identity = "example.com"
}

resource "aws_secretsmanager_secret" "reader" {
  # checkov:skip=CKV_AWS_149:The password of a directory in an emulator
  # checkov:skip=CKV2_AWS_57:The password of a directory in an emulator, made anew with it
  count = var.directory == null ? 0 : 1

  name                    = "${var.name}/ldap"
  recovery_window_in_days = 0
}

resource "aws_secretsmanager_secret_version" "reader" {
  count = var.directory == null ? 0 : 1

  secret_id     = aws_secretsmanager_secret.reader[0].id
  secret_string = jsonencode({ password = var.directory.password })
}

locals {
  # Read when a test says so; to play with them, `pnpm cleandesk sync plan` and the event DirectorySyncRequested.
  directory_groups = var.directory == null ? [] : [
    for name in ["sales", "support", "nested"] : {
      name                     = name
      kind                     = "openldap"
      urls                     = var.directory.urls
      ca                       = var.directory.ca
      bind_user                = var.directory.bind_user
      secret                   = aws_secretsmanager_secret.reader[0].name
      group_dn                 = "cn=${name},ou=groups,${var.directory.base_dn}"
      search_base              = var.directory.base_dn
      nested                   = name == "nested"
      directory_id             = "d-9067000001"
      bundle_id                = "wsb-standard1"
      tags                     = { Cleandesk = "rebuild" }
      every_minutes            = var.directory.every_minutes
      leaver_delay_minutes     = 0
      connected_leaver_minutes = 1
      limits                   = { leavers_share = 0.1, leavers_least = 25 }
      dry_run                  = false
    }
  ]
}

module "cleandesk" {
  source = "../.."

  name = var.name

  policies = local.policies

  directory_groups = local.directory_groups

  portal = local.portal

  # Nobody is written to: the emulator keeps the mails, to be read at /_ministack/ses/messages.
  user_notices = !var.user_notices ? null : {
    mail = {
      from_address   = "desktops@${aws_sesv2_email_identity.sender[0].email_identity}"
      from_name      = "Cleandesk"
      user_addresses = { for directory in ["d-9067000001", "d-9067000002"] : directory => "{userName}@example.com" }
    }
  }

  # The desktop cloud has neither metric math nor dashboards.
  observability = null

  detector = var.detector
  # All the desktops of all stories are in one shard.
  fleet_desktops_per_shard    = 450
  alarm_period_seconds        = var.alarm_period_seconds
  allow_short_times           = true
  deletion_protection         = false
  architecture                = var.architecture
  log_retention_days          = 1
  archive_retention_days      = 1
  event_log_retention_days    = var.event_log_retention_days
  workspaces_calls_per_second = var.workspaces_calls_per_second

  artifacts = {
    for function, zip in local.zips : function => {
      s3_bucket = aws_s3_bucket.artifacts.id
      s3_key    = aws_s3_object.zip[function].key
      hash      = filebase64sha256(zip)
    }
  }

  # SDKs obey these by themselves; nothing in the product knows that it is not on AWS.
  extra_environment = {
    AWS_ENDPOINT_URL                             = local.base_url_for_functions
    AWS_ENDPOINT_URL_WORKSPACES                  = local.cloud_url_for_functions
    AWS_ENDPOINT_URL_SCHEDULER                   = local.cloud_url_for_functions
    AWS_ENDPOINT_URL_CLOUDWATCH                  = local.cloud_url_for_functions
    AWS_ENDPOINT_URL_RESOURCE_GROUPS_TAGGING_API = local.cloud_url_for_functions
  }

  tuning = {
    watch                  = { timeout_seconds = 30, visibility_timeout_seconds = 32 } # alarms are made three a second, also here
    reconcile              = { timeout_seconds = 30, visibility_timeout_seconds = 32 }
    seats                  = { timeout_seconds = 15, visibility_timeout_seconds = 17 }
    sync                   = { timeout_seconds = 60, visibility_timeout_seconds = 62 }
    tell                   = { timeout_seconds = 20, visibility_timeout_seconds = 22 }
    hear                   = { timeout_seconds = 20, visibility_timeout_seconds = 22 }
    api                    = { timeout_seconds = 10 }
    steps                  = { timeout_seconds = 20 }
    max_receives           = 10
    batch_window_seconds   = 1
    lease_seconds          = 16 # a second more than `seats` has: so long everybody waits for a run that died
    observe_every_seconds  = 1
    shortest_timer_seconds = 1
    reconcile_rate         = var.recurring_rate
    sweep_rate             = var.recurring_rate
    leftovers_rate         = var.recurring_rate
  }
}
