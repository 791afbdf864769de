# modules/bus-function: what stands before every function.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name           = "cleandesk-alarm-manager-watch"
  service        = "alarm-manager"
  purpose        = "A function for a test"
  generated_file = "./tests/fixtures/door.json"
  permissions    = "{\"Version\":\"2012-10-17\",\"Statement\":[]}"

  timeout_seconds            = 60
  visibility_timeout_seconds = 180
  max_receives               = 10

  artifact = { s3_bucket = "zips", s3_key = "watch.zip", hash = "aGFzaA==" }

  environment = {
    POLICIES   = "eA=="
    UNREAD     = "the code does not read this"
    SOME_TOPIC = "arn:aws:sns:eu-central-1:111122223333:left"
  }

  platform = {
    name               = "cleandesk"
    account_id         = "111122223333"
    region             = "eu-central-1"
    partition          = "aws"
    bus                = { name = "cleandesk", arn = "arn:aws:events:eu-central-1:111122223333:event-bus/cleandesk" }
    runtime            = "nodejs22.x"
    architecture       = "arm64"
    log_retention_days = 90
  }
}

run "a_function_has_a_queue_and_dead_letters_before_it" {
  module {
    source = "./modules/bus-function"
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.work.redrive_policy).deadLetterTargetArn == aws_sqs_queue.dead_letters.arn && jsondecode(aws_sqs_queue.work.redrive_policy).maxReceiveCount == 10
    error_message = "A message that fails again and again must end in the dead-letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.dead_letters.redrive_allow_policy).sourceQueueArns == ["arn:aws:sqs:eu-central-1:111122223333:cleandesk-alarm-manager-watch"]
    error_message = "Only its own queue may use the dead-letter queue."
  }

  assert {
    condition     = aws_sqs_queue.work.sqs_managed_sse_enabled && aws_sqs_queue.dead_letters.sqs_managed_sse_enabled
    error_message = "Queues are encrypted, also without a key of the owner's."
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.queue.function_response_types, "ReportBatchItemFailures") && aws_lambda_event_source_mapping.queue.scaling_config[0].maximum_concurrency == 2
    error_message = "One bad message must not fail its batch, and the work must be bounded."
  }

  assert {
    condition     = output.environment.DEAD_LETTER_QUEUE_URL == aws_sqs_queue.dead_letters.url && output.log_group_name == "/aws/lambda/cleandesk-alarm-manager-watch"
    error_message = "The function knows where to put aside what it can't read."
  }
}

run "only_our_rules_may_send_to_the_queues_and_only_over_tls" {
  module {
    source = "./modules/bus-function"
  }

  assert {
    condition = [for statement in jsondecode(aws_sqs_queue.work.policy).Statement : jsonencode(statement)] == [
      jsonencode({
        Sid       = "LetOurRulesSend"
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = "sqs:SendMessage"
        Resource  = "arn:aws:sqs:eu-central-1:111122223333:cleandesk-alarm-manager-watch"
        Condition = { ArnEquals = { "aws:SourceArn" = local.rule_arns } }
      }),
      jsonencode({
        Sid       = "RefuseAllOtherSenders"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:SendMessage"
        Resource  = "arn:aws:sqs:eu-central-1:111122223333:cleandesk-alarm-manager-watch"
        Condition = { ArnNotEquals = { "aws:SourceArn" = local.rule_arns }, Null = { "aws:PrincipalArn" = "false" } }
      }),
      jsonencode({
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = "arn:aws:sqs:eu-central-1:111122223333:cleandesk-alarm-manager-watch"
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      }),
    ]
    error_message = "Who can send to the queue can reset desktops: our rules can, and nobody else, over TLS."
  }

  assert {
    condition     = toset(local.rule_arns) == toset([for rule in aws_cloudwatch_event_rule.hears : "arn:aws:events:eu-central-1:111122223333:rule/cleandesk/${rule.name}"])
    error_message = "Each rule that has the queue as its target is let in, and no other rule is."
  }
}

run "dead_letters_come_from_our_rules_from_the_queue_and_from_the_function" {
  module {
    source = "./modules/bus-function"
  }

  assert {
    condition = [for statement in jsondecode(aws_sqs_queue.dead_letters.policy).Statement : statement.Condition if statement.Sid == "RefuseAllOtherSenders"] == [{
      ArnNotEquals = { "aws:SourceArn" = local.rule_arns }
      ArnNotLike   = { "aws:PrincipalArn" = ["arn:aws:iam::111122223333:role/cleandesk-alarm-manager-watch"] }
      Null         = { "aws:PrincipalArn" = "false" }
    }]
    error_message = "A forged dead letter is a forged event as soon as somebody moves it back."
  }

  assert {
    condition     = module.function.role_name == "cleandesk-alarm-manager-watch"
    error_message = "The queue's policy names the function's role by its name."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.work.redrive_allow_policy) == { redrivePermission = "denyAll" }
    error_message = "SQS itself must not move another queue's dead letters into this one, past its policy."
  }
}

run "who_is_named_may_move_dead_letters_back" {
  variables {
    platform = {
      name               = "cleandesk"
      account_id         = "111122223333"
      region             = "eu-central-1"
      partition          = "aws"
      bus                = { name = "cleandesk", arn = "arn:aws:events:eu-central-1:111122223333:event-bus/cleandesk" }
      runtime            = "nodejs22.x"
      architecture       = "arm64"
      log_retention_days = 90
      redrive_role_arns  = ["arn:aws:iam::111122223333:role/on-call"]
    }
  }

  module {
    source = "./modules/bus-function"
  }

  assert {
    condition     = [for statement in jsondecode(aws_sqs_queue.work.policy).Statement : statement.Condition.ArnNotLike if statement.Sid == "RefuseAllOtherSenders"] == [{ "aws:PrincipalArn" = ["arn:aws:iam::111122223333:role/on-call"] }]
    error_message = "SQS moves messages as who started it: the denial must let these roles through."
  }

  assert {
    condition     = !strcontains(aws_sqs_queue.dead_letters.policy, "role/on-call")
    error_message = "Nobody has to put a message into the dead letters by hand."
  }
}

