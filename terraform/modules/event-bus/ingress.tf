# AWS's own events reach the services through the same door as ours: forwarded from the default bus.

locals {
  ingress_rules = {
    for type, patterns in var.ingress_patterns : type => {
      name    = "${var.name}-in-${lower(replace(type, "/[^A-Za-z0-9]+/", "-"))}"
      pattern = patterns[0]
    }
  }

  ingress_rule_arns = [
    for rule in values(local.ingress_rules) : "arn:${var.partition}:events:${var.region}:${var.account_id}:rule/${rule.name}"
  ]
}

resource "aws_cloudwatch_event_rule" "ingress" {
  for_each = local.ingress_rules

  name        = each.value.name
  description = "Forwards \"${each.key}\" to ${var.name}"
  # Of this account only: where the default bus gathers the events of an organisation, other accounts' desktops are not ours.
  event_pattern = jsonencode(merge(jsondecode(each.value.pattern), { account = [var.account_id] }))
  tags          = var.tags

  lifecycle {
    precondition {
      condition     = jsonencode(try(jsondecode(each.value.pattern)["replay-name"], null)) == jsonencode([{ exists = false }])
      error_message = "The pattern for \"${each.key}\" lets replayed events in. It must ask for \"replay-name\": [{\"exists\": false}]: a replay must not reset people."
    }
  }
}

resource "aws_cloudwatch_event_target" "ingress" {
  for_each = aws_cloudwatch_event_rule.ingress

  rule      = each.value.name
  target_id = "bus"
  arn       = local.bus.arn
  role_arn  = aws_iam_role.ingress.arn

  dead_letter_config {
    arn = aws_sqs_queue.ingress_dead_letters.arn
  }
}

resource "aws_iam_role" "ingress" {
  name                 = "${var.name}-ingress"
  description          = "Lets the default bus forward AWS's own events to ${var.name}"
  path                 = var.iam_path
  permissions_boundary = var.permissions_boundary_arn
  tags                 = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "LetOurRulesForward"
      Effect    = "Allow"
      Principal = { Service = "events.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = { "aws:SourceAccount" = var.account_id }
        ArnEquals    = { "aws:SourceArn" = local.ingress_rule_arns }
      }
    }]
  })
}

resource "aws_iam_role_policy" "ingress" {
  name = "forward"
  role = aws_iam_role.ingress.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "ForwardToOurBus"
      Effect   = "Allow"
      Action   = "events:PutEvents"
      Resource = local.bus.arn
    }]
  })
}

resource "aws_sqs_queue" "ingress_dead_letters" {
  name                      = "${var.name}-ingress-dead-letters"
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
        Resource  = local.queue_arns.ingress
        Condition = { ArnEquals = { "aws:SourceArn" = local.ingress_rule_arns } }
      },
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = local.queue_arns.ingress
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })
}

locals {
  queue_arns = {
    for purpose in ["ingress", "timers"] :
    purpose => "arn:${var.partition}:sqs:${var.region}:${var.account_id}:${var.name}-${purpose}-dead-letters"
  }
}
