# modules/event-bus: the door to the power to reset desktops.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name       = "cleandesk"
  account_id = "111122223333"
  region     = "eu-central-1"
  partition  = "aws"

  ingress_patterns = {
    "WorkSpaces Access" = ["{\"source\":[\"aws.workspaces\"],\"detail-type\":[\"WorkSpaces Access\"],\"replay-name\":[{\"exists\":false}]}"]
  }
  timer_events = {
    "cleandesk.alarm-manager"   = ["ReconcileCameDue.v1"]
    "cleandesk.rebuild-service" = ["GraceElapsed.v1", "LookCameDue.v1"]
  }
  publisher_role_arns    = ["arn:aws:iam::111122223333:role/cleandesk-rebuild-service-seats"]
  archive_retention_days = 30
}

run "the_bus_refuses_everyone_but_our_roles" {
  module {
    source = "./modules/event-bus"
  }

  assert {
    condition = jsondecode(aws_cloudwatch_event_bus_policy.only_ours[0].policy).Statement == [{
      Sid       = "RefuseEveryoneButOurRoles"
      Effect    = "Deny"
      Principal = "*"
      Action    = "events:PutEvents"
      Resource  = aws_cloudwatch_event_bus.bus[0].arn
      Condition = {
        ArnNotLike = {
          "aws:PrincipalArn" = [aws_iam_role.ingress.arn, aws_iam_role.timers.arn, "arn:aws:iam::111122223333:role/cleandesk-rebuild-service-seats"]
        }
      }
    }]
    error_message = "Who can speak on the bus can reset desktops."
  }
}

run "only_what_aws_says_of_this_account_is_forwarded" {
  module {
    source = "./modules/event-bus"
  }

  assert {
    condition = alltrue([for type, rule in aws_cloudwatch_event_rule.ingress : jsondecode(rule.event_pattern) == merge(
      jsondecode(var.ingress_patterns[type][0]), { account = ["111122223333"] }
    )])
    error_message = "Where the default bus gathers the events of an organisation, other accounts' desktops are not ours."
  }
}

run "operators_are_let_in_and_speak_only_as_operators" {
  variables {
    operator_role_arns = ["arn:aws:iam::111122223333:role/helpdesk"]
  }

  module {
    source = "./modules/event-bus"
  }

  assert {
    condition     = contains(jsondecode(aws_cloudwatch_event_bus_policy.only_ours[0].policy).Statement[0].Condition.ArnNotLike["aws:PrincipalArn"], "arn:aws:iam::111122223333:role/helpdesk")
    error_message = "An operator's role must be let in."
  }

  assert {
    condition = jsondecode(aws_cloudwatch_event_bus_policy.only_ours[0].policy).Statement[1].Effect == "Deny" && jsondecode(aws_cloudwatch_event_bus_policy.only_ours[0].policy).Statement[1].Condition == {
      ArnLike                       = { "aws:PrincipalArn" = ["arn:aws:iam::111122223333:role/helpdesk"] }
      "ForAnyValue:StringNotEquals" = { "events:source" = ["cleandesk.operator"] }
    }
    error_message = "An operator must not be able to speak as a service."
  }
}

run "awss_events_are_forwarded_by_a_role_that_only_our_rules_can_take" {
  module {
    source = "./modules/event-bus"
  }

  assert {
    condition     = aws_cloudwatch_event_target.ingress["WorkSpaces Access"].arn == aws_cloudwatch_event_bus.bus[0].arn && aws_cloudwatch_event_target.ingress["WorkSpaces Access"].role_arn == aws_iam_role.ingress.arn
    error_message = "The default bus must forward to ours."
  }

  assert {
    condition     = aws_cloudwatch_event_target.ingress["WorkSpaces Access"].dead_letter_config[0].arn == aws_sqs_queue.ingress_dead_letters.arn
    error_message = "What can't be forwarded must not be lost."
  }

  assert {
    condition     = jsondecode(aws_iam_role.ingress.assume_role_policy).Statement[0].Condition.ArnEquals["aws:SourceArn"] == ["arn:aws:events:eu-central-1:111122223333:rule/cleandesk-in-workspaces-access"]
    error_message = "Another rule of the account must not be able to take the ingress role."
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.ingress.policy).Statement == [{ Sid = "ForwardToOurBus", Effect = "Allow", Action = "events:PutEvents", Resource = aws_cloudwatch_event_bus.bus[0].arn }]
    error_message = "The ingress role forwards to our bus and does nothing else."
  }
}

