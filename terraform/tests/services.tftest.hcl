# modules/alarm-manager and modules/rebuild-service: who may do what, and which timers there are.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name     = "cleandesk"
  policies = "eA=="

  tag_selectors    = [{}]
  directory_groups = []

  platform = {
    name               = "cleandesk"
    account_id         = "111122223333"
    region             = "eu-central-1"
    partition          = "aws"
    bus                = { name = "cleandesk", arn = "arn:aws:events:eu-central-1:111122223333:event-bus/cleandesk" }
    runtime            = "nodejs22.x"
    architecture       = "arm64"
    log_retention_days = 90
    kms_key_arn        = null
    tags               = { Product = "cleandesk" }
  }

  timers = {
    group_name      = "cleandesk"
    role_arn        = "arn:aws:iam::111122223333:role/cleandesk-timers"
    dead_letter_arn = "arn:aws:sqs:eu-central-1:111122223333:cleandesk-timers-dead-letters"
  }

  artifacts = {
    watch     = { s3_bucket = "zips", s3_key = "watch.zip", hash = "aGFzaA==" }
    reconcile = { s3_bucket = "zips", s3_key = "reconcile.zip", hash = "aGFzaA==" }
    seats     = { s3_bucket = "zips", s3_key = "seats.zip", hash = "aGFzaA==" }
  }

  pace = {
    watch                  = { timeout_seconds = 60, visibility_timeout_seconds = 180 }
    reconcile              = { timeout_seconds = 900, visibility_timeout_seconds = 960 }
    seats                  = { timeout_seconds = 60, visibility_timeout_seconds = 180 }
    max_receives           = 10
    batch_window_seconds   = 1
    lease_seconds          = 90
    observe_every_seconds  = 60
    shortest_timer_seconds = 60
  }

  workspaces_pace = {
    table_name       = "cleandesk-workspaces-pace"
    table_arn        = "arn:aws:dynamodb:eu-central-1:111122223333:table/cleandesk-workspaces-pace"
    calls_per_second = 2
    calls_at_once    = 5
    share            = 0.5
  }

  detector               = "per-desktop"
  fleet                  = { most = 90, shards = [] }
  alarm_period_seconds   = 300
  reconcile_rate         = "rate(1 hour)"
  sweep_rate             = "rate(15 minutes)"
  leftovers_rate         = "rate(5 minutes)"
  records_retention_days = 400
  deletion_protection    = true
}

run "alarm_manager_touches_only_the_alarms_that_it_listens_for" {
  module {
    source = "./modules/alarm-manager"
  }

  assert {
    condition     = one([for statement in jsondecode(local.permissions).Statement : statement.Resource if statement.Sid == "KeepTheDisconnectAlarms"]) == "arn:aws:cloudwatch:eu-central-1:111122223333:alarm:WorkSpace_Disconnected_id_*"
    error_message = "Somebody else's alarm must be safe."
  }

  assert {
    condition = one([for statement in jsondecode(local.permissions).Statement : statement if statement.Sid == "TagTheDisconnectAlarms"]) == {
      Sid       = "TagTheDisconnectAlarms"
      Effect    = "Allow"
      Action    = "cloudwatch:TagResource"
      Resource  = "arn:aws:cloudwatch:eu-central-1:111122223333:alarm:WorkSpace_Disconnected_id_*"
      Condition = { "ForAllValues:StringEquals" = { "aws:TagKeys" = ["Product"] } }
    }
    error_message = "Alarms are given the deployment's tags and no others."
  }

  assert {
    condition     = output.alarm_name_prefix == "WorkSpace_Disconnected_id_"
    error_message = "The prefix comes from the pattern that the code listens to."
  }
}

run "shards_are_told_to_who_walks_over_the_fleet_in_what_its_code_unpacks" {
  module {
    source = "./modules/alarm-manager"
  }

  variables {
    detector = "fleet"
    fleet    = { most = 90, shards = [{ name = "all", tags = {} }] }
  }

  assert {
    condition     = local.environment.DETECTOR == "fleet" && local.environment.FLEET == base64gzip("{\"deployment\":\"cleandesk\",\"most\":90,\"shards\":[{\"name\":\"all\",\"tags\":{}}]}")
    error_message = "The code reads deployment, most and shards."
  }
}

