# Keeps what Cleandesk says where a person can search it: an archive can only be replayed, not read.

locals {
  group_name = "/aws/events/${var.name}"
}

resource "aws_cloudwatch_log_group" "events" {
  # checkov:skip=CKV_AWS_338:How long people's names are kept is the owner's choice (`event_log_retention_days`)
  # checkov:skip=CKV_AWS_158:Encrypted with the owner's key when there is one (`kms_key_arn`), else by CloudWatch Logs
  name              = local.group_name
  retention_in_days = var.retention_days
  kms_key_id        = var.kms_key_arn
  tags              = var.tags
}

# EventBridge can take no role to write a log; the account's log policies must let it in. An account has 10 of these in a Region.
resource "aws_cloudwatch_log_resource_policy" "events" {
  policy_name = "${var.name}-events"

  policy_document = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        # Without a condition: EventBridge does not say for which rule it makes a stream.
        Sid       = "LetEventBridgeMakeStreams"
        Effect    = "Allow"
        Principal = { Service = ["events.amazonaws.com", "delivery.logs.amazonaws.com"] }
        Action    = "logs:CreateLogStream"
        Resource  = "${aws_cloudwatch_log_group.events.arn}:*"
      },
      {
        Sid       = "LetOurRuleWrite"
        Effect    = "Allow"
        Principal = { Service = ["events.amazonaws.com", "delivery.logs.amazonaws.com"] }
        Action    = "logs:PutLogEvents"
        Resource  = "${aws_cloudwatch_log_group.events.arn}:*"
        Condition = { ArnEquals = { "aws:SourceArn" = aws_cloudwatch_event_rule.ours.arn } }
      },
    ]
  })
}

resource "aws_cloudwatch_event_rule" "ours" {
  name           = "${var.name}-keeps-events"
  description    = "Keeps what is said on ${var.bus_name} in ${local.group_name}"
  event_bus_name = var.bus_name
  tags           = var.tags

  event_pattern = jsonencode({
    source  = [{ prefix = "cleandesk." }]
    account = [var.account_id]
    # A replayed receipt would look like a second reset.
    "replay-name" = [{ exists = false }]
  })
}

resource "aws_cloudwatch_event_target" "log" {
  event_bus_name = var.bus_name
  rule           = aws_cloudwatch_event_rule.ours.name
  target_id      = "log"
  arn            = aws_cloudwatch_log_group.events.arn

  depends_on = [aws_cloudwatch_log_resource_policy.events]
}