run "timers_say_what_timers_say_and_nothing_else" {
  module {
    source = "./modules/event-bus"
  }

  assert {
    condition = {
      for statement in jsondecode(aws_iam_role_policy.timers.policy).Statement : statement.Sid => statement.Condition if statement.Action == "events:PutEvents"
      } == {
      SayThatTimersOfAlarmManagerCameDue = {
        "ForAllValues:StringEquals" = { "events:source" = ["cleandesk.alarm-manager"] }
        StringEquals                = { "events:detail-type" = ["ReconcileCameDue.v1"] }
        Null                        = { "events:source" = "false" }
      }
      SayThatTimersOfRebuildServiceCameDue = {
        "ForAllValues:StringEquals" = { "events:source" = ["cleandesk.rebuild-service"] }
        StringEquals                = { "events:detail-type" = ["GraceElapsed.v1", "LookCameDue.v1"] }
        Null                        = { "events:source" = "false" }
      }
    }
    error_message = "A schedule must not be able to say that a user left."
  }

  assert {
    condition     = jsondecode(aws_iam_role.timers.assume_role_policy).Statement[0].Condition.ArnEquals["aws:SourceArn"] == "arn:aws:scheduler:eu-central-1:111122223333:schedule-group/cleandesk"
    error_message = "Schedules of another group must not be able to take the timers' role."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_iam_role_policy.timers.policy).Statement : statement.Resource != "*"])
    error_message = "A role names what it may touch."
  }
}

run "events_are_archived_and_queues_locked" {
  variables {
    bus_kms_key_arn = "arn:aws:kms:eu-central-1:111122223333:key/1"
  }

  module {
    source = "./modules/event-bus"
  }

  assert {
    condition     = aws_cloudwatch_event_archive.all.retention_days == 30 && aws_cloudwatch_event_archive.all.event_source_arn == aws_cloudwatch_event_bus.bus[0].arn
    error_message = "What was said is kept, and forgotten some day."
  }

  assert {
    condition     = aws_cloudwatch_event_bus.bus[0].kms_key_identifier == "arn:aws:kms:eu-central-1:111122223333:key/1" && aws_cloudwatch_event_archive.all.event_pattern == null
    error_message = "The owner may have a key for the bus; on a bus that is ours everything is kept."
  }

  assert {
    condition = alltrue([
      for queue in [aws_sqs_queue.ingress_dead_letters, aws_sqs_queue.timer_dead_letters] :
      queue.sqs_managed_sse_enabled && contains([for statement in jsondecode(queue.policy).Statement : statement.Sid], "RefusePlainHttp")
    ])
    error_message = "Dead letters hold events: they are encrypted at rest and on the way."
  }
}

run "on_a_bus_of_the_owners_only_what_is_ours_is_locked_and_kept" {
  variables {
    bus_name           = "the-companys"
    operator_role_arns = ["arn:aws:iam::111122223333:role/helpdesk"]
    iam_path           = "/cleandesk/"
  }

  module {
    source = "./modules/event-bus"
  }

  assert {
    condition     = length(aws_cloudwatch_event_bus.bus) == 0 && length(aws_cloudwatch_event_bus_policy.only_ours) == 0
    error_message = "A bus has one policy: ours in its place would lock out everybody else who uses it."
  }

  assert {
    condition     = output.name == "the-companys" && output.arn == "arn:aws:events:eu-central-1:111122223333:event-bus/the-companys" && aws_cloudwatch_event_target.ingress["WorkSpaces Access"].arn == output.arn
    error_message = "It takes the place of ours."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(output.policy).Statement : statement.Effect == "Deny" && statement.Resource == output.arn && statement.Condition["ForAnyValue:StringLike"] == { "events:source" = ["cleandesk.*"] }])
    error_message = "What others say there is theirs, and nobody else says what is ours."
  }

  assert {
    condition     = jsondecode(aws_cloudwatch_event_archive.all.event_pattern) == { source = [{ prefix = "cleandesk." }] }
    error_message = "What others say is not ours to keep."
  }

  assert {
    condition     = aws_iam_role.ingress.path == "/cleandesk/" && aws_iam_role.timers.path == "/cleandesk/"
    error_message = "Roles are where the owner wants them."
  }
}

run "a_pattern_that_lets_replayed_events_in_is_refused" {
  command = plan

  variables {
    ingress_patterns = {
      "WorkSpaces Access" = ["{\"source\":[\"aws.workspaces\"],\"detail-type\":[\"WorkSpaces Access\"]}"]
    }
  }

  module {
    source = "./modules/event-bus"
  }

  expect_failures = [aws_cloudwatch_event_rule.ingress]
}

run "two_patterns_for_one_sort_of_event_are_refused" {
  command = plan

  variables {
    ingress_patterns = {
      "WorkSpaces Access" = ["{\"detail\":{\"a\":[1]}}", "{\"detail\":{\"a\":[2]}}"]
    }
  }

  module {
    source = "./modules/event-bus"
  }

  expect_failures = [var.ingress_patterns]
}