run "alarm_manager_changes_no_desktop" {
  module {
    source = "./modules/alarm-manager"
  }

  assert {
    condition = alltrue(flatten([
      for statement in jsondecode(local.permissions).Statement : [
        for action in flatten([statement.Action]) : startswith(action, "workspaces:Describe") || !startswith(action, "workspaces:")
      ]
    ]))
    error_message = "Only rebuild-service may change WorkSpaces."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(local.permissions).Statement : alltrue([for action in flatten([statement.Action]) : can(regex("^(tag:Get|workspaces:Describe)", action))]) if statement.Resource == "*"])
    error_message = "Only reading calls that take no resource in IAM may have a *."
  }
}

run "alarm_manager_says_what_it_says_as_itself" {
  module {
    source = "./modules/alarm-manager"
  }

  assert {
    condition = one([for statement in jsondecode(local.permissions).Statement : statement.Condition if statement.Sid == "SayWhatAlarmManagerSays"]) == {
      "ForAllValues:StringEquals" = { "events:source" = ["cleandesk.alarm-manager"] }
      StringEquals                = { "events:detail-type" = ["ConnectionSweepCameDue.v1", "DesktopConnected.v1", "DesktopDisconnected.v1", "DesktopUnwatched.v1", "DesktopWatched.v1", "DesktopsObserved.v1", "FleetShardGivenUp.v1", "FleetsCounted.v1", "ReconcileCameDue.v1"] }
      Null                        = { "events:source" = "false" }
    }
    error_message = "A service must not be able to say what another says, nor what only timers say."
  }
}

run "alarm_managers_recurring_timers_speak_to_the_bus" {
  module {
    source = "./modules/alarm-manager"
  }

  assert {
    condition     = { for type, schedule in aws_scheduler_schedule.recurring : type => schedule.schedule_expression } == { "ConnectionSweepCameDue.v1" = "rate(15 minutes)", "ReconcileCameDue.v1" = "rate(1 hour)" }
    error_message = "Reconcile every hour, sweep every quarter of an hour."
  }

  assert {
    condition = alltrue([
      for type, schedule in aws_scheduler_schedule.recurring :
      schedule.target[0].arn == "arn:aws:events:eu-central-1:111122223333:event-bus/cleandesk" && schedule.target[0].eventbridge_parameters[0].source == "cleandesk.alarm-manager" && schedule.target[0].eventbridge_parameters[0].detail_type == type && schedule.target[0].dead_letter_config[0].arn == "arn:aws:sqs:eu-central-1:111122223333:cleandesk-timers-dead-letters"
    ])
    error_message = "A recurring timer is an event on the bus, with dead letters."
  }

  assert {
    condition     = jsonencode(output.timer_events) == jsonencode({ "cleandesk.alarm-manager" = ["ConnectionSweepCameDue.v1", "ReconcileCameDue.v1"] })
    error_message = "The Scheduler's role learns from here what timers may say."
  }
}

run "reconcile_remembers_its_walks_keeps_the_alarms_of_this_deployments_shards_and_nothing_else" {
  module {
    source = "./modules/alarm-manager"
  }

  assert {
    condition = jsonencode([for statement in jsondecode(local.reconcile_permissions).Statement : statement if !contains(jsondecode(local.permissions).Statement[*].Sid, statement.Sid)]) == jsonencode([
      {
        Sid      = "KnowWhichWalkIsUnderWay"
        Effect   = "Allow"
        Action   = ["dynamodb:DeleteItem", "dynamodb:UpdateItem"]
        Resource = aws_dynamodb_table.walks.arn
      },
      {
        Sid      = "KeepTheAlarmsOfShards"
        Effect   = "Allow"
        Action   = ["cloudwatch:DeleteAlarms", "cloudwatch:DescribeAlarmHistory", "cloudwatch:PutMetricAlarm"]
        Resource = "arn:aws:cloudwatch:eu-central-1:111122223333:alarm:WorkSpace_Disconnected_fleet_cleandesk_*"
      },
      {
        Sid       = "TagTheAlarmsOfShards"
        Effect    = "Allow"
        Action    = "cloudwatch:TagResource"
        Resource  = "arn:aws:cloudwatch:eu-central-1:111122223333:alarm:WorkSpace_Disconnected_fleet_cleandesk_*"
        Condition = { "ForAllValues:StringEquals" = { "aws:TagKeys" = ["Product"] } }
      },
    ])
    error_message = "The two functions differ in what reconcile remembers, and in the alarms that it alone writes."
  }

  assert {
    condition     = aws_dynamodb_table.walks.hash_key == "task" && aws_dynamodb_table.walks.range_key == null && aws_dynamodb_table.walks.deletion_protection_enabled
    error_message = "The code's key is the task."
  }
}

