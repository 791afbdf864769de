# Tells a person: event → rule → topic. A notice that could not be told is put aside, and an alarm says so.

locals {
  rules = {
    for type, notice in local.notices : type => {
      name   = "${var.name}-tells-${lower(replace(type, "/[^A-Za-z0-9]+/", "-"))}"
      source = notice.source
      only   = try(notice.only, null)
      paths  = { for field, path in notice.fields : field => "$.detail.${path}" }

      # Values stand alone, as JSON writes them, but for names in the sentence: an explanation with quotation marks must not break a notice.
      # Not jsonencode: it writes < as \u003c.
      template = join("\n", [
        "{",
        join(",\n", concat(
          ["  \"cleandesk\": \"${notice.says}\""],
          [for field in notice.shows : "  \"${field}\": <${field}>"],
          ["  \"next\": \"${notice.next}\""],
          [for field in keys(local.envelope) : "  \"${field}\": <${field}>"],
        )),
        "}",
      ])
    }
  }

  # Which event it was, for who looks it up.
  envelope = { account = "$.account", event = "$.detail-type", id = "$.id", region = "$.region", time = "$.time" }

  rule_arns         = { for type, rule in local.rules : type => "arn:${var.partition}:events:${var.region}:${var.account_id}:rule/${var.bus_name}/${rule.name}" }
  dead_letters_name = "${var.name}-notices-dead-letters"
  dead_letters_arn  = "arn:${var.partition}:sqs:${var.region}:${var.account_id}:${local.dead_letters_name}"
}

resource "aws_cloudwatch_event_rule" "tells" {
  for_each = local.rules

  name           = each.value.name
  description    = "Tells a person of ${each.key}"
  event_bus_name = var.bus_name
  tags           = var.tags

  event_pattern = jsonencode(merge(
    {
      source        = [each.value.source]
      account       = [var.account_id]
      "detail-type" = [each.key]
      # What was told once is no news in a replay.
      "replay-name" = [{ exists = false }]
    },
    each.value.only == null ? {} : { detail = each.value.only },
  ))
}

resource "aws_cloudwatch_event_target" "topic" {
  for_each = aws_cloudwatch_event_rule.tells

  event_bus_name = var.bus_name
  rule           = each.value.name
  target_id      = "topic"
  arn            = var.topic_arn

  input_transformer {
    input_paths    = merge(local.rules[each.key].paths, local.envelope)
    input_template = local.rules[each.key].template
  }

  dead_letter_config {
    arn = aws_sqs_queue.dead_letters.arn
  }
}

resource "aws_sqs_queue" "dead_letters" {
  name                      = local.dead_letters_name
  message_retention_seconds = 1209600
  sqs_managed_sse_enabled   = var.kms_key_arn == null ? true : null
  kms_master_key_id         = var.kms_key_arn
  tags                      = var.tags

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "LetOurRulesPutAside"
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = "sqs:SendMessage"
        Resource  = local.dead_letters_arn
        Condition = { ArnEquals = { "aws:SourceArn" = values(local.rule_arns) } }
      },
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = local.dead_letters_arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })
}

resource "aws_cloudwatch_metric_alarm" "dead_letters" {
  alarm_name          = local.dead_letters_name
  alarm_description   = "A person was not told: notices lie in ${local.dead_letters_name}. Read them there, then look at the topic's policy and key: both must let in events.amazonaws.com, without a condition. Runbook: ${format(var.runbook, "dead-letters")}"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = aws_sqs_queue.dead_letters.name }
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 300
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.topic_arn]
  ok_actions          = [var.topic_arn]
  tags                = var.tags
}
