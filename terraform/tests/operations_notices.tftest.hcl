# modules/operations-notices and modules/event-log: who learns of what happens, by a notice or by reading.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name           = "cleandesk"
  account_id     = "111122223333"
  region         = "eu-central-1"
  partition      = "aws"
  bus_name       = "cleandesk"
  topic_arn      = "arn:aws:sns:eu-central-1:111122223333:operations"
  retention_days = 90
}

run "every_event_that_needs_a_person_is_told" {
  module {
    source = "./modules/operations-notices"
  }

  # A summary that speaks of a person promises that one learns of it. Requests are made by persons, and have other senders.
  assert {
    condition = length(setsubtract(
      [
        for name in fileset("../packages/contracts/schemas", "*.json") : trimsuffix(name, ".json")
        if strcontains(jsondecode(file("../packages/contracts/schemas/${name}")).description, "person") && !endswith(trimsuffix(name, ".v1.json"), "Requested")
      ],
      keys(local.notices),
    )) == 0
    error_message = "An event needs a person, and no person is told. Write the words into modules/operations-notices/notices.tf."
  }

  assert {
    condition = length(setsubtract(
      flatten(regexall("\n\\| `([A-Za-z]+\\.v[0-9]+)`", split("## When it pages you", file("../services/rebuild-service/README.md"))[1])),
      keys(local.notices),
    )) == 0
    error_message = "The page of rebuild-service says what to do when an event pages somebody, and it pages nobody."
  }

  assert {
    condition     = length(setsubtract(["DirectorySyncRefused.v1", "ResetFailed.v1", "ResetUndecided.v1", "ResetsPaused.v1", "ResetsResumed.v1", "SeatFailed.v1", "SeatNotReady.v1", "SeatStuck.v1"], keys(local.notices))) == 0
    error_message = "These were told before."
  }

  assert {
    condition = alltrue([
      for type, rule in aws_cloudwatch_event_rule.tells : rule.event_bus_name == "cleandesk" && length(rule.name) <= 64 && jsonencode(jsondecode(rule.event_pattern)) == jsonencode(merge(
        {
          source        = [local.notices[type].source]
          account       = ["111122223333"]
          "detail-type" = [type]
          "replay-name" = [{ exists = false }]
        },
        [for only in [try(local.notices[type].only, null)] : { detail = only } if only != null]...
      ))
    ])
    error_message = "One rule for each event, and a replay tells nobody again."
  }
}

run "a_notice_shows_what_its_event_always_has" {
  module {
    source = "./modules/operations-notices"
  }

  # Each path is walked down the event's schema: a field that is optional there would leave a hole in the notice.
  assert {
    condition = alltrue(flatten([
      for type, notice in local.notices : [
        for path in values(notice.fields) : contains(jsondecode(file("../packages/contracts/schemas/${type}.json")).required, split(".", path)[0]) && (
          length(split(".", path)) == 1 ? true : contains(jsondecode(file("../packages/contracts/schemas/${type}.json")).properties[split(".", path)[0]].required, split(".", path)[1])
        )
      ]
    ]))
    error_message = "A notice names a field that its event does not always have."
  }

  assert {
    condition = alltrue([
      for type, target in aws_cloudwatch_event_target.topic : toset(flatten(regexall("<([a-zA-Z]+)>", target.input_transformer[0].input_template))) == toset(keys(target.input_transformer[0].input_paths))
    ])
    error_message = "What is read of an event is shown, and what is shown is read."
  }

  assert {
    condition = alltrue([
      for target in aws_cloudwatch_event_target.topic : can(jsondecode(replace(replace(target.input_transformer[0].input_template, "/: <[a-zA-Z]+>/", ": 0"), "/<[a-zA-Z]+>/", "a")))
    ])
    error_message = "A notice is JSON once its values are in it."
  }

  # EventBridge escapes a value that stands alone, and none inside a text.
  assert {
    condition = alltrue([
      for notice in values(local.notices) : length(setsubtract(flatten(regexall("<([a-zA-Z]+)>", notice.says)), ["user", "directory", "desktop", "group"])) == 0
    ])
    error_message = "Only names and ids may stand in a sentence: free text could break the notice."
  }
}

run "what_could_not_be_told_is_put_aside_and_an_alarm_says_so" {
  module {
    source = "./modules/operations-notices"
  }

  assert {
    condition = alltrue([
      for target in aws_cloudwatch_event_target.topic : target.arn == "arn:aws:sns:eu-central-1:111122223333:operations" && target.dead_letter_config[0].arn == aws_sqs_queue.dead_letters.arn
    ])
    error_message = "A notice reaches the topic or the dead letters."
  }

  assert {
    condition = toset(jsondecode(aws_sqs_queue.dead_letters.policy).Statement[0].Condition.ArnEquals["aws:SourceArn"]) == toset([
      for rule in aws_cloudwatch_event_rule.tells : "arn:aws:events:eu-central-1:111122223333:rule/cleandesk/${rule.name}"
    ])
    error_message = "Each of these rules puts aside what it could not tell, and no other rule does."
  }

  assert {
    condition     = aws_sqs_queue.dead_letters.sqs_managed_sse_enabled
    error_message = "Notices name people: they are encrypted."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.dead_letters.alarm_actions == toset(["arn:aws:sns:eu-central-1:111122223333:operations"])
    error_message = "Somebody has to learn that nobody was told."
  }
}

run "only_our_rule_writes_into_the_log_of_events" {
  module {
    source = "./modules/event-log"
  }

  assert {
    condition = [for statement in jsondecode(aws_cloudwatch_log_resource_policy.events.policy_document).Statement : jsonencode(statement)] == [
      jsonencode({
        Sid       = "LetEventBridgeMakeStreams"
        Effect    = "Allow"
        Principal = { Service = ["events.amazonaws.com", "delivery.logs.amazonaws.com"] }
        Action    = "logs:CreateLogStream"
        Resource  = "${aws_cloudwatch_log_group.events.arn}:*"
      }),
      jsonencode({
        Sid       = "LetOurRuleWrite"
        Effect    = "Allow"
        Principal = { Service = ["events.amazonaws.com", "delivery.logs.amazonaws.com"] }
        Action    = "logs:PutLogEvents"
        Resource  = "${aws_cloudwatch_log_group.events.arn}:*"
        Condition = { ArnEquals = { "aws:SourceArn" = aws_cloudwatch_event_rule.ours.arn } }
      }),
    ]
    error_message = "A receipt that anybody could write is none."
  }

  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.ours.event_pattern) == { source = [{ prefix = "cleandesk." }], account = ["111122223333"], "replay-name" = [{ exists = false }] }
    error_message = "All that Cleandesk says is kept, once, and nothing that another account says."
  }

  assert {
    condition     = aws_cloudwatch_log_group.events.name == "/aws/events/cleandesk" && aws_cloudwatch_log_group.events.retention_in_days == 90
    error_message = "What is kept is forgotten some day."
  }
}