run "rebuild_service_changes_workspaces_and_names_what_iam_lets_it_name" {
  module {
    source = "./modules/rebuild-service"
  }

  assert {
    condition = jsonencode([for statement in jsondecode(local.permissions).Statement : statement if anytrue([for action in flatten([statement.Action]) : startswith(action, "workspaces:") && !startswith(action, "workspaces:Describe")])]) == jsonencode([
      {
        Sid       = "CreateDesktopsThatSayTheyAreOurs"
        Effect    = "Allow"
        Action    = "workspaces:CreateWorkspaces"
        Resource  = "arn:aws:workspaces:eu-central-1:111122223333:workspace/*"
        Condition = { Null = { "aws:RequestTag/cleandesk:attempt" = "false" } }
      },
      {
        Sid      = "CreateThemInTheirDirectoryFromTheirBundle"
        Effect   = "Allow"
        Action   = "workspaces:CreateWorkspaces"
        Resource = ["arn:aws:workspaces:eu-central-1:111122223333:directory/*", "arn:aws:workspaces:eu-central-1:*:workspacebundle/*"]
      },
      {
        Sid       = "TagWhatItCreates"
        Effect    = "Allow"
        Action    = "workspaces:CreateTags"
        Resource  = "*"
        Condition = { Null = { "aws:RequestTag/cleandesk:attempt" = "false" } }
      },
      {
        Sid      = "ShowHolds"
        Effect   = "Allow"
        Action   = ["workspaces:CreateTags", "workspaces:DeleteTags"]
        Resource = "*"
        Condition = {
          "ForAllValues:StringEquals" = { "aws:TagKeys" = ["cleandesk:held"] }
          Null                        = { "aws:TagKeys" = "false" }
        }
      },
      {
        Sid      = "ResetDesktops"
        Effect   = "Allow"
        Action   = ["workspaces:DescribeWorkspaceSnapshots", "workspaces:RebootWorkspaces", "workspaces:RebuildWorkspaces", "workspaces:TerminateWorkspaces"]
        Resource = "arn:aws:workspaces:eu-central-1:111122223333:workspace/*"
      },
    ])
    error_message = "Desktops, directories and bundles have ARNs, and tags of ours are the only ones that it sets by itself."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(local.permissions).Statement : alltrue([for action in flatten([statement.Action]) : can(regex("^(tag:Get|workspaces:Describe|workspaces:(Create|Delete)Tags)", action))]) if statement.Resource == "*"])
    error_message = "Only calls that take no resource in IAM may have a *."
  }

  assert {
    condition     = alltrue(flatten([for statement in jsondecode(local.permissions).Statement : [for action in flatten([statement.Action]) : contains(["kms:GenerateDataKey*", "kms:ReEncrypt*"], action) || !strcontains(action, "*")]]))
    error_message = "Actions are named one by one."
  }

  assert {
    condition     = strcontains(file("../services/rebuild-service/src/adapters/attempt-tag.ts"), "'${local.attempt_tag}'") && strcontains(file("../services/rebuild-service/src/adapters/hold-tag.ts"), "markKey = '${local.hold_tag}'")
    error_message = "The code sets other tags than its role may: every create would be refused, after the terminate."
  }
}

run "with_directory_groups_a_desktop_can_be_tagged_as_one_of_them" {
  module {
    source = "./modules/rebuild-service"
  }

  variables {
    directory_groups = ["support", "sales"]
  }

  assert {
    condition = [for statement in jsondecode(local.permissions).Statement : statement if statement.Sid == "ShowWhichGroupADesktopIsFor"] == [{
      Sid      = "ShowWhichGroupADesktopIsFor"
      Effect   = "Allow"
      Action   = "workspaces:CreateTags"
      Resource = "*"
      Condition = {
        "ForAllValues:StringEquals" = { "aws:TagKeys" = ["DirectoryGroup"] }
        StringEquals                = { "aws:RequestTag/DirectoryGroup" = ["sales", "support"] }
      }
    }]
    error_message = "One key alone, and the names of the groups."
  }

  assert {
    condition     = strcontains(file("../services/rebuild-service/src/domain/group-tag.ts"), "groupTag = '${local.group_tag}'")
    error_message = "The code sets another tag than its role may."
  }
}