run "every_rule_leaves_replayed_events_out_and_has_dead_letters" {
  module {
    source = "./modules/bus-function"
  }

  assert {
    condition     = alltrue([for rule in aws_cloudwatch_event_rule.hears : jsonencode(jsondecode(rule.event_pattern)["replay-name"]) == jsonencode([{ exists = false }])])
    error_message = "A replay must not reset people."
  }

  assert {
    condition     = alltrue([for rule in aws_cloudwatch_event_rule.hears : jsonencode(try(jsondecode(rule.event_pattern).account, null)) == jsonencode(["111122223333"])])
    error_message = "What another account says on the bus must reach no function."
  }

  assert {
    condition     = keys(aws_cloudwatch_event_target.queue) == keys(aws_cloudwatch_event_rule.hears) && alltrue([for target in aws_cloudwatch_event_target.queue : target.dead_letter_config[0].arn == aws_sqs_queue.dead_letters.arn])
    error_message = "What can't be put into the queue must not be lost."
  }

  assert {
    condition     = alltrue([for rule in aws_cloudwatch_event_rule.hears : rule.event_bus_name == "cleandesk" && length(rule.name) <= 64])
    error_message = "Rules stand on our bus and their names fit."
  }
}

run "patterns_of_the_same_sources_share_a_rule_unless_they_look_into_the_detail" {
  module {
    source = "./modules/bus-function"
  }

  assert {
    condition = {
      for door, rule in aws_cloudwatch_event_rule.hears : door => jsondecode(rule.event_pattern)["detail-type"]
      } == {
      "cleandesk.alarm-manager"          = ["DesktopConnected.v1", "DesktopDisconnected.v1"]
      "aws.workspaces WorkSpaces Access" = ["WorkSpaces Access"]
    }
    error_message = "An event that two rules match is delivered twice."
  }

  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.hears["aws.workspaces WorkSpaces Access"].event_pattern).detail.actionType == ["successfulLogin"]
    error_message = "A pattern's detail must reach the rule."
  }
}

run "a_role_reads_its_own_queue_and_fills_its_own_dead_letters" {
  module {
    source = "./modules/bus-function"
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.own_queue.policy).Statement == [
      { Sid = "ReadItsOwnQueue", Effect = "Allow", Action = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"], Resource = aws_sqs_queue.work.arn },
      { Sid = "PutAsideWhatItCannotRead", Effect = "Allow", Action = "sqs:SendMessage", Resource = aws_sqs_queue.dead_letters.arn },
    ]
    error_message = "A role names what it may touch."
  }
}

run "queues_use_the_owners_key" {
  variables {
    platform = {
      name               = "cleandesk"
      account_id         = "111122223333"
      region             = "eu-central-1"
      partition          = "aws"
      bus                = { name = "cleandesk", arn = "arn:aws:events:eu-central-1:111122223333:event-bus/cleandesk" }
      runtime            = "nodejs22.x"
      architecture       = "arm64"
      log_retention_days = 90
      kms_key_arn        = "arn:aws:kms:eu-central-1:111122223333:key/1"
    }
  }

  module {
    source = "./modules/bus-function"
  }

  assert {
    condition     = aws_sqs_queue.work.kms_master_key_id == "arn:aws:kms:eu-central-1:111122223333:key/1" && aws_sqs_queue.dead_letters.kms_master_key_id == "arn:aws:kms:eu-central-1:111122223333:key/1"
    error_message = "With a key of the owner's the queues use it."
  }
}

run "two_alarms_of_its_queues_ask_for_a_person" {
  variables {
    platform = {
      name                 = "cleandesk"
      account_id           = "111122223333"
      region               = "eu-central-1"
      partition            = "aws"
      bus                  = { name = "cleandesk", arn = "arn:aws:events:eu-central-1:111122223333:event-bus/cleandesk" }
      runtime              = "nodejs22.x"
      architecture         = "arm64"
      log_retention_days   = 90
      operations_topic_arn = "arn:aws:sns:eu-central-1:111122223333:operations"
    }
  }

  module {
    source = "./modules/bus-function"
  }

  assert {
    condition = alltrue([
      for alarm in [aws_cloudwatch_metric_alarm.dead_letters, aws_cloudwatch_metric_alarm.late] :
      alarm.alarm_actions == toset(["arn:aws:sns:eu-central-1:111122223333:operations"]) && alarm.treat_missing_data == "notBreaching"
    ])
    error_message = "Dead letters and late messages tell the operations topic."
  }
}

run "one_sort_of_event_heard_with_two_patterns_is_refused" {
  command = plan

  variables {
    generated_file = "./tests/fixtures/two-patterns.json"
  }

  module {
    source = "./modules/bus-function"
  }

  expect_failures = [aws_cloudwatch_event_rule.hears]
}

run "a_message_that_comes_again_while_it_is_worked_on_is_refused" {
  command = plan

  variables {
    visibility_timeout_seconds = 59
  }

  module {
    source = "./modules/bus-function"
  }

  expect_failures = [var.visibility_timeout_seconds]
}

run "bounds_that_lambda_does_not_take_are_refused" {
  command = plan

  variables {
    batch_size          = 25
    maximum_concurrency = 1
    max_receives        = 1
  }

  module {
    source = "./modules/bus-function"
  }

  expect_failures = [var.batch_size, var.maximum_concurrency, var.max_receives]
}

