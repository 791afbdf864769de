# Cleandesk: gives every user of Amazon WorkSpaces Personal a clean desktop. This module is the product; stacks/example shows its use.

data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
data "aws_region" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition
  # `id` is the Region's name in version 5 and in version 6 of the provider; `name` and `region` are not.
  region = data.aws_region.current.id

  operations_topic_arn = one(var.operations_topic[*].arn)

  # What ARNs look like that owners give.
  key_arn   = "^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$"
  topic_arn = "^arn:[a-z-]+:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+$"

  tags = merge({ Product = "cleandesk", Deployment = var.name }, var.tags)

  platform = {
    name                     = var.name
    runbook                  = local.runbook
    account_id               = local.account_id
    region                   = local.region
    partition                = local.partition
    bus                      = { name = module.event_bus.name, arn = module.event_bus.arn }
    runtime                  = var.lambda_runtime
    architecture             = var.architecture
    log_retention_days       = var.log_retention_days
    kms_key_arn              = var.kms_key_arn
    permissions_boundary_arn = var.permissions_boundary_arn
    iam_path                 = var.iam_path
    operations_topic_arn     = local.operations_topic_arn
    redrive_role_arns        = var.redrive_role_arns
    extra_environment        = var.extra_environment
    tags                     = local.tags
  }

  # Who hears and speaks, who only hears, and who is called by an API or a state machine.
  speakers  = merge(concat([module.alarm_manager.functions, module.rebuild_service.functions], module.directory_sync[*].functions, module.approval_service[*].functions)...)
  functions = merge(local.speakers, local.listeners)

  # What the services hear of AWS is what the default bus forwards.
  heard_from_aws = {
    for pattern in concat(module.alarm_manager.hears, module.rebuild_service.hears) :
    join(", ", pattern["detail-type"]) => jsonencode(pattern)... if startswith(pattern.source[0], "aws.")
  }
}

module "workspaces_pace" {
  source = "./modules/workspaces-pace"

  name             = var.name
  calls_per_second = var.workspaces_calls_per_second
  calls_at_once    = var.workspaces_calls_at_once
  tags             = local.tags

  deletion_protection = var.deletion_protection
}

module "event_bus" {
  source = "./modules/event-bus"

  name                     = var.name
  bus_name                 = var.event_bus.name
  bus_kms_key_arn          = var.event_bus.kms_key_arn
  account_id               = local.account_id
  region                   = local.region
  partition                = local.partition
  ingress_patterns         = { for type, patterns in local.heard_from_aws : type => distinct(patterns) }
  timer_events             = merge(concat([module.alarm_manager.timer_events, module.rebuild_service.timer_events], module.directory_sync[*].timer_events, module.approval_service[*].timer_events)...)
  publisher_role_arns      = [for function in local.speakers : function.role_arn]
  operator_role_arns       = var.operator_role_arns
  archive_retention_days   = var.archive_retention_days
  kms_key_arn              = var.kms_key_arn
  permissions_boundary_arn = var.permissions_boundary_arn
  iam_path                 = var.iam_path
  operations_topic_arn     = local.operations_topic_arn
  runbook                  = local.runbook
  tags                     = local.tags
}

module "operations_notices" {
  source = "./modules/operations-notices"
  count  = var.operations_topic == null ? 0 : 1

  name        = var.name
  account_id  = local.account_id
  region      = local.region
  partition   = local.partition
  bus_name    = module.event_bus.name
  topic_arn   = local.operations_topic_arn
  kms_key_arn = var.kms_key_arn
  runbook     = local.runbook
  tags        = local.tags
}

module "event_log" {
  source = "./modules/event-log"
  count  = var.event_log_retention_days == null ? 0 : 1

  name           = var.name
  account_id     = local.account_id
  bus_name       = module.event_bus.name
  retention_days = var.event_log_retention_days
  kms_key_arn    = var.kms_key_arn
  tags           = local.tags
}

module "alarm_manager" {
  source = "./modules/alarm-manager"

  name                 = var.name
  platform             = local.platform
  timers               = module.event_bus.timers
  artifacts            = local.artifacts["alarm-manager"]
  policies             = local.encoded_policies
  detector             = var.detector
  fleet                = local.fleet
  alarm_period_seconds = local.alarm_period_seconds
  alarm_topic_arn      = var.alarm_topic_arn
  workspaces_pace      = merge(module.workspaces_pace.pace, { share = 0.5 })
  reconcile_rate       = var.tuning.reconcile_rate
  sweep_rate           = var.tuning.sweep_rate
  deletion_protection  = var.deletion_protection
  pace                 = var.tuning
}

module "rebuild_service" {
  source = "./modules/rebuild-service"

  name                   = var.name
  platform               = local.platform
  timers                 = module.event_bus.timers
  artifacts              = local.artifacts["rebuild-service"]
  policies               = local.encoded_policies
  tag_selectors          = [for policy in var.policies : coalesce(policy.match.tags, {})]
  directory_groups       = var.directory_groups[*].name
  alarm_period_seconds   = local.alarm_period_seconds
  records_retention_days = var.records_retention_days
  deletion_protection    = var.deletion_protection
  workspaces_pace        = merge(module.workspaces_pace.pace, { share = 0.5 })
  leftovers_rate         = var.tuning.leftovers_rate
  pace                   = var.tuning
}

module "directory_sync" {
  source = "./modules/directory-sync"
  count  = length(var.directory_groups) == 0 ? 0 : 1

  name                = var.name
  platform            = local.platform
  timers              = module.event_bus.timers
  artifacts           = local.artifacts["directory-sync"]
  groups              = local.directory_groups
  network             = var.directory_network
  deletion_protection = var.deletion_protection
  pace                = var.tuning
}

module "user_notices" {
  source = "./modules/user-notices"
  count  = var.user_notices == null ? 0 : 1

  name      = var.name
  platform  = local.platform
  artifacts = local.artifacts["user-notices"]
  notices   = local.notices_by_policy
  mail      = var.user_notices.mail
  topic     = var.user_notices.topic
  time_zone = var.user_notices.time_zone
  locale    = var.user_notices.locale
  templates = local.own_templates
  pace      = var.tuning

  deletion_protection = var.deletion_protection
}

module "api_call_trail" {
  source = "./modules/api-call-trail"
  count  = var.create_trail ? 1 : 0

  name                = var.name
  account_id          = local.account_id
  region              = local.region
  partition           = local.partition
  deletion_protection = var.deletion_protection
  kms_key_arn         = var.kms_key_arn
  tags                = local.tags
}

check "a_person_is_told" {
  assert {
    # Nobody is on call for desktops that are made up.
    condition     = var.allow_short_times || var.operations_topic != null
    error_message = "Nobody will be told when a reset fails, when recreates are paused, or when a message can't be handled: it is said on the bus and in the log only. Give operations_topic."
  }
}

check "dead_letters_can_be_moved_back" {
  assert {
    condition     = var.allow_short_times || length(var.redrive_role_arns) > 0
    error_message = "Nobody can move dead letters back into their queue: it is locked, for administrators too. Name the role of who is on call in redrive_role_arns."
  }
}