run "where_policies_select_by_tags_only_desktops_that_carry_them_can_be_reset" {
  module {
    source = "./modules/rebuild-service"
  }

  variables {
    tag_selectors = [
      { Pool = ["lobby", "kiosk"] },
      { Pool = ["kiosk", "class"] },
      { Pool = ["clinic"], Stage = ["live"] },
      { Note = ["$${aws:username}"] },
    ]
  }

  assert {
    condition = jsonencode([for statement in jsondecode(local.permissions).Statement : { (statement.Sid) = statement.Condition } if contains(flatten([statement.Action]), "workspaces:TerminateWorkspaces")]) == jsonencode([
      { ResetDesktopsThatCarryTheTags1 = { StringEquals = { "aws:ResourceTag/Note" = ["$${$}{aws:username}"] } } },
      { ResetDesktopsThatCarryTheTags2 = { StringEquals = { "aws:ResourceTag/Pool" = ["class", "kiosk", "lobby"] } } },
      { ResetDesktopsThatCarryTheTags3 = { StringEquals = { "aws:ResourceTag/Pool" = ["clinic"], "aws:ResourceTag/Stage" = ["live"] } } },
    ])
    error_message = "All tags of a policy, any value of each, and no statement without a condition; a tag is no variable of IAM."
  }
}

run "one_policy_without_tags_leaves_the_choice_to_the_code" {
  module {
    source = "./modules/rebuild-service"
  }

  variables {
    tag_selectors = [{ Pool = ["kiosk"] }, {}]
  }

  assert {
    condition     = [for statement in jsondecode(local.permissions).Statement : statement.Sid if contains(flatten([statement.Action]), "workspaces:TerminateWorkspaces")] == ["ResetDesktops"]
    error_message = "IAM knows neither the directory nor the bundle of a desktop: its resets would all be refused."
  }
}

run "without_a_policy_nothing_can_be_reset" {
  module {
    source = "./modules/rebuild-service"
  }

  variables {
    tag_selectors = []
  }

  assert {
    condition     = !strcontains(local.permissions, "workspaces:TerminateWorkspaces") && !strcontains(local.permissions, "workspaces:RebuildWorkspaces")
    error_message = "Nobody has said whose desktops these are."
  }
}

run "more_tags_than_a_role_can_name_are_refused" {
  command = plan

  module {
    source = "./modules/rebuild-service"
  }

  variables {
    tag_selectors = [{ Desk = [for number in range(250) : "desktop-number-${number}"] }]
  }

  expect_failures = [output.functions]
}

run "rebuild_service_starts_timers_in_its_group_with_their_role_only" {
  module {
    source = "./modules/rebuild-service"
  }

  assert {
    condition     = one([for statement in jsondecode(local.permissions).Statement : statement if statement.Sid == "StartTimers"]).Resource == "arn:aws:scheduler:eu-central-1:111122223333:schedule/cleandesk/*" && toset(one([for statement in jsondecode(local.permissions).Statement : statement if statement.Sid == "StartTimers"]).Action) == toset(["scheduler:CreateSchedule", "scheduler:GetSchedule"])
    error_message = "Timers are set and looked at, in one group; never changed, never deleted."
  }

  assert {
    condition = one([for statement in jsondecode(local.permissions).Statement : statement if statement.Action == "iam:PassRole"]) == {
      Sid       = "GiveTimersTheirRole"
      Effect    = "Allow"
      Action    = "iam:PassRole"
      Resource  = "arn:aws:iam::111122223333:role/cleandesk-timers"
      Condition = { StringEquals = { "iam:PassedToService" = "scheduler.amazonaws.com" } }
    }
    error_message = "A role that can be passed to anything is a way to more power."
  }

  assert {
    condition     = alltrue([for type in flatten(values(output.timer_events)) : !contains(local.says, type)])
    error_message = "The service itself must not be able to say what only its timers say."
  }
}

run "the_pace_is_not_deleted_by_a_slip" {
  variables {
    calls_per_second = 2
    tags             = {}
  }

  module {
    source = "./modules/workspaces-pace"
  }

  assert {
    condition     = aws_dynamodb_table.pace.hash_key == "pk" && aws_dynamodb_table.pace.deletion_protection_enabled
    error_message = "Without the table no call could be booked."
  }
}

