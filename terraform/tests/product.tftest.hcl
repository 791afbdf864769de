# The root module: what an owner gets by default, and what an owner is refused. tests/reasons checks the words of each refusal.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  artifacts = {
    "alarm-manager/watch"     = { s3_bucket = "zips", s3_key = "watch.zip", hash = "aGFzaA==" }
    "alarm-manager/reconcile" = { s3_bucket = "zips", s3_key = "reconcile.zip", hash = "aGFzaA==" }
    "rebuild-service/seats"   = { s3_bucket = "zips", s3_key = "seats.zip", hash = "aGFzaA==" }
    "user-notices/tell"       = { s3_bucket = "zips", s3_key = "tell.zip", hash = "aGFzaA==" }
  }

  policies = [
    { name = "kiosks", match = { tags = { Pool = ["kiosk", "lobby"] } }, strategy = "recreate", grace_seconds = 1200 },
  ]

  operations_topic  = { arn = "arn:aws:sns:eu-central-1:111122223333:operations" }
  redrive_role_arns = ["arn:aws:iam::111122223333:role/on-call"]
}

run "it_plans_with_nothing_but_zips" {
  variables {
    policies = []
  }

  assert {
    condition     = output.event_bus.name == "cleandesk" && length(output.functions) == 3 && output.trail_arn == null
    error_message = "Without a policy nothing is managed, but all is there."
  }
}

run "a_policy_reaches_the_functions_in_their_words" {
  assert {
    condition = jsonencode(local.wire_policies) == jsonencode([
      { name = "kiosks", match = { tags = { Pool = ["kiosk", "lobby"] } }, strategy = "recreate", graceSeconds = 1200, dryRun = true },
    ])
    error_message = "A new policy is in dry run, and a selector that was not given is left out."
  }
}

run "the_order_of_policies_is_kept" {
  command = plan

  variables {
    policies = [
      { name = "zulu", match = { bundle_ids = ["wsb-0zsvgp8fc"] }, strategy = "rebuild", grace_seconds = 1200, dry_run = false },
      { name = "alpha", match = { directory_ids = ["d-926722a1b3"] }, strategy = "recreate", grace_seconds = 1200 },
    ]
  }

  assert {
    condition     = local.wire_policies[*].name == ["zulu", "alpha"]
    error_message = "The first match wins."
  }

  assert {
    condition     = local.wire_policies[0].dryRun == false && local.wire_policies[1].dryRun == true
    error_message = "Dry run ends where the owner ends it, policy by policy."
  }
}

run "the_default_bus_forwards_what_the_services_hear_of_aws_and_each_once" {
  command = plan

  assert {
    condition     = { for type, patterns in local.heard_from_aws : type => length(distinct(patterns)) } == { "AWS API Call via CloudTrail" = 1, "CloudWatch Alarm Contributor State Change" = 1, "CloudWatch Alarm State Change" = 1, "WorkSpaces Access" = 1 }
    error_message = "AWS's events come in through the bus only."
  }

  assert {
    condition     = alltrue([for patterns in values(local.heard_from_aws) : strcontains(patterns[0], "\"replay-name\":[{\"exists\":false}]")])
    error_message = "A replay must not reset people."
  }
}

run "a_trail_is_made_only_where_asked_for" {
  variables {
    create_trail = true
  }

  assert {
    condition     = output.trail_arn != null
    error_message = "create_trail must create a trail."
  }
}

run "all_functions_share_one_pace" {
  command = plan

  variables {
    workspaces_calls_per_second = 1.5
  }

  assert {
    condition     = module.workspaces_pace.pace.calls_per_second == 1.5 && module.workspaces_pace.pace.calls_at_once == 3
    error_message = "The owner's rate is the rate of all functions together, and two and a half seconds' worth of it goes at once."
  }

  assert {
    condition     = module.workspaces_pace.pace.table_name == "cleandesk-workspaces-pace"
    error_message = "One table for all."
  }
}

run "calls_at_once_are_settable" {
  command = plan

  variables {
    workspaces_calls_at_once = 4
  }

  assert {
    condition     = module.workspaces_pace.pace.calls_at_once == 4
    error_message = "AWS may allow an account less at once, or more."
  }
}