run "seats_are_kept_safe" {
  module {
    source = "./modules/rebuild-service"
  }

  assert {
    condition     = aws_dynamodb_table.seats.deletion_protection_enabled && aws_dynamodb_table.seats.point_in_time_recovery[0].enabled && aws_dynamodb_table.seats.billing_mode == "PAY_PER_REQUEST"
    error_message = "Seats hold the specs from which desktops are created again."
  }

  assert {
    condition = aws_dynamodb_table.seats.hash_key == "pk" && aws_dynamodb_table.seats.range_key == null && {
      for index in aws_dynamodb_table.seats.global_secondary_index : index.name => join(" ", compact([index.hash_key, index.range_key, index.projection_type]))
      } == {
      seat-of-desktop = "workspaceId INCLUDE"
      work-due        = "inFlight dueAt INCLUDE"
      by-desktop      = "workspaceId ALL"
      in-flight       = "inFlight dueAt ALL"
    }
    error_message = "The code queries by the first two names. The others are as 0.1.0 made them: its code has them until it is replaced."
  }

  assert {
    condition     = one(aws_dynamodb_table.seats.ttl).attribute_name == "expiresAt" && one(aws_dynamodb_table.seats.ttl).enabled
    error_message = "What is over is forgotten."
  }

  assert {
    condition = {
      for statement in jsondecode(local.permissions).Statement : statement.Sid => { on = statement.Resource, may = statement.Action } if startswith(flatten([statement.Action])[0], "dynamodb:")
      } == {
      KeepSeats = {
        on  = aws_dynamodb_table.seats.arn
        may = ["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"]
      }
      FindSeatsByDesktopAndByWork = {
        on  = [for index in ["seat-of-desktop", "work-due", "by-desktop", "in-flight"] : "${aws_dynamodb_table.seats.arn}/index/${index}"]
        may = "dynamodb:Query"
      }
      AppendRecords             = { on = aws_dynamodb_table.records.arn, may = "dynamodb:PutItem" }
      BookTurnsToCallWorkSpaces = { on = var.workspaces_pace.table_arn, may = "dynamodb:UpdateItem" }
    }
    error_message = "No other table, no scan, nothing is deleted, and records are only appended."
  }

  assert {
    condition     = aws_dynamodb_table.records.hash_key == "pk" && aws_dynamodb_table.records.range_key == "number" && one(aws_dynamodb_table.records.ttl).attribute_name == "expiresAt" && aws_dynamodb_table.records.deletion_protection_enabled && aws_dynamodb_table.records.point_in_time_recovery[0].enabled
    error_message = "Records are numbered for each seat, kept for their time, and can't be lost by a slip."
  }
}

run "every_run_books_its_turns_and_may_do_nothing_else_with_the_pace" {
  module {
    source = "./modules/alarm-manager"
  }

  assert {
    condition = [for statement in jsondecode(local.permissions).Statement : statement if flatten([statement.Resource])[0] == var.workspaces_pace.table_arn] == [{
      Sid      = "BookTurnsToCallWorkSpaces"
      Effect   = "Allow"
      Action   = "dynamodb:UpdateItem"
      Resource = "arn:aws:dynamodb:eu-central-1:111122223333:table/cleandesk-workspaces-pace"
    }]
    error_message = "One write books a turn."
  }

  assert {
    condition = {
      for name in ["PACE_TABLE", "WORKSPACES_CALLS_PER_SECOND", "WORKSPACES_CALLS_AT_ONCE", "PACE_OWN_SHARE"] : name => local.environment[name]
      } == {
      PACE_TABLE                  = "cleandesk-workspaces-pace"
      WORKSPACES_CALLS_PER_SECOND = "2"
      WORKSPACES_CALLS_AT_ONCE    = "5"
      PACE_OWN_SHARE              = "0.125"
    }
    error_message = "Every run knows the rate of all, and four runs of two functions divide this service's share."
  }

  assert {
    condition     = local.patience == { watch = { PACE_PATIENCE_SECONDS = "30" }, reconcile = { PACE_PATIENCE_SECONDS = "60" } }
    error_message = "A run that waits for its turn until it is killed does nothing in it."
  }
}

run "leftovers_are_looked_for" {
  module {
    source = "./modules/rebuild-service"
  }

  assert {
    condition     = aws_scheduler_schedule.recurring["LeftoversCameDue.v1"].schedule_expression == "rate(5 minutes)" && aws_scheduler_schedule.recurring["LeftoversCameDue.v1"].target[0].eventbridge_parameters[0].source == "cleandesk.rebuild-service"
    error_message = "What a crashed run left is found within minutes."
  }
}