run "events_are_kept_to_be_read_unless_the_owner_says_no" {
  assert {
    condition     = output.event_log_group_name == "/aws/events/cleandesk"
    error_message = "In dry run somebody has to be able to read who would have been reset."
  }
}

run "no_log_of_events_is_kept_where_the_owner_says_so" {
  variables {
    event_log_retention_days = null
  }

  assert {
    condition     = output.event_log_group_name == null
    error_message = "Events name people: the owner decides."
  }
}

run "a_topic_that_is_still_to_be_made_can_be_given" {
  command = plan

  module {
    source = "./tests/fixtures/new-topic"
  }
}

# --- Warnings

run "nobody_who_is_told_and_nobody_who_can_redrive_get_a_warning" {
  command = plan

  variables {
    operations_topic  = null
    redrive_role_arns = []
  }

  assert {
    condition     = length(module.operations_notices) == 0
    error_message = "Without a topic there is nobody to tell."
  }

  expect_failures = [check.a_person_is_told, check.dead_letters_can_be_moved_back]
}

run "a_grace_that_competes_with_automatic_reconnect_gets_a_warning" {
  command = plan

  variables {
    policies = [{ name = "kiosks", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild" }]
  }

  expect_failures = [check.grace_leaves_time_to_reconnect]
}

# --- Policies that are refused. Each differs in one thing from a policy that is not.

run "a_policy_without_a_selector_is_refused" {
  command = plan
  variables {
    policies = [{ name = "everyone", match = {}, strategy = "rebuild", grace_seconds = 1200 }]
  }
  expect_failures = [var.policies]
}

run "a_policy_with_an_empty_list_is_refused" {
  command = plan
  variables {
    policies = [{ name = "kiosks", match = { directory_ids = [], tags = { Pool = ["kiosk"] } }, strategy = "rebuild", grace_seconds = 1200 }]
  }
  expect_failures = [var.policies]
}

run "a_policy_with_a_tag_without_values_is_refused" {
  command = plan
  variables {
    policies = [{ name = "kiosks", match = { tags = { Pool = [] } }, strategy = "rebuild", grace_seconds = 1200 }]
  }
  expect_failures = [var.policies]
}

run "a_policy_with_no_tag_in_its_tags_is_refused" {
  command = plan
  variables {
    policies = [{ name = "kiosks", match = { tags = {} }, strategy = "rebuild", grace_seconds = 1200 }]
  }
  expect_failures = [var.policies]
}

run "a_policy_without_a_strategy_is_refused" {
  command = plan
  variables {
    policies = [{ name = "kiosks", match = { tags = { Pool = ["kiosk"] } }, grace_seconds = 1200 }]
  }
  expect_failures = [var.policies]
}

run "an_unknown_strategy_is_refused" {
  command = plan
  variables {
    policies = [{ name = "kiosks", match = { tags = { Pool = ["kiosk"] } }, strategy = "restore", grace_seconds = 1200 }]
  }
  expect_failures = [var.policies]
}

run "two_policies_with_one_name_are_refused" {
  command = plan
  variables {
    policies = [
      { name = "kiosks", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", grace_seconds = 1200 },
      { name = "Kiosks", match = { tags = { Pool = ["lobby"] } }, strategy = "rebuild", grace_seconds = 1200 },
    ]
  }
  expect_failures = [var.policies]
}

run "a_name_that_can_not_be_written_on_a_receipt_is_refused" {
  command = plan
  variables {
    policies = [{ name = "", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", grace_seconds = 1200 }]
  }
  expect_failures = [var.policies]
}

run "a_directory_id_with_a_slip_is_refused" {
  command = plan
  variables {
    policies = [{ name = "kiosks", match = { directory_ids = ["d-926722a1bX"] }, strategy = "rebuild", grace_seconds = 1200 }]
  }
  expect_failures = [var.policies]
}

run "a_bundle_id_with_a_slip_is_refused" {
  command = plan
  variables {
    policies = [{ name = "kiosks", match = { bundle_ids = ["ws-0zsvgp8fc"] }, strategy = "rebuild", grace_seconds = 1200 }]
  }
  expect_failures = [var.policies]
}

run "a_grace_of_five_seconds_is_refused" {
  command = plan
  variables {
    policies = [{ name = "kiosks", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", grace_seconds = 5 }]
  }
  expect_failures = [var.policies]
}

run "a_grace_of_two_days_is_refused" {
  command = plan
  variables {
    policies = [{ name = "kiosks", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", grace_seconds = 172800 }]
  }
  expect_failures = [var.policies]
}

run "a_grace_of_five_seconds_passes_where_a_day_is_played_in_a_minute" {
  command = plan
  variables {
    allow_short_times    = true
    alarm_period_seconds = 10
    policies             = [{ name = "kiosks", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", grace_seconds = 5 }]
  }

  assert {
    condition     = local.wire_policies[0].graceSeconds == 5
    error_message = "The local stack needs short times."
  }
}

run "policies_that_do_not_fit_into_an_environment_are_refused" {
  command = plan
  variables {
    policies = [{ name = "kiosks", match = { bundle_ids = [for number in range(200) : "wsb-${substr(sha1(tostring(number)), 0, 32)}"] }, strategy = "rebuild", grace_seconds = 1200 }]
  }
  expect_failures = [var.policies]
}

# --- Other inputs that are refused

run "an_alarm_period_of_ninety_seconds_is_refused" {
  command = plan
  variables {
    alarm_period_seconds = 90
  }
  expect_failures = [var.alarm_period_seconds]
}

run "an_alarm_period_of_ten_seconds_is_refused_on_aws" {
  command = plan
  variables {
    alarm_period_seconds = 10
  }
  expect_failures = [var.alarm_period_seconds]
}

# --- Who finds disconnects

run "unless_said_otherwise_each_desktop_has_an_alarm" {
  command = plan

  assert {
    condition     = length(local.fleet.shards) == 0 && local.alarm_period_seconds == 300
    error_message = "What has not been seen on AWS is no default."
  }
}

run "a_fleet_without_shards_of_its_own_is_one_and_a_person_is_warned" {
  command = plan
  variables {
    detector = "fleet"
  }

  assert {
    condition     = jsonencode(local.fleet) == jsonencode({ most = 90, shards = [{ name = "all", tags = {} }] })
    error_message = "Less than a hundred can all leave at once."
  }

  expect_failures = [check.the_fleet_detector_is_new]
}

run "queries_have_whole_minutes" {
  command = plan
  variables {
    detector             = "fleet"
    allow_short_times    = true
    alarm_period_seconds = 10
  }

  assert {
    condition     = local.alarm_period_seconds == 60
    error_message = "CloudWatch refuses queries of less, and rebuild-service has to know the period that is used."
  }
}

run "a_detector_that_is_none_is_refused" {
  command = plan
  variables {
    detector = "per-shard"
  }
  expect_failures = [var.detector]
}

run "a_fleet_with_a_period_of_two_hours_is_refused" {
  command = plan
  variables {
    detector             = "fleet"
    allow_short_times    = true
    alarm_period_seconds = 7200
  }
  expect_failures = [var.detector]
}

run "a_shard_with_a_name_that_is_none_is_refused" {
  command = plan
  variables {
    fleet_shards = [{ name = "Floor_1" }]
  }
  expect_failures = [var.fleet_shards]
}

run "two_shards_of_one_name_are_refused" {
  command = plan
  variables {
    fleet_shards = [{ name = "one", tags = { Floor = "1" } }, { name = "one", tags = { Floor = "2" } }]
  }
  expect_failures = [var.fleet_shards]
}

run "a_fleet_in_no_shards_is_refused" {
  command = plan
  variables {
    fleet_shards = []
  }
  expect_failures = [var.fleet_shards]
}

run "shards_that_do_not_fit_into_an_environment_are_refused" {
  command = plan
  variables {
    fleet_shards = [for number in range(40) : { name = "shard-${number}", tags = { Floor = sha1(tostring(number)) } }]
  }
  expect_failures = [var.fleet_shards]
}

run "a_shard_of_four_tags_is_refused" {
  command = plan
  variables {
    fleet_shards = [{ name = "one", tags = { A = "1", B = "1", C = "1", D = "1" } }]
  }
  expect_failures = [var.fleet_shards]
}

run "a_shard_of_more_desktops_than_an_alarm_looks_at_is_refused" {
  command = plan
  variables {
    fleet_desktops_per_shard = 451
  }
  expect_failures = [var.fleet_desktops_per_shard]
}

run "a_lease_shorter_than_the_run_is_refused" {
  command = plan
  variables {
    tuning = { lease_seconds = 60 }
  }
  expect_failures = [var.tuning]
}

run "timers_shorter_than_a_minute_are_refused_on_aws" {
  command = plan
  variables {
    tuning = { shortest_timer_seconds = 1 }
  }
  expect_failures = [var.tuning]
}

run "a_rate_that_the_scheduler_can_not_read_is_refused" {
  command = plan
  variables {
    tuning = { sweep_rate = "rate(1 minutes)" }
  }
  expect_failures = [var.tuning]
}

run "other_slips_are_refused" {
  command = plan
  variables {
    name                        = "Cleandesk"
    architecture                = "riscv"
    lambda_runtime              = "nodejs20.x"
    log_retention_days          = 0
    archive_retention_days      = 0
    workspaces_calls_per_second = 0
    event_log_retention_days    = 0
    operator_role_arns          = ["*"]
    redrive_role_arns           = ["*"]
    artifacts                   = { "alarm-manager/watch" = { s3_bucket = "zips", s3_key = "watch.zip" } }
  }
  expect_failures = [
    var.name,
    var.architecture,
    var.lambda_runtime,
    var.log_retention_days,
    var.archive_retention_days,
    var.workspaces_calls_per_second,
    var.event_log_retention_days,
    var.operator_role_arns,
    var.redrive_role_arns,
    var.artifacts,
  ]
}

run "calls_at_once_without_room_for_a_late_one_are_refused" {
  command = plan
  variables {
    workspaces_calls_at_once = 1
  }
  expect_failures = [var.workspaces_calls_at_once]
}

run "a_zip_for_a_function_that_does_not_exist_is_refused" {
  command = plan
  variables {
    artifacts = { "alarm-manager/look" = { s3_bucket = "zips", s3_key = "look.zip", hash = "aGFzaA==" } }
  }
  expect_failures = [var.artifacts]
}

run "zips_of_a_release_come_from_s3_by_its_version_and_with_their_hashes" {
  command = plan

  variables {
    artifacts = { "alarm-manager/watch" = { s3_bucket = "own", s3_key = "watch.zip", hash = "aGFzaA==" } }
    release   = { s3_bucket = "zips", s3_prefix = "cleandesk/1.0.0/", manifest = "./examples/artifacts.json" }
  }

  assert {
    condition     = local.artifacts["rebuild-service"].seats.s3_key == "cleandesk/1.0.0/rebuild-service-seats.zip" && local.artifacts["rebuild-service"].seats.hash == jsondecode(file("./examples/artifacts.json")).artifacts["rebuild-service/seats"].hash
    error_message = "A release says which zip and what is in it."
  }

  assert {
    condition     = local.artifacts["alarm-manager"].watch.s3_bucket == "own"
    error_message = "What is named goes before a release."
  }
}

run "what_operators_need_is_what_the_page_says" {
  assert {
    condition = [
      for block in regexall("(?s)```json\n(.*?)```", file("../docs/operator-role.md")) : jsonencode(jsondecode(block[0]))
      ] == [
      for part in ["look", "examine", "operate", "bring_back"] : jsonencode(jsondecode(replace(output.operator_policies[part], module.event_bus.arn, "arn:aws:events:eu-central-1:111122223333:event-bus/cleandesk")))
    ]
    error_message = "docs/operator-role.md and terraform/operator.tf differ: whoever copies the page would lack something, or have too much."
  }
}

run "operators_of_a_deployment_with_a_key_may_use_it" {
  variables {
    kms_key_arn = "arn:aws:kms:eu-central-1:111122223333:key/1"
    iam_path    = "/cleandesk/"
  }

  assert {
    condition = { for part, policy in output.operator_policies : part => flatten([for statement in jsondecode(policy).Statement : statement.Action if statement.Resource == "arn:aws:kms:eu-central-1:111122223333:key/1"]) } == {
      look       = ["kms:Decrypt"]
      examine    = ["kms:Decrypt"]
      operate    = []
      bring_back = ["kms:Decrypt", "kms:GenerateDataKey"]
    }
    error_message = "Who reads tables and queues decrypts, and who sends encrypts."
  }

  assert {
    condition     = strcontains(output.operator_policies.examine, "arn:aws:iam::111122223333:role/cleandesk/cleandesk-*")
    error_message = "Roles are where the owner wants them."
  }
}