run "a_lease_that_ends_while_its_run_still_works_is_refused" {
  command = plan

  variables {
    pace = {
      watch                  = { timeout_seconds = 60, visibility_timeout_seconds = 180 }
      reconcile              = { timeout_seconds = 900, visibility_timeout_seconds = 960 }
      seats                  = { timeout_seconds = 60, visibility_timeout_seconds = 180 }
      max_receives           = 10
      batch_window_seconds   = 1
      lease_seconds          = 60
      observe_every_seconds  = 60
      shortest_timer_seconds = 60
    }
  }

  module {
    source = "./modules/rebuild-service"
  }

  expect_failures = [var.pace]
}

# --- Code and permissions. The emulators check none: a call that a role lacks would fail on AWS only, perhaps between a terminate and its
# create. So what the code calls (`new …Command`) and says (`says.ts`) is read from the code and compared with what its role may.

run "alarm_manager_may_what_its_code_calls" {
  module {
    source = "./modules/alarm-manager"
  }

  assert {
    condition = length(setsubtract(
      flatten([
        for folder in ["../services/alarm-manager/src", "../packages/bus/src", "../packages/workspaces/src"] : [
          for name in fileset(folder, "**/*.ts") : flatten(regexall("new ([A-Za-z]+)Command\\b", file("${folder}/${name}")))
        ]
      ]),
      flatten([for statement in jsondecode(local.reconcile_permissions).Statement : [for action in flatten([statement.Action]) : split(":", action)[1]]]),
    )) == 0
    error_message = "The code of alarm-manager calls what its role may not."
  }

  assert {
    condition = alltrue([
      for name in fileset("../services/alarm-manager/src", "says.ts") : sort(local.says) == sort([
        for event in regexall("\\b([a-z])([A-Za-z]+)V([0-9]+)\\b", regex("(?s)export const says = \\[(.*?)\\]", file("../services/alarm-manager/src/${name}"))[0]) :
        "${upper(event[0])}${event[1]}.v${event[2]}"
      ])
    ])
    error_message = "local.says of modules/alarm-manager and its code's says.ts differ."
  }
}

run "rebuild_service_may_what_its_code_calls_and_no_more" {
  module {
    source = "./modules/rebuild-service"
  }

  assert {
    condition = length(setsubtract(
      [
        for command in flatten([
          for folder in ["../services/rebuild-service/src", "../packages/bus/src", "../packages/timers/src", "../packages/workspaces/src"] : [
            for name in fileset(folder, "**/*.ts") : flatten(regexall("new ([A-Za-z]+)Command\\b", file("${folder}/${name}")))
          ]
        ]) :
        # The DynamoDB document client leaves the word "Item" out. A transaction asks for the permissions of what is in it.
        contains(["BatchGet", "Delete", "Get", "Put", "Update"], command) ? "${command}Item" : command if command != "TransactWrite"
      ],
      flatten([for statement in jsondecode(local.permissions).Statement : [for action in flatten([statement.Action]) : split(":", action)[1]]]),
    )) == 0
    error_message = "The code of rebuild-service calls what its role may not."
  }

  assert {
    condition = length(setsubtract(
      flatten([
        for statement in jsondecode(local.permissions).Statement : [
          for action in flatten([statement.Action]) : trimsuffix(split(":", action)[1], "Item") if can(regex("^(dynamodb|scheduler|workspaces):", action))
        ]
      ]),
      concat(
        # AWS checks it when a create carries tags.
        ["CreateTags"],
        flatten([
          for folder in ["../services/rebuild-service/src", "../packages/timers/src", "../packages/workspaces/src"] : [
            for name in fileset(folder, "**/*.ts") : flatten(regexall("new ([A-Za-z]+)Command\\b", file("${folder}/${name}")))
          ]
        ]),
      ),
    )) == 0
    error_message = "The role of rebuild-service may what no code does."
  }

  assert {
    condition = sort(local.says) == sort([
      for event in regexall("\\b([a-z])([A-Za-z]+)V([0-9]+)\\b", regex("(?s)export const says = \\[(.*?)\\]", file("../services/rebuild-service/src/says.ts"))[0]) :
      "${upper(event[0])}${event[1]}.v${event[2]}"
    ])
    error_message = "local.says of modules/rebuild-service and its code's says.ts differ."
  }
}
